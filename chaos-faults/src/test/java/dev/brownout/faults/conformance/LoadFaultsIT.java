package dev.brownout.faults.conformance;

import dev.brownout.api.Protocol;
import java.util.Map;
import org.junit.jupiter.api.Nested;

/** Every fault of the load plane, between them evenly, with a ramp and jittered. */
class LoadFaultsIT {

    /** A load on a link that speaks HTTP. */
    abstract static class LoadConformance extends LinkConformance {
        LoadConformance(String kind, Map<String, ?> arguments) {
            super(kind, arguments);
        }

        @Override
        protected Protocol protocol() {
            return Protocol.HTTP1;
        }
    }

    @Nested
    class Surge extends LoadConformance {
        Surge() {
            super("load.surge", Map.of("rate", 200, "ramp", "500ms"));
        }
    }

    @Nested
    class LoginSurge extends LoadConformance {
        LoginSurge() {
            super("load.login-surge", Map.of("path", "/login", "rate", 100, "shape", "jittered"));
        }
    }

    @Nested
    class RetryStorm extends LoadConformance {
        RetryStorm() {
            super("load.retry-storm", Map.of("rate", 50, "retries", 3, "given-up", 0.5, "back-off", "10ms"));
        }
    }

    @Nested
    class ReconnectHerd extends LoadConformance {
        ReconnectHerd() {
            super("load.reconnect-herd", Map.of("clients", 50, "within", "500ms"));
        }
    }

    @Nested
    class ReconnectHerdThatFlaps extends LoadConformance {
        ReconnectHerdThatFlaps() {
            super("load.reconnect-herd", Map.of("clients", 20, "within", "0s", "hold", "200ms", "come-back", "100ms"));
        }
    }
}
