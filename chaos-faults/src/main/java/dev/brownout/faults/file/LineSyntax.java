package dev.brownout.faults.file;

import dev.brownout.api.ConfigFile.Format;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.regex.Pattern;

/** How lines are cut into rows and rows into values, by format; all of it without losing a character. */
enum LineSyntax {
    /** Records of RFC 4180: a quoted value may hold commas and line ends; the first record is the header. */
    CSV {
        @Override
        List<int[]> spans(String row) {
            var spans = new ArrayList<int[]>();
            int end = row.stripTrailing().length();
            int from = 0;
            boolean quoted = false;
            for (int i = 0; i < end; i++) {
                char c = row.charAt(i);
                quoted ^= c == '"';
                if (c == ',' && !quoted) {
                    spans.add(new int[] {from, i});
                    from = i + 1;
                }
            }
            spans.add(new int[] {from, end});
            return spans;
        }

        @Override
        List<String> split(String content) {
            var records = new ArrayList<String>();
            int from = 0;
            boolean quoted = false;
            for (int i = 0; i < content.length(); i++) {
                char c = content.charAt(i);
                quoted ^= c == '"';
                if (c == '\n' && !quoted) {
                    records.add(content.substring(from, i + 1));
                    from = i + 1;
                }
            }
            return rest(records, content, from);
        }

        @Override
        boolean isRow(int number, String line) {
            return number > 0 && !line.isBlank();
        }

        @Override
        OptionalInt column(List<String> lines, String row, String name) {
            int column = values(lines.get(0)).indexOf(name);
            return column >= 0 && column < values(row).size() ? OptionalInt.of(column) : OptionalInt.empty();
        }
    },
    /** {@code key=value}; a line that ends with a backslash goes on (java.util.Properties). The values are key and value. */
    PROPERTIES {
        @Override
        List<int[]> spans(String row) {
            int end = row.stripTrailing().length();
            int key = row.length() - row.stripLeading().length();
            int keyEnd = key;
            while (keyEnd < end && "=: \t\f".indexOf(row.charAt(keyEnd)) < 0) {
                keyEnd += row.charAt(keyEnd) == '\\' ? 2 : 1;
            }
            keyEnd = Math.min(keyEnd, end);
            int value = blanks(row, keyEnd, end);
            if (value < end && "=:".indexOf(row.charAt(value)) >= 0) {
                value = blanks(row, value + 1, end);
            }
            return List.of(new int[] {key, keyEnd}, new int[] {value, end});
        }

        private static int blanks(String row, int from, int end) {
            int at = from;
            while (at < end && " \t\f".indexOf(row.charAt(at)) >= 0) {
                at++;
            }
            return at;
        }

        @Override
        List<String> split(String content) {
            var logical = new ArrayList<String>();
            int from = 0;
            for (int i = 0; i < content.length(); i++) {
                if (content.charAt(i) == '\n'
                        && !content.substring(from, i).stripTrailing().endsWith("\\")) {
                    logical.add(content.substring(from, i + 1));
                    from = i + 1;
                }
            }
            return rest(logical, content, from);
        }

        @Override
        boolean isRow(int number, String line) {
            var text = line.strip();
            return !text.isEmpty() && !text.startsWith("#") && !text.startsWith("!");
        }

        @Override
        int firstValue() {
            return 1;
        }

        @Override
        OptionalInt column(List<String> lines, String row, String name) {
            return values(row).get(0).equals(name) ? OptionalInt.of(1) : OptionalInt.empty();
        }
    },
    /** Words between blanks, and the punctuation of configuration files. The first word is the row's name. */
    TEXT {
        private static final Pattern WORD = Pattern.compile("[^\\s;,=]+");

        @Override
        List<int[]> spans(String row) {
            return WORD.matcher(row)
                    .results()
                    .map(word -> new int[] {word.start(), word.end()})
                    .toList();
        }

        @Override
        List<String> split(String content) {
            var all = new ArrayList<String>();
            int from = 0;
            for (int i = content.indexOf('\n'); i >= 0; i = content.indexOf('\n', from)) {
                all.add(content.substring(from, i + 1));
                from = i + 1;
            }
            return rest(all, content, from);
        }

        @Override
        boolean isRow(int number, String line) {
            return !line.isBlank() && !line.strip().startsWith("#");
        }

        @Override
        int firstValue() {
            return 1;
        }

        @Override
        OptionalInt column(List<String> lines, String row, String name) {
            var values = values(row);
            return values.size() > 1 && values.get(0).equals(name) ? OptionalInt.of(1) : OptionalInt.empty();
        }
    };

    static LineSyntax of(Format format) {
        return switch (format) {
            case CSV -> CSV;
            case PROPERTIES -> PROPERTIES;
            case TEXT, JSON, YAML -> TEXT;
        };
    }

    /** Cuts a content into lines with their ends. */
    abstract List<String> split(String content);

    /** Tells whether a line is a row. */
    abstract boolean isRow(int number, String line);

    /** Finds a named value in a row. */
    abstract OptionalInt column(List<String> lines, String row, String name);

    /** Returns the number of the first value that is not the row's name. */
    int firstValue() {
        return 0;
    }

    static List<String> rest(List<String> lines, String content, int from) {
        if (from < content.length()) {
            lines.add(content.substring(from));
        }
        return lines;
    }

    /** Finds the values of a row: from where to where each goes. */
    abstract List<int[]> spans(String row);

    /** Returns the values of a row, without quotes. */
    List<String> values(String row) {
        return spans(row).stream()
                .map(span -> row.substring(span[0], span[1]))
                .map(text -> text.length() > 1 && text.startsWith("\"") && text.endsWith("\"")
                        ? text.substring(1, text.length() - 1)
                        : text)
                .toList();
    }

    /** Returns a row with another value. */
    String replaced(String row, int number, String text) {
        int[] span = spans(row).get(number);
        return row.substring(0, span[0]) + text + row.substring(span[1]);
    }

    /** Returns a row with another name: the first value with a number behind it. */
    String renamed(String row, int number) {
        int[] span = spans(row).get(0);
        boolean quoted = row.charAt(Math.max(span[0], span[1] - 1)) == '"';
        int at = quoted ? span[1] - 1 : span[1];
        return row.substring(0, at) + "-" + number + row.substring(at);
    }
}
