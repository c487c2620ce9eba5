package dev.brownout.faults.file;

import dev.brownout.api.BrownoutException;
import dev.brownout.api.ConfigFile.Format;
import java.nio.charset.StandardCharsets;

/** A file's content, understood by its format: what repeats in it, and the single values of its rows. Immutable. */
interface Rows {

    /** Put in place of a number or a flag by {@code file.wrong-type}. */
    String NOT_A_NUMBER = "not-a-number";

    /**
     * Understand a content.
     *
     * @throws BrownoutException if it is not of its format
     */
    static Rows of(Format format, byte[] content) {
        return switch (format) {
            case JSON, YAML -> TreeRows.of(format, content);
            case CSV, PROPERTIES, TEXT -> LineRows.of(format, new String(content, StandardCharsets.ISO_8859_1));
        };
    }

    /** Returns how many rows there are. */
    int count();

    /** Returns how many rows are the same as an earlier one. */
    int repeated();

    /**
     * Repeats the rows until there are {@code count}.
     *
     * @param fresh whether a repeated row is told apart from the one that it was made of, by its name or first value
     * @throws BrownoutException if there is no row to repeat
     */
    byte[] grown(int count, boolean fresh);

    /**
     * Finds a field.
     *
     * @param where a JSON pointer (JSON, YAML), a column's name (CSV), a key (properties); empty for the first value of the
     *     first row, if possible one that is no text
     * @return its place, for {@link #typeOf} and {@link #with} of this content and of others that differ in values only
     * @throws BrownoutException if there is no such field
     */
    String find(String where);

    /** Returns the type of the value at a place: {@code number}, {@code text}, {@code null} …; {@code missing} for none. */
    String typeOf(String place);

    /** Returns the content with another value at a place: nothing, or one of a type that nobody expects there. */
    byte[] with(String place, boolean nothing);
}
