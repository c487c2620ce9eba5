package dev.brownout.cli;

import dev.brownout.api.BrownoutException;
import dev.brownout.scenarios.play.RunFiles;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Optional;

/**
 * Where a run of the command line keeps what it writes.
 *
 * @param files the run's own files
 * @param log Brownout's log, beside them
 */
record RunDirectory(RunFiles files, Path log) {
    private static final DateTimeFormatter STAMP =
            DateTimeFormatter.ofPattern("yyyyMMdd-HHmmss").withZone(ZoneOffset.UTC);

    /** Make the directories; nothing else is touched before this has succeeded. */
    static RunDirectory create(Optional<Path> asked, Instant now) {
        try {
            if (asked.isPresent()) {
                var journal = asked.get().toAbsolutePath();
                if (Files.exists(journal)) {
                    throw new BrownoutException("journal " + asked.get() + " must be a new file, but exists"
                            + (Files.isDirectory(journal) ? " as a directory" : "") + "; name another with --journal");
                }
                var parent = journal.getParent();
                var directory = parent == null ? Path.of("/") : parent;
                Files.createDirectories(directory);
                var name = String.valueOf(journal.getFileName());
                return new RunDirectory(
                        new RunFiles(
                                journal,
                                directory.resolve(name + ".ledger"),
                                absent(directory.resolve(name + ".stop")),
                                Files.createDirectories(directory.resolve(name + ".stack"))),
                        directory.resolve(name + ".log"));
            }
            var runs = Path.of("runs");
            Files.createDirectories(runs);
            for (int i = 0; i < 100; i++) {
                try {
                    var directory = Files.createDirectory(runs.resolve(STAMP.format(now) + (i == 0 ? "" : "-" + i)));
                    return new RunDirectory(RunFiles.in(directory), directory.resolve("brownout.log"));
                } catch (FileAlreadyExistsException e) {
                    // another run began in the same second
                }
            }
            throw new BrownoutException("runs begun in one second must be at most 100, but are more; wait a moment");
        } catch (IOException e) {
            throw new BrownoutException(
                    "a run must be able to write its journal, but "
                            + asked.map(Path::toString).orElse("runs/…")
                            + " cannot be made: " + e.getClass().getSimpleName() + " " + e.getMessage()
                            + "; nothing was touched; name a writable place with --journal",
                    e);
        }
    }

    /** What stopped an earlier run whose journal had this name does not stop this one. */
    private static Path absent(Path stop) throws IOException {
        Files.deleteIfExists(stop);
        return stop;
    }
}
