package dev.brownout.faults.file;

import dev.brownout.api.Arguments;
import dev.brownout.api.ConfigFile.Format;
import dev.brownout.api.Parameter;

/**
 * A file that ends early, at the end of a line where there is one: it looks whole to who does not count.
 *
 * @param touch which file, how, and for how long
 * @param keep the share of its bytes that is left, about
 */
public record TruncateFault(Touch touch, double keep) implements FileFault {
    static final String KIND = "file.truncate";

    @Override
    public String kind() {
        return KIND;
    }

    @Override
    public byte[] bad(Format format, byte[] good) {
        return Contents.cut(good, keep, true);
    }

    @Override
    public boolean shows(Format format, byte[] good, byte[] now) {
        return now.length > 0 && Contents.begins(good, now) && Contents.atRowEnd(good, now.length);
    }

    /** Registers it. */
    public static final class Kind extends FileFaultKind<TruncateFault> {
        private static final Parameter KEEP =
                Parameter.ratio("keep", "0.5", "the share of its bytes that is left, about");

        /** Make the kind, for {@link java.util.ServiceLoader}. */
        public Kind() {
            super(describe(KIND, "A file ends early, at the end of a row.", "a file that lacks its end", KEEP));
        }

        @Override
        public TruncateFault create(Arguments arguments) {
            return new TruncateFault(Touch.of(arguments), arguments.ratio("keep"));
        }
    }
}
