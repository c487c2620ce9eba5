package dev.brownout.faults.conformance;

import dev.brownout.api.ConfigFile.Format;
import dev.brownout.api.LoadEvidence;
import dev.brownout.api.Reload;
import java.util.Map;
import org.junit.jupiter.api.Nested;

/** Every fault of a file, over all formats, ways to write, ways to reload and kinds of evidence. */
class FileFaultsIT {

    abstract static class FileConformance extends ComponentConformance {
        FileConformance(String kind, Map<String, ?> arguments) {
            super(kind, arguments);
        }

        @Override
        protected boolean meetsByItself() {
            return true;
        }

        @Override
        protected Map.Entry<String, Map<String, ?>> companion() {
            return Map.entry("file.empty", Map.of("file", "flags"));
        }
    }

    @Nested
    class Oversize extends FileConformance {
        Oversize() {
            super("file.oversize", Map.of("file", "features"));
        }

        @Override
        protected Format format() {
            return Format.JSON;
        }

        @Override
        protected Reload reload() {
            return Reload.signal("HUP");
        }

        @Override
        protected LoadEvidence evidence() {
            return LoadEvidence.status("/status", "/features");
        }
    }

    @Nested
    class DuplicateRows extends FileConformance {
        DuplicateRows() {
            super("file.duplicate-rows", Map.of("file", "features", "times", 11, "write", "in-place"));
        }

        @Override
        protected Format format() {
            return Format.CSV;
        }

        @Override
        protected Reload reload() {
            return Reload.http("POST", "/reload");
        }

        @Override
        protected LoadEvidence evidence() {
            return LoadEvidence.logLine("loading features");
        }
    }

    @Nested
    class Empty extends FileConformance {
        Empty() {
            super("file.empty", Map.of("file", "features"));
        }

        @Override
        protected Format format() {
            return Format.YAML;
        }

        @Override
        protected Reload reload() {
            return Reload.watch();
        }

        @Override
        protected LoadEvidence evidence() {
            return LoadEvidence.logLine("loading features");
        }
    }

    @Nested
    class Truncate extends FileConformance {
        Truncate() {
            super("file.truncate", Map.of("file", "features"));
        }

        @Override
        protected Format format() {
            return Format.TEXT;
        }

        @Override
        protected Reload reload() {
            return Reload.command("/bin/sh", "-c", "kill -HUP {pid}");
        }

        @Override
        protected LoadEvidence evidence() {
            return LoadEvidence.status("/status", "/features");
        }
    }

    @Nested
    class HalfWritten extends FileConformance {
        HalfWritten() {
            super("file.half-written", Map.of("file", "features", "write", "in-place"));
        }

        @Override
        protected Format format() {
            return Format.YAML;
        }

        @Override
        protected Reload reload() {
            return Reload.signal("HUP");
        }

        @Override
        protected LoadEvidence evidence() {
            return LoadEvidence.status("/status", "/features");
        }
    }

    @Nested
    class WrongType extends FileConformance {
        WrongType() {
            super("file.wrong-type", Map.of("file", "features", "field", "feature.3"));
        }

        @Override
        protected Format format() {
            return Format.PROPERTIES;
        }

        @Override
        protected Reload reload() {
            return Reload.http("POST", "/reload");
        }

        @Override
        protected LoadEvidence evidence() {
            return LoadEvidence.status("/status", "/features");
        }
    }

    @Nested
    class NullField extends FileConformance {
        NullField() {
            super("file.null-field", Map.of("file", "features", "field", "/features/7/weight"));
        }

        @Override
        protected Format format() {
            return Format.JSON;
        }

        @Override
        protected Reload reload() {
            return Reload.watch();
        }

        @Override
        protected LoadEvidence evidence() {
            return LoadEvidence.status("/status", "/features");
        }
    }

    @Nested
    class Alternate extends FileConformance {
        Alternate() {
            super("file.alternate", Map.of("file", "features", "period", "300ms"));
        }

        @Override
        protected Format format() {
            return Format.JSON;
        }

        @Override
        protected Reload reload() {
            return Reload.signal("HUP");
        }

        @Override
        protected LoadEvidence evidence() {
            return LoadEvidence.status("/status", "/features");
        }
    }
}
