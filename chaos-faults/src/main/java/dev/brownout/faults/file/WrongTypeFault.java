package dev.brownout.faults.file;

import dev.brownout.api.Arguments;
import dev.brownout.api.ConfigFile.Format;

/**
 * A file that holds a word where a number or a flag belongs, an object or a number where a text does.
 *
 * @param touch which file, how, and for how long
 * @param field which; empty for the first
 */
public record WrongTypeFault(Touch touch, String field) implements FileFault {
    static final String KIND = "file.wrong-type";

    @Override
    public String kind() {
        return KIND;
    }

    @Override
    public byte[] bad(Format format, byte[] good) {
        var rows = Rows.of(format, good);
        return rows.with(rows.find(field), false);
    }

    @Override
    public boolean shows(Format format, byte[] good, byte[] now) {
        var before = Rows.of(format, good);
        var place = before.find(field);
        return !Contents.typeOf(format, now, place).matches("null|missing|" + before.typeOf(place));
    }

    /** Registers it. */
    public static final class Kind extends FileFaultKind<WrongTypeFault> {
        /** Make the kind, for {@link java.util.ServiceLoader}. */
        public Kind() {
            super(describe(
                    KIND,
                    "A value of a file is of a type that nobody expects there.",
                    "a value of another type",
                    FIELD));
        }

        @Override
        public WrongTypeFault create(Arguments arguments) {
            return new WrongTypeFault(Touch.of(arguments), arguments.text("field"));
        }
    }
}
