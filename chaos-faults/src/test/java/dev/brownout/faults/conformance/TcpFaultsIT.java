package dev.brownout.faults.conformance;

import dev.brownout.api.Protocol;
import java.util.Map;
import org.junit.jupiter.api.Nested;

/** Every fault of the tcp plane, each with all connections or with a share of them. */
class TcpFaultsIT {

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
    class Bandwidth extends LinkConformance {
        @Override
        protected String kind() {
            return "tcp.bandwidth";
        }

        @Override
        protected Map<String, ?> arguments() {
            return Map.of("rate", 100);
        }
    }

    @Nested
    class BandwidthOfHttp extends LinkConformance {
        @Override
        protected Protocol protocol() {
            return Protocol.HTTP1;
        }

        @Override
        protected String kind() {
            return "tcp.bandwidth";
        }

        @Override
        protected Map<String, ?> arguments() {
            return Map.of("rate", 200, "stream", "upstream");
        }
    }

    @Nested
    class Slicer extends LinkConformance {
        @Override
        protected String kind() {
            return "tcp.slicer";
        }

        @Override
        protected Map<String, ?> arguments() {
            return Map.of("size", 4, "delay", "10ms");
        }
    }

    @Nested
    class SlicerOfHttp extends LinkConformance {
        @Override
        protected Protocol protocol() {
            return Protocol.HTTP1;
        }

        @Override
        protected String kind() {
            return "tcp.slicer";
        }

        @Override
        protected Map<String, ?> arguments() {
            return Map.of("size", 50, "variation", 10, "delay", "10ms");
        }
    }

    @Nested
    class LimitData extends LinkConformance {
        @Override
        protected String kind() {
            return "tcp.limit-data";
        }

        @Override
        protected Map<String, ?> arguments() {
            return Map.of("bytes", 10);
        }
    }

    @Nested
    class LimitDataOfHttp extends LinkConformance {
        @Override
        protected Protocol protocol() {
            return Protocol.HTTP1;
        }

        @Override
        protected String kind() {
            return "tcp.limit-data";
        }

        @Override
        protected Map<String, ?> arguments() {
            return Map.of("bytes", 20, "ratio", 0.5);
        }
    }

    @Nested
    class SlowClose extends LinkConformance {
        @Override
        protected String kind() {
            return "tcp.slow-close";
        }

        @Override
        protected Map<String, ?> arguments() {
            return Map.of("delay", "300ms");
        }
    }

    @Nested
    class SlowCloseOfHttp extends LinkConformance {
        @Override
        protected Protocol protocol() {
            return Protocol.HTTP1;
        }

        @Override
        protected String kind() {
            return "tcp.slow-close";
        }

        @Override
        protected Map<String, ?> arguments() {
            return Map.of("delay", "300ms", "stream", "upstream");
        }
    }

    @Nested
    class Reset extends LinkConformance {
        @Override
        protected String kind() {
            return "tcp.reset";
        }

        @Override
        protected Map<String, ?> arguments() {
            return Map.of();
        }
    }

    @Nested
    class ResetOfAShareAfterTheRequest extends LinkConformance {
        @Override
        protected Protocol protocol() {
            return Protocol.HTTP1;
        }

        @Override
        protected String kind() {
            return "tcp.reset";
        }

        @Override
        protected Map<String, ?> arguments() {
            return Map.of("when", "answer", "ratio", 0.25);
        }
    }

    @Nested
    class Refuse extends LinkConformance {
        @Override
        protected String kind() {
            return "tcp.refuse";
        }

        @Override
        protected Map<String, ?> arguments() {
            return Map.of();
        }
    }

    @Nested
    class Blackhole extends LinkConformance {
        @Override
        protected String kind() {
            return "tcp.blackhole";
        }

        @Override
        protected Map<String, ?> arguments() {
            return Map.of();
        }
    }

    @Nested
    class BlackholeOfNewConnections extends LinkConformance {
        @Override
        protected Protocol protocol() {
            return Protocol.HTTP1;
        }

        @Override
        protected String kind() {
            return "tcp.blackhole";
        }

        @Override
        protected Map<String, ?> arguments() {
            return Map.of("connections", "new");
        }
    }

    @Nested
    class HalfOpen extends LinkConformance {
        @Override
        protected String kind() {
            return "tcp.half-open";
        }

        @Override
        protected Map<String, ?> arguments() {
            return Map.of();
        }
    }

    @Nested
    class HalfOpenOfAShare extends LinkConformance {
        @Override
        protected String kind() {
            return "tcp.half-open";
        }

        @Override
        protected Map<String, ?> arguments() {
            return Map.of("direction", "upstream", "ratio", 0.3);
        }
    }

    @Nested
    class ConnectionLimit extends LinkConformance {
        @Override
        protected String kind() {
            return "tcp.connection-limit";
        }

        @Override
        protected Map<String, ?> arguments() {
            return Map.of("connections", 1);
        }
    }
}
