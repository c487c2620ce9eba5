package dev.brownout.faults.file;

import dev.brownout.api.Arguments;
import dev.brownout.api.BrownoutException;
import dev.brownout.api.ConfigFile.Format;
import dev.brownout.api.InvalidFaultException;
import dev.brownout.api.Parameter;

/**
 * A file that is grown by new rows, each told apart from the row that it was made of: ×n, or until a number of rows or bytes.
 *
 * @param touch which file, how, and for how long
 * @param factor how many times its rows it gets at least
 * @param rows how many rows it gets at least
 * @param bytes how many bytes it gets at least
 */
public record OversizeFault(Touch touch, long factor, long rows, long bytes) implements FileFault {
    static final String KIND = "file.oversize";

    @Override
    public String kind() {
        return KIND;
    }

    @Override
    public byte[] bad(Format format, byte[] good) {
        var before = Rows.of(format, good);
        if (before.count() == 0) {
            throw new BrownoutException("file must have at least one row to grow, but has none");
        }
        long most = Math.max(before.count() * factor, rows);
        long row = Math.max(1, good.length / before.count());
        most = Math.max(most, (bytes + row - 1) / row);
        if (most * row > Contents.MOST_BYTES) {
            throw new BrownoutException("grown file must have at most " + Contents.MOST_BYTES
                    + " bytes, but would have " + most * row + "; choose a smaller factor, rows or bytes");
        }
        var grown = before.grown((int) most, true);
        // values of rows differ in length: a few more may be needed
        for (int more = 0; more < 8 && grown.length < bytes; more++) {
            most += 1 + (bytes - grown.length) / row;
            grown = before.grown((int) most, true);
        }
        return grown;
    }

    @Override
    public boolean shows(Format format, byte[] good, byte[] now) {
        if (now.length < Math.max(bytes, 1)) {
            return false;
        }
        int before = Rows.of(format, good).count();
        return Contents.rows(format, now) >= Math.max(Math.max(before * factor, rows), before + 1L);
    }

    /** Registers it. */
    public static final class Kind extends FileFaultKind<OversizeFault> {
        private static final Parameter FACTOR =
                Parameter.integer("factor", "10", 1, 100_000, "how many times its rows it gets at least");
        private static final Parameter ROWS =
                Parameter.integer("rows", "0", 0, 10_000_000, "how many rows it gets at least");
        private static final Parameter BYTES =
                Parameter.integer("bytes", "0", 0, Contents.MOST_BYTES, "how many bytes it gets at least");

        /** Make the kind, for {@link java.util.ServiceLoader}. */
        public Kind() {
            super(describe(
                            KIND,
                            "A file grows: many times its rows, until it has a number of rows or of bytes.",
                            "a file with more rows than it may take",
                            FACTOR,
                            ROWS,
                            BYTES)
                    .withIncidents("cloudflare-bot-management-2025-11-18"));
        }

        @Override
        public OversizeFault create(Arguments arguments) {
            var fault = new OversizeFault(
                    Touch.of(arguments),
                    arguments.integer("factor"),
                    arguments.integer("rows"),
                    arguments.integer("bytes"));
            if (fault.factor() == 1 && fault.rows() == 0 && fault.bytes() == 0) {
                throw new InvalidFaultException(
                        "factor", "factor must be at least 2 where neither rows nor bytes are given, but was 1");
            }
            return fault;
        }
    }
}
