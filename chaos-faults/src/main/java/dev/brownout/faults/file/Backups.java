package dev.brownout.faults.file;

import dev.brownout.api.BrownoutException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/**
 * Where the original bytes of changed files lie until they are restored: a directory that only its owner can read, and that
 * outlives a restart of the machine.
 */
final class Backups {
    private final Path directory;

    Backups(Path directory) {
        this.directory = directory.toAbsolutePath();
    }

    /** Returns those of a user: the place that the XDG Base Directory Specification has for state. */
    static Backups standard() {
        var state = Optional.ofNullable(System.getenv("XDG_STATE_HOME"))
                .filter(text -> text.startsWith("/"))
                .map(Path::of)
                .orElseGet(() -> Path.of(System.getProperty("user.home"), ".local", "state"));
        return new Backups(state.resolve("brownout").resolve("backups"));
    }

    /** Writes a content; when this returns, it is on disk (fsync), and so is its name. */
    Path keep(byte[] content) {
        var file = directory.resolve(UUID.randomUUID() + ".original");
        try {
            if (!Files.isDirectory(directory)) {
                Files.createDirectories(
                        directory, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
            }
            try (var channel = FileChannel.open(
                    file,
                    Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE),
                    PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")))) {
                var bytes = ByteBuffer.wrap(content);
                while (bytes.hasRemaining()) {
                    channel.write(bytes);
                }
                channel.force(true);
            }
            HostPlace.sync(directory);
            return file;
        } catch (IOException e) {
            drop(file);
            throw new BrownoutException(
                    "the original must be kept in " + directory + " before a file is changed, but could not be: " + e,
                    e);
        }
    }

    /** Removes what is not needed any more. A file that cannot be removed does no harm. */
    static void drop(Path file) {
        try {
            Files.deleteIfExists(file);
        } catch (IOException e) {
            file.toFile().deleteOnExit();
        }
    }
}
