package dev.brownout.faults.file;

import dev.brownout.api.BrownoutException;
import dev.brownout.api.ConfigFile.Format;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Rows that are lines: CSV records, properties, or plain lines. What is no row (comments, blank lines, the header) stays as it
 * is, byte for byte; contents are read as ISO 8859-1, which loses no byte.
 */
final class LineRows implements Rows {
    private final LineSyntax syntax;
    /** Every line with its end, rows and others. */
    private final List<String> lines;
    /** Which of them are rows. */
    private final List<Integer> rows;

    private LineRows(LineSyntax syntax, List<String> lines) {
        this.syntax = syntax;
        this.lines = lines;
        this.rows = IntStream.range(0, lines.size())
                .filter(i -> syntax.isRow(i, lines.get(i)))
                .boxed()
                .toList();
    }

    static LineRows of(Format format, String content) {
        var syntax = LineSyntax.of(format);
        return new LineRows(syntax, syntax.split(content));
    }

    private String row(int number) {
        return lines.get(rows.get(number));
    }

    @Override
    public int count() {
        return rows.size();
    }

    @Override
    public int repeated() {
        var seen = new HashSet<String>();
        rows.forEach(i -> seen.add(lines.get(i).strip()));
        return rows.size() - seen.size();
    }

    @Override
    public byte[] grown(int count, boolean fresh) {
        if (rows.isEmpty()) {
            throw new BrownoutException("file must have at least one row to repeat, but has none");
        }
        var text = new StringBuilder();
        int last = rows.get(rows.size() - 1);
        for (int i = 0; i <= last; i++) {
            text.append(lines.get(i));
        }
        var end = lines.get(0).endsWith("\r\n") ? "\r\n" : "\n";
        for (int made = rows.size(); made < count; made++) {
            if (text.charAt(text.length() - 1) != '\n') {
                text.append(end);
            }
            var row = row(made % rows.size());
            text.append(fresh ? syntax.renamed(row, made + 1) : row);
        }
        for (int i = last + 1; i < lines.size(); i++) {
            text.append(lines.get(i));
        }
        return bytes(text.toString());
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.ISO_8859_1);
    }

    /** A place is the row's number and the value's number in it: {@code 3/1}. */
    @Override
    public String find(String where) {
        var found = where.isEmpty()
                ? first(false).or(() -> first(true))
                : IntStream.range(0, rows.size())
                        .boxed()
                        .flatMap(row ->
                                syntax.column(lines, row(row), where).stream().mapToObj(column -> row + "/" + column))
                        .findFirst();
        return found.orElseThrow(
                () -> new BrownoutException("field must be one of the file's, but was \"" + where + "\""));
    }

    private java.util.Optional<String> first(boolean any) {
        return IntStream.range(0, rows.size())
                .boxed()
                .flatMap(row -> {
                    var values = syntax.values(row(row));
                    return IntStream.range(syntax.firstValue(), values.size())
                            .filter(column -> any || !type(values.get(column)).equals("text"))
                            .mapToObj(column -> row + "/" + column);
                })
                .findFirst();
    }

    @Override
    public String typeOf(String place) {
        int[] at = at(place);
        if (at[0] >= rows.size()) {
            return "missing";
        }
        var values = syntax.values(row(at[0]));
        return at[1] < values.size() ? type(values.get(at[1])) : "missing";
    }

    private static int[] at(String place) {
        int slash = place.indexOf('/');
        return new int[] {Integer.parseInt(place.substring(0, slash)), Integer.parseInt(place.substring(slash + 1))};
    }

    private static String type(String value) {
        if (value.isEmpty()) {
            return "null";
        }
        if (value.matches("[-+]?\\d[\\d_]*(\\.\\d+)?([eE][-+]?\\d+)?")) {
            return "number";
        }
        return value.matches("(?i)true|false|on|off|yes|no") ? "flag" : "text";
    }

    @Override
    public byte[] with(String place, boolean nothing) {
        int[] at = at(place);
        int line = rows.get(at[0]);
        var changed = new ArrayList<>(lines);
        // of a text, nobody can say what it must not be: a name that is a number is the least expected
        var wrong = typeOf(place).equals("text") ? "0" : NOT_A_NUMBER;
        changed.set(line, syntax.replaced(lines.get(line), at[1], nothing ? "" : wrong));
        return bytes(String.join("", changed));
    }
}
