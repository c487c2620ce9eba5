package dev.brownout.scenarios.journal;

import dev.brownout.api.BrownoutException;
import dev.brownout.scenarios.json.Json;
import java.io.IOException;
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
        try (var in = Files.newBufferedReader(file, StandardCharsets.UTF_8)) {
            long number = 0;
            String text = in.readLine();
            if (text == null) {
                throw new BrownoutException("journal " + file + " must begin with run-started, but is empty");
            }
            while (text != null) {
                number++;
                var next = in.readLine();
                Line line;
                try {
                    line = parse(text);
                } catch (JacksonException e) {
                    if (next == null && number > 1) {
                        return Optional.of("line " + number + " is cut short after " + text.length() + " characters");
                    }
                    throw new BrownoutException(
                            "journal " + file + ", line " + number + " must be a journal event, but is not: "
                                    + e.getOriginalMessage().lines().findFirst().orElse(""),
                            e);
                }
                if (line.n() != number) {
                    throw new BrownoutException(
                            "journal " + file + ", line " + number + " must have that number, but has " + line.n()
                                    + ": lines are missing or from another run");
                }
                to.accept(line);
                text = next;
            }
            return Optional.empty();
        } catch (MalformedInputException e) {
            throw new BrownoutException("journal " + file + " must be UTF-8, but is not", e);
        } catch (IOException e) {
            throw new BrownoutException("journal " + file + " cannot be read: " + e.getMessage(), e);
        }
    }

    private static Line parse(String text) {
        if (text.length() > MAX_LINE) {
            throw new BrownoutException("a journal line must have at most " + MAX_LINE + " characters");
        }
        return Json.mapper().readValue(text, Line.class);
    }
}
