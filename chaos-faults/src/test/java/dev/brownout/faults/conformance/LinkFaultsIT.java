package dev.brownout.faults.conformance;

import dev.brownout.api.Protocol;
import java.util.Map;
import org.junit.jupiter.api.Nested;

/** Every fault of the tcp plane, each with all connections and with a share of them. */
class LinkFaultsIT {

    @Nested
    class Latency extends LinkConformance {
        @Override
        protected String kind() {
            return "tcp.latency";
        }

        @Override
        protected Map<String, ?> arguments() {
            return Map.of("latency", "100ms", "jitter", "10ms");
        }
    }

    @Nested
    class LatencyOfAShare extends LinkConformance {
        @Override
        protected String kind() {
            return "tcp.latency";
        }

        @Override
        protected Map<String, ?> arguments() {
            return Map.of("latency", "150ms", "ratio", 0.3, "stream", "upstream");
        }
    }

    @Nested
    class LatencyOfHttp extends LinkConformance {
        @Override
        protected Protocol protocol() {
            return Protocol.HTTP1;
        }

        @Override
        protected String kind() {
            return "tcp.latency";
        }

        @Override
        protected Map<String, ?> arguments() {
            return Map.of("latency", "100ms");
        }
    }

    @Nested
    class Timeout extends LinkConformance {
        @Override
        protected String kind() {
            return "tcp.timeout";
        }

        @Override
        protected Map<String, ?> arguments() {
            return Map.of();
        }
    }

    @Nested
    class TimeoutOfAShare extends LinkConformance {
        @Override
        protected String kind() {
            return "tcp.timeout";
        }

        @Override
        protected Map<String, ?> arguments() {
            return Map.of("timeout", "200ms", "ratio", "0.2", "stream", "upstream");
        }
    }

    @Nested
    class Down extends LinkConformance {
        @Override
        protected String kind() {
            return "tcp.down";
        }

        @Override
        protected Map<String, ?> arguments() {
            return Map.of();
        }
    }
}
