package dev.brownout.faults.file;

import dev.brownout.api.Arguments;
import dev.brownout.api.ConfigFile.Format;
import dev.brownout.api.InvalidFaultException;
import dev.brownout.api.Parameter;
import java.time.Duration;
import java.util.List;
import java.util.TreeMap;

/**
 * A file that is bad and good in turn, as when some of the machines that make it are wrong. It begins with the bad one.
 *
 * @param touch which file, how, and for how long
 * @param shape what it is while it is bad
 * @param period how long each stays
 */
public record AlternateFault(Touch touch, FileFault shape, Duration period) implements FileFault {
    static final String KIND = "file.alternate";

    @Override
    public String kind() {
        return KIND;
    }

    @Override
    public byte[] bad(Format format, byte[] good) {
        return shape.bad(format, good);
    }

    @Override
    public boolean shows(Format format, byte[] good, byte[] now) {
        return shape.shows(format, good, now);
    }

    @Override
    public Duration goodFor() {
        return period;
    }

    /** Registers it. */
    public static final class Kind extends FileFaultKind<AlternateFault> {
        private static final List<FileFaultKind<?>> SHAPES = List.of(
                new OversizeFault.Kind(),
                new DuplicateRowsFault.Kind(),
                new EmptyFault.Kind(),
                new TruncateFault.Kind(),
                new HalfWrittenFault.Kind(),
                new WrongTypeFault.Kind(),
                new NullFieldFault.Kind());

        private static final Parameter SHAPE = Parameter.text(
                "shape",
                "oversize",
                "what it is while it is bad, with that fault's defaults: oversize, duplicate-rows, empty, truncate,"
                        + " half-written, wrong-type or null-field");
        private static final Parameter PERIOD = Parameter.duration(
                "period", "1s", "50ms", "1h", "how long the bad content stays, and how long the good one; stack time");

        /** Make the kind, for {@link java.util.ServiceLoader}. */
        public Kind() {
            super(describe(KIND, "A file is bad and good in turn.", "good and bad files in turn", SHAPE, PERIOD)
                    .withIncidents("cloudflare-bot-management-2025-11-18"));
        }

        @Override
        public AlternateFault create(Arguments arguments) {
            var shape = arguments.text("shape");
            var touch = Touch.of(arguments);
            var kind = SHAPES.stream()
                    .filter(k -> k.name().equals("file." + shape))
                    .findFirst()
                    .orElseThrow(() -> new InvalidFaultException(
                            "shape",
                            "shape must be one of "
                                    + SHAPES.stream()
                                            .map(k -> k.name().substring("file.".length()))
                                            .toList() + ", but was \"" + shape + "\""));
            var common = new TreeMap<String, String>();
            List.of("file", "write", "life").forEach(name -> common.put(name, arguments.text(name)));
            return new AlternateFault(
                    touch, kind.create(Arguments.of(kind.parameters(), common)), arguments.duration("period"));
        }
    }
}
