package dev.brownout.scenarios.format;

import java.util.Collection;
import java.util.Comparator;
import java.util.Optional;

/** Finds the known word that was probably meant. */
public final class Nearest {
    private Nearest() {}

    /**
     * Find the known word nearest to a given one.
     *
     * @param word as written
     * @param known the words there are
     * @return the nearest by edit distance; empty when none is within a third of the longer word's length (two letters of a short word)
     */
    public static Optional<String> to(String word, Collection<String> known) {
        return known.stream()
                .filter(k -> distance(word, k) <= near(Math.max(word.length(), k.length())))
                .min(Comparator.comparingInt((String k) -> distance(word, k)).thenComparing(Comparator.naturalOrder()));
    }

    private static int near(int length) {
        return length < 4 ? 1 : Math.max(2, length / 3);
    }

    /**
     * Put the suggestion into words.
     *
     * @param word as written
     * @param known the words there are
     * @return {@code did you mean "x"?}, or the list of known words
     */
    public static String hint(String word, Collection<String> known) {
        return to(word, known)
                .map(n -> "did you mean \"" + n + "\"?")
                .orElseGet(() -> "known are " + String.join(", ", known));
    }

    /** The Levenshtein distance. */
    static int distance(String a, String b) {
        var previous = new int[b.length() + 1];
        for (int j = 0; j <= b.length(); j++) {
            previous[j] = j;
        }
        for (int i = 1; i <= a.length(); i++) {
            var row = new int[b.length() + 1];
            row[0] = i;
            for (int j = 1; j <= b.length(); j++) {
                int change = previous[j - 1] + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
                row[j] = Math.min(change, 1 + Math.min(row[j - 1], previous[j]));
            }
            previous = row;
        }
        return previous[b.length()];
    }
}
