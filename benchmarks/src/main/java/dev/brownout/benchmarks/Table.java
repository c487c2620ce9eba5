package dev.brownout.benchmarks;

import java.io.PrintStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** A table for people: first column to the left, all others to the right. */
final class Table {
    private final List<List<String>> rows = new ArrayList<>();

    Table(String... head) {
        rows.add(List.of(head));
    }

    void row(Object... cells) {
        rows.add(Arrays.stream(cells).map(Table::text).toList());
    }

    private static String text(Object cell) {
        if (cell instanceof Double number) {
            return Double.isNaN(number)
                    ? "–"
                    : String.format(Locale.ROOT, Math.abs(number) >= 1000 ? "%,.0f" : "%.3f", number);
        }
        return cell instanceof Long || cell instanceof Integer
                ? String.format(Locale.ROOT, "%,d", ((Number) cell).longValue())
                : String.valueOf(cell);
    }

    void print(PrintStream out) {
        int columns = rows.get(0).size();
        var widths = new int[columns];
        rows.forEach(r -> {
            for (int i = 0; i < columns; i++) {
                widths[i] = Math.max(widths[i], r.get(i).length());
            }
        });
        for (var row : rows) {
            var line = new StringBuilder("  ");
            for (int i = 0; i < columns; i++) {
                var pad = " ".repeat(widths[i] - row.get(i).length());
                line.append(i == 0 ? row.get(i) + pad : "  " + pad + row.get(i));
            }
            out.println(line.toString().stripTrailing());
        }
    }
}
