package dev.brownout.faults.file;

import dev.brownout.api.Arguments;
import dev.brownout.api.BrownoutException;
import dev.brownout.api.ConfigFile.Format;
import dev.brownout.api.Parameter;

/**
 * A file whose rows all stand several times, as when the query that makes it joins one table too many.
 *
 * @param touch which file, how, and for how long
 * @param times how often each row stands in the file
 */
public record DuplicateRowsFault(Touch touch, long times) implements FileFault {
    static final String KIND = "file.duplicate-rows";

    @Override
    public String kind() {
        return KIND;
    }

    @Override
    public byte[] bad(Format format, byte[] good) {
        var before = Rows.of(format, good);
        if (good.length * times > Contents.MOST_BYTES) {
            throw new BrownoutException("grown file must have at most " + Contents.MOST_BYTES
                    + " bytes, but would have " + good.length * times + "; choose fewer times");
        }
        return before.grown((int) (before.count() * times), false);
    }

    @Override
    public boolean shows(Format format, byte[] good, byte[] now) {
        var before = Rows.of(format, good);
        return Contents.rows(format, now) >= before.count() * times
                && Rows.of(format, now).repeated() >= before.count() * (times - 1);
    }

    /** Registers it. */
    public static final class Kind extends FileFaultKind<DuplicateRowsFault> {
        private static final Parameter TIMES =
                Parameter.integer("times", "2", 2, 100_000, "how often each row stands in the file");

        /** Make the kind, for {@link java.util.ServiceLoader}. */
        public Kind() {
            super(describe(
                            KIND,
                            "Every row of a file stands in it several times.",
                            "a file with every row several times",
                            TIMES)
                    .withIncidents("cloudflare-bot-management-2025-11-18"));
        }

        @Override
        public DuplicateRowsFault create(Arguments arguments) {
            return new DuplicateRowsFault(Touch.of(arguments), arguments.integer("times"));
        }
    }
}
