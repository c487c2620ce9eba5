package dev.brownout.faults.file;

import dev.brownout.api.Arguments;
import dev.brownout.api.ConfigFile.Format;
import dev.brownout.api.Parameter;

/**
 * A file that ends in the middle of a row, as one that is read while somebody writes it, or whose writer has died.
 *
 * @param touch which file, how, and for how long
 * @param keep the share of its bytes that is written, about
 */
public record HalfWrittenFault(Touch touch, double keep) implements FileFault {
    static final String KIND = "file.half-written";

    @Override
    public String kind() {
        return KIND;
    }

    @Override
    public byte[] bad(Format format, byte[] good) {
        return Contents.cut(good, keep, false);
    }

    @Override
    public boolean shows(Format format, byte[] good, byte[] now) {
        return now.length > 0 && Contents.begins(good, now) && !Contents.atRowEnd(good, now.length);
    }

    /** Registers it. */
    public static final class Kind extends FileFaultKind<HalfWrittenFault> {
        private static final Parameter KEEP =
                Parameter.ratio("keep", "0.5", "the share of its bytes that is written, about");

        /** Make the kind, for {@link java.util.ServiceLoader}. */
        public Kind() {
            super(describe(
                    KIND,
                    "A file ends in the middle of a row, as one that is being written.",
                    "a file that ends within a value",
                    KEEP));
        }

        @Override
        public HalfWrittenFault create(Arguments arguments) {
            return new HalfWrittenFault(Touch.of(arguments), arguments.ratio("keep"));
        }
    }
}
