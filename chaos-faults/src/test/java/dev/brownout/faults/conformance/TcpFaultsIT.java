package dev.brownout.faults.conformance;

import dev.brownout.api.Protocol;
import java.util.Map;
import org.junit.jupiter.api.Nested;

/** Every fault of the tcp plane, each with all connections or with a share of them. */
class TcpFaultsIT {

    @Nested
    class Latency extends LinkConformance {
        Latency() {
            super("tcp.latency", Map.of("latency", "100ms", "jitter", "10ms"));
        }
    }

    @Nested
    class LatencyOfAShare extends LinkConformance {
        LatencyOfAShare() {
            super("tcp.latency", Map.of("latency", "150ms", "ratio", 0.3, "stream", "upstream"));
        }
    }

    @Nested
    class LatencyOfHttp extends LinkConformance {
        LatencyOfHttp() {
            super("tcp.latency", Map.of("latency", "100ms"));
        }

        @Override
        protected Protocol protocol() {
            return Protocol.HTTP1;
        }
    }

    @Nested
    class Timeout extends LinkConformance {
        Timeout() {
            super("tcp.timeout", Map.of());
        }
    }

    @Nested
    class TimeoutOfAShare extends LinkConformance {
        TimeoutOfAShare() {
            super("tcp.timeout", Map.of("timeout", "200ms", "ratio", "0.2", "stream", "upstream"));
        }
    }

    @Nested
    class Bandwidth extends LinkConformance {
        Bandwidth() {
            super("tcp.bandwidth", Map.of("rate", 100));
        }
    }

    @Nested
    class BandwidthOfHttp extends LinkConformance {
        BandwidthOfHttp() {
            super("tcp.bandwidth", Map.of("rate", 200, "stream", "upstream"));
        }

        @Override
        protected Protocol protocol() {
            return Protocol.HTTP1;
        }
    }

    @Nested
    class Slicer extends LinkConformance {
        Slicer() {
            super("tcp.slicer", Map.of("size", 4, "delay", "10ms"));
        }
    }

    @Nested
    class SlicerOfHttp extends LinkConformance {
        SlicerOfHttp() {
            super("tcp.slicer", Map.of("size", 50, "variation", 10, "delay", "10ms"));
        }

        @Override
        protected Protocol protocol() {
            return Protocol.HTTP1;
        }
    }

    @Nested
    class LimitData extends LinkConformance {
        LimitData() {
            super("tcp.limit-data", Map.of("bytes", 10));
        }
    }

    @Nested
    class LimitDataOfHttp extends LinkConformance {
        LimitDataOfHttp() {
            super("tcp.limit-data", Map.of("bytes", 20, "ratio", 0.5));
        }

        @Override
        protected Protocol protocol() {
            return Protocol.HTTP1;
        }
    }

    @Nested
    class SlowClose extends LinkConformance {
        SlowClose() {
            super("tcp.slow-close", Map.of("delay", "300ms"));
        }
    }

    @Nested
    class SlowCloseOfHttp extends LinkConformance {
        SlowCloseOfHttp() {
            super("tcp.slow-close", Map.of("delay", "300ms", "stream", "upstream"));
        }

        @Override
        protected Protocol protocol() {
            return Protocol.HTTP1;
        }
    }

    @Nested
    class Reset extends LinkConformance {
        Reset() {
            super("tcp.reset", Map.of());
        }
    }

    @Nested
    class ResetOfAShareAfterTheRequest extends LinkConformance {
        ResetOfAShareAfterTheRequest() {
            super("tcp.reset", Map.of("when", "answer", "ratio", 0.25));
        }

        @Override
        protected Protocol protocol() {
            return Protocol.HTTP1;
        }
    }

    @Nested
    class Refuse extends LinkConformance {
        Refuse() {
            super("tcp.refuse", Map.of());
        }
    }

    @Nested
    class Blackhole extends LinkConformance {
        Blackhole() {
            super("tcp.blackhole", Map.of());
        }
    }

    @Nested
    class BlackholeOfNewConnections extends LinkConformance {
        BlackholeOfNewConnections() {
            super("tcp.blackhole", Map.of("connections", "new"));
        }

        @Override
        protected Protocol protocol() {
            return Protocol.HTTP1;
        }
    }

    @Nested
    class HalfOpen extends LinkConformance {
        HalfOpen() {
            super("tcp.half-open", Map.of());
        }
    }

    @Nested
    class HalfOpenOfAShare extends LinkConformance {
        HalfOpenOfAShare() {
            super("tcp.half-open", Map.of("direction", "upstream", "ratio", 0.3));
        }
    }

    @Nested
    class ConnectionLimit extends LinkConformance {
        ConnectionLimit() {
            super("tcp.connection-limit", Map.of("connections", 1));
        }
    }
}
