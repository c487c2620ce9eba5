package dev.brownout.scenarios.journal;

import dev.brownout.api.BrownoutException;
import dev.brownout.scenarios.json.Json;
import java.io.FileOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Optional;
import java.util.UUID;
import java.util.function.LongSupplier;

/**
 * Appends events to a journal file, one JSON object a line. Each line is handed to the operating system whole before
 * {@link #append} returns, so that {@code kill -9} loses at most the line being written; {@link #sync} puts it on disk.
 * Not thread safe: the run's recorder is the one that writes.
 */
public final class JournalWriter implements AutoCloseable {
    private final Path file;
    /** A stream, not a channel: a thread that is interrupted while it writes would close a channel for everybody. */
    private final FileOutputStream out;

    private final Clock wall;
    private final LongSupplier mono;
    /** Marks every line, so that lines of two runs can be told apart however they are mixed. */
    private final Optional<String> run =
            Optional.of(UUID.randomUUID().toString().substring(0, 8));

    private long lines;

    private JournalWriter(Path file, FileOutputStream out, Clock wall, LongSupplier mono) {
        this.file = file;
        this.out = out;
        this.wall = wall;
        this.mono = mono;
    }

    /**
     * Create a journal file. Nothing that a run touches is touched before this has succeeded.
     *
     * @param file a file that does not exist; its directory is made if need be
     * @param wall the wall clock
     * @param mono the run's monotonic clock, in ns
     * @return the writer
     * @throws BrownoutException if the file exists or cannot be written
     */
    public static JournalWriter create(Path file, Clock wall, LongSupplier mono) {
        try {
            var directory = file.toAbsolutePath().getParent();
            if (directory != null) {
                Files.createDirectories(directory);
            }
            // fails if it exists: a journal is never written over another
            Files.createFile(file);
            return new JournalWriter(file, new FileOutputStream(file.toFile(), true), wall, mono);
        } catch (IOException e) {
            throw new BrownoutException(
                    "journal " + file + " must be a new file in a writable directory, but cannot be created: "
                            + e.getClass().getSimpleName() + " " + e.getMessage()
                            + "; nothing was touched; name another with --journal",
                    e);
        }
    }

    /**
     * Append an event.
     *
     * @param event the event
     * @return the line, with its number and times
     * @throws BrownoutException if it could not be written
     */
    public Line append(Event event) {
        var line = new Line(lines + 1, wall.instant(), mono.getAsLong(), run, event);
        try {
            out.write((Json.line(line) + "\n").getBytes(StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new BrownoutException("journal " + file + " can no longer be written: " + e.getMessage(), e);
        }
        lines++;
        return line;
    }

    /**
     * Put everything on disk.
     *
     * @throws BrownoutException if that fails
     */
    public void sync() {
        try {
            out.getFD().sync();
        } catch (IOException e) {
            throw new BrownoutException("journal " + file + " can no longer be put on disk: " + e.getMessage(), e);
        }
    }

    @Override
    public void close() {
        try {
            out.close();
        } catch (IOException e) {
            throw new BrownoutException("journal " + file + " cannot be closed: " + e.getMessage(), e);
        }
    }
}
