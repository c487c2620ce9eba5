package dev.brownout.scenarios.journal;

import dev.brownout.api.BrownoutException;
import dev.brownout.scenarios.json.Json;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.MalformedInputException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Consumer;
import tools.jackson.core.JacksonException;

/** Reads a journal, line by line, in bounded memory. */
public final class JournalReader {
    /** The longest line that is read: the first holds the whole plan, all others are short. */
    private static final int MAX_LINE = 16 << 20;

    private JournalReader() {}

    /**
     * Read a journal.
     *
     * @param file the journal
     * @param to takes each line in order
     * @return what is wrong with the last line when it is cut short, as {@code kill -9} leaves it; empty when it is whole
     * @throws BrownoutException if the file cannot be read, or if any but the last line is no journal line or out of order
     */
    public static Optional<String> read(Path file, Consumer<Line> to) {
        if (!Files.isRegularFile(file)) {
            throw new BrownoutException(
                    "journal " + file + " must be a file, but " + (Files.exists(file) ? "is none" : "does not exist"));
        }
        long number = 0;
        // not buffered: lines are
        try (var in = new InputStreamReader(Files.newInputStream(file), StandardCharsets.UTF_8.newDecoder())) {
            var lines = new BoundedLines(in, MAX_LINE);
            var sequence = new Sequence();
            var next = lines.next();
            if (next.isEmpty()) {
                throw new BrownoutException("journal " + file + " must begin with run-started, but is empty");
            }
            while (next.isPresent()) {
                number++;
                var text = next.get();
                next = lines.next();
                Line line;
                try {
                    if (number == 1) {
                        readable(file, text);
                    }
                    line = Json.mapper().readValue(text, Line.class);
                } catch (JacksonException e) {
                    if (next.isEmpty() && number > 1) {
                        return Optional.of("line " + number + " is cut short after " + text.length() + " characters");
                    }
                    throw new BrownoutException(
                            "journal " + file + ", line " + number + " must be a journal event, but is not: "
                                    + e.getOriginalMessage().lines().findFirst().orElse(""),
                            e);
                }
                sequence.refusal(line).ifPresent(why -> {
                    throw new BrownoutException("journal " + file + ", line " + line.n() + " " + why);
                });
                to.accept(line);
            }
            return Optional.empty();
        } catch (BoundedLines.TooLong e) {
            throw new BrownoutException(
                    "journal " + file + ", line " + (number + 1) + " must have at most " + MAX_LINE
                            + " characters, but has more: no run writes such a line, so this is no journal, or was"
                            + " damaged",
                    e);
        } catch (MalformedInputException e) {
            throw new BrownoutException("journal " + file + " must be UTF-8, but is not", e);
        } catch (IOException e) {
            throw new BrownoutException("journal " + file + " cannot be read: " + e.getMessage(), e);
        }
    }

    /** Refuse a journal of another format before its plan is read: what it says may mean something else. */
    private static void readable(Path file, String text) {
        var event = Json.mapper().readTree(text).path("event");
        if (!event.path("event").asString("").equals("run-started")) {
            throw new BrownoutException("journal " + file + " must begin with run-started, but begins with "
                    + (event.path("event").isString() ? event.path("event").asString() : "something else")
                    + "; its beginning is missing, or it is no journal");
        }
        int format = event.path("format").asInt(0);
        if (format != Event.FORMAT) {
            throw new BrownoutException("journal " + file + " must be of format " + Event.FORMAT + ", but is of "
                    + (format == 0 ? "a time before formats" : "format " + format) + ", written by Brownout "
                    + event.path("version").asString("of an unknown version") + "; judge it with that version");
        }
    }
}
