package dev.brownout.scenarios.journal;

import java.io.IOException;
import java.io.Reader;
import java.util.Optional;

/** Reads lines that end with a line feed, none of them into more memory than it may take. Not thread safe. */
final class BoundedLines {
    private final Reader in;
    private final int longest;
    private final char[] buffer = new char[1 << 16];
    private final StringBuilder begun = new StringBuilder();
    private int at;
    private int end;

    /** A line is longer than it may be. */
    static final class TooLong extends IOException {
        private static final long serialVersionUID = 1L;
    }

    /**
     * @param in where to read; closed by its owner
     * @param longest how many characters a line may have
     */
    BoundedLines(Reader in, int longest) {
        this.in = in;
        this.longest = longest;
    }

    /** Read a line; empty after the last. */
    Optional<String> next() throws IOException {
        begun.setLength(0);
        while (at < end || fill()) {
            int from = at;
            while (at < end && buffer[at] != '\n') {
                at++;
            }
            if (begun.length() + at - from > longest) {
                throw new TooLong();
            }
            if (at < end) {
                var rest = at++ - from;
                return Optional.of(
                        begun.length() == 0
                                ? new String(buffer, from, rest)
                                : begun.append(buffer, from, rest).toString());
            }
            begun.append(buffer, from, at - from);
        }
        return begun.length() == 0 ? Optional.empty() : Optional.of(begun.toString());
    }

    private boolean fill() throws IOException {
        at = 0;
        end = Math.max(0, in.read(buffer));
        return end > 0;
    }
}
