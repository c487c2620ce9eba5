package dev.brownout.faults.conformance;

import dev.brownout.testing.Images;
import dev.brownout.testing.NeedsDocker;
import java.util.Map;
import org.junit.jupiter.api.Nested;

/** Every fault of a container, by a real one. */
@NeedsDocker({Images.REDIS})
class ContainerFaultsIT {
    @Nested
    class Kill extends ContainerConformance {
        Kill() {
            super("container.kill", Map.of());
        }
    }

    @Nested
    class Stop extends ContainerConformance {
        Stop() {
            super("container.stop", Map.of("grace", "2s"));
        }
    }

    @Nested
    class Pause extends ContainerConformance {
        Pause() {
            super("container.pause", Map.of());
        }
    }

    @Nested
    class Restart extends ContainerConformance {
        Restart() {
            super("container.restart", Map.of());
        }
    }

    @Nested
    class CrashLoop extends ContainerConformance {
        CrashLoop() {
            super("container.crash-loop", Map.of("up-for", "500ms", "back-off", "300ms", "back-off-limit", "600ms"));
        }

        @Override
        protected boolean meetsByItself() {
            return true;
        }
    }

    @Nested
    class Squeeze extends ContainerConformance {
        Squeeze() {
            super("container.squeeze", Map.of("cpus", "0.4", "memory", 64, "pids", 50));
        }

        @Override
        protected Map.Entry<String, Map<String, ?>> companion() {
            return Map.entry("container.off-network", Map.of());
        }
    }

    @Nested
    class DiskFull extends ContainerConformance {
        DiskFull() {
            super("container.disk-full", Map.of("path", "/data"));
        }
    }

    @Nested
    class OffNetwork extends ContainerConformance {
        OffNetwork() {
            super("container.off-network", Map.of());
        }
    }

    @Nested
    class ZoneLoss extends ContainerConformance {
        ZoneLoss() {
            super("zone.loss", Map.of());
        }
    }

    @Nested
    class ZoneOffNetwork extends ContainerConformance {
        ZoneOffNetwork() {
            super("zone.loss", Map.of("how", "network"));
        }
    }

    @Nested
    class RegionBlackout extends ContainerConformance {
        RegionBlackout() {
            super("region.blackout", Map.of("over", "1s", "order", "r1 r2 r3"));
        }

        /** Its turn comes while a witness looks. */
        @Override
        protected boolean meetsByItself() {
            return true;
        }
    }

    @Nested
    class RegionFlap extends ContainerConformance {
        RegionFlap() {
            super("region.flap", Map.of("off", "1s", "on", "1s"));
        }

        @Override
        protected boolean meetsByItself() {
            return true;
        }
    }

    @Nested
    class RegionFlapOffNetwork extends ContainerConformance {
        RegionFlapOffNetwork() {
            super("region.flap", Map.of("how", "network", "off", "1s", "on", "1s"));
        }

        @Override
        protected boolean meetsByItself() {
            return true;
        }
    }
}
