package dev.brownout.faults.conformance;

import dev.brownout.api.Component;
import dev.brownout.api.ComponentContainer;
import dev.brownout.api.Target;
import dev.brownout.api.Timings;
import dev.brownout.faults.LocalPlane;
import dev.brownout.faults.container.TestContainer;
import dev.brownout.faults.store.Stores;
import dev.brownout.testing.Images;
import dev.brownout.testing.NeedsDocker;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Nested;

/** Every fault of a store, by real ones in containers. */
@NeedsDocker({Images.POSTGRES, Images.REDIS})
class StoreFaultsIT {

    abstract static class StoreConformance extends FaultConformance {
        private Optional<TestContainer> container = Optional.empty();

        StoreConformance(String kind) {
            super(kind, Map.of());
        }

        private boolean postgres() {
            return kind().startsWith("postgres.");
        }

        @Override
        protected Component victim() {
            return new Component("gateway", Map.of(), Timings.NONE);
        }

        @Override
        protected Target target() {
            return Stores.STORE;
        }

        @Override
        protected String exposed() {
            return Stores.STORE.id();
        }

        @Override
        protected void prepare(LocalPlane plane) {
            var started = postgres() ? Stores.postgres() : Stores.redis();
            container = Optional.of(started);
            started.inside("sh", "-c", "echo limit 20 >/tmp/flags");
            plane.attach(Stores.STORE, new ComponentContainer(started.id(), Optional.empty()));
            plane.placeInside(Stores.STORE, "flags", "/tmp/flags");
        }

        @Override
        protected void dismantle() {
            container.ifPresent(TestContainer::close);
        }

        /** A new connection, whatever comes of it. */
        @Override
        protected void victimWorks(VictimJvm victim) {
            var at = container.orElseThrow().at(postgres() ? 5432 : 6379);
            var unused = victim.vantage().connect(at, new byte[0], java.time.Duration.ofMillis(200));
        }

        @Override
        protected Map.Entry<String, Map<String, ?>> companion() {
            return Map.entry("file.empty", Map.of("file", "flags"));
        }
    }

    @Nested
    class RefuseConnections extends StoreConformance {
        RefuseConnections() {
            super("postgres.refuse-connections");
        }
    }

    @Nested
    class ReadOnly extends StoreConformance {
        ReadOnly() {
            super("postgres.read-only");
        }
    }

    @Nested
    class Slow extends StoreConformance {
        Slow() {
            super("postgres.slow");
        }
    }

    @Nested
    class Flush extends StoreConformance {
        Flush() {
            super("redis.flush");
        }
    }

    @Nested
    class RedisReadOnly extends StoreConformance {
        RedisReadOnly() {
            super("redis.readonly");
        }
    }
}
