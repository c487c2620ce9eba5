package dev.brownout.faults.conformance;

import java.util.Map;
import org.junit.jupiter.api.Nested;

/** Every fault of a process, by a supervised component. */
class ProcessFaultsIT {

    abstract static class ProcessConformance extends ComponentConformance {
        ProcessConformance(String kind, Map<String, ?> arguments) {
            super(kind, arguments);
        }

        @Override
        protected Map.Entry<String, Map<String, ?>> companion() {
            return Map.entry("file.empty", Map.of("file", "flags"));
        }
    }

    @Nested
    class Kill extends ProcessConformance {
        Kill() {
            super("process.kill", Map.of());
        }
    }

    @Nested
    class Pause extends ProcessConformance {
        Pause() {
            super("process.pause", Map.of());
        }
    }

    @Nested
    class Restart extends ProcessConformance {
        Restart() {
            super("process.restart", Map.of());
        }
    }

    @Nested
    class CrashLoop extends ProcessConformance {
        CrashLoop() {
            super("process.crash-loop", Map.of("back-off", "300ms"));
        }

        @Override
        protected boolean meetsByItself() {
            return true;
        }
    }
}
