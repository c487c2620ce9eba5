package dev.brownout.faults.conformance;

import dev.brownout.api.Component;
import dev.brownout.api.Link;
import dev.brownout.api.Protocol;
import dev.brownout.api.Target;
import dev.brownout.api.Timings;
import dev.brownout.faults.LocalPlane;
import dev.brownout.faults.TestServer;
import dev.brownout.faults.packet.VictimContainer;
import dev.brownout.testing.Images;
import dev.brownout.testing.NeedsDocker;
import java.net.InetSocketAddress;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Nested;

/** Every fault of packets, by a container whose network namespace the rules and the witness stand in. */
class PacketFaultsIT {

    @NeedsDocker({Images.NETTOOLS, Images.REDIS, Images.JRE})
    abstract static class PacketConformance extends FaultConformance {
        private final Link link =
                Link.between(VictimContainer.COMPONENT, new Component("store", Map.of(), Timings.NONE), Protocol.REDIS);
        private InetSocketAddress address = new InetSocketAddress(0);
        private Optional<TestServer> server = Optional.empty();
        private Optional<VictimContainer> container = Optional.empty();

        PacketConformance(String kind, Map<String, ?> arguments) {
            super(kind, arguments);
        }

        @Override
        protected LocalPlane open(long seed) {
            var made = new VictimContainer();
            container = Optional.of(made);
            return made.plane(seed);
        }

        @Override
        protected Component victim() {
            return VictimContainer.COMPONENT;
        }

        @Override
        protected Target target() {
            return link;
        }

        @Override
        protected void prepare(LocalPlane plane) {
            address = plane.open(link);
            var store = TestServer.redis();
            server = Optional.of(store);
            plane.connect(link, store.address());
            container.orElseThrow().attach(plane);
        }

        @Override
        protected VictimJvm startVictim(LocalPlane plane) {
            return container.orElseThrow().jvm(plane);
        }

        @Override
        protected void dismantle() {
            server.ifPresent(TestServer::close);
            container.ifPresent(VictimContainer::close);
        }

        @Override
        protected void victimWorks(VictimJvm victim) {
            container
                    .orElseThrow()
                    .inside(
                            "timeout",
                            "1",
                            "bash",
                            "-c",
                            work(address.getAddress().getHostAddress(), address.getPort()));
        }

        /** What the victim does. */
        String work(String host, int port) {
            return "redis-cli -h " + host + " -p " + port + " ping";
        }
    }

    @Nested
    class SynDrop extends PacketConformance {
        SynDrop() {
            super("packet.syn-drop", Map.of());
        }
    }

    @Nested
    class DropBoth extends PacketConformance {
        DropBoth() {
            super("packet.drop", Map.of());
        }
    }

    @Nested
    class DropIn extends PacketConformance {
        DropIn() {
            super("packet.drop", Map.of("direction", "in"));
        }
    }

    @Nested
    class DropOut extends PacketConformance {
        DropOut() {
            super("packet.drop", Map.of("direction", "out"));
        }
    }

    @Nested
    class Reject extends PacketConformance {
        Reject() {
            super("packet.reject", Map.of());
        }
    }

    @Nested
    class Loss extends PacketConformance {
        Loss() {
            super("packet.loss", Map.of("ratio", 0.2));
        }
    }

    @Nested
    class RateLimit extends PacketConformance {
        RateLimit() {
            super("packet.rate-limit", Map.of("rate", 100));
        }

        /** An answer that is longer than the burst. */
        @Override
        String work(String host, int port) {
            return "exec 3<>/dev/tcp/" + host + "/" + port
                    + "; (printf 'PING '; head -c 200000 /dev/zero | tr '\\0' x; echo) >&3; head -c 200000 <&3 >/dev/null";
        }
    }

    @Nested
    class RateLimitOut extends PacketConformance {
        RateLimitOut() {
            super("packet.rate-limit", Map.of("rate", 100, "direction", "out"));
        }

        @Override
        String work(String host, int port) {
            return "exec 3<>/dev/tcp/" + host + "/" + port
                    + "; (printf 'PING '; head -c 200000 /dev/zero | tr '\\0' x; echo) >&3; head -c 200000 <&3 >/dev/null";
        }
    }
}
