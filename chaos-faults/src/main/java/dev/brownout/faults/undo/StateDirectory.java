package dev.brownout.faults.undo;

import dev.brownout.api.BrownoutException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/**
 * Where runs of one user note their ledgers, so that the next one notices what a run has left that was killed: one small
 * file a ledger, with its path. Thread safe, and safe for several processes.
 */
public final class StateDirectory {
    private static final String SUFFIX = ".ledger";

    private final Path directory;

    /**
     * Use a directory.
     *
     * @param directory need not exist yet
     */
    public StateDirectory(Path directory) {
        this.directory = directory;
    }

    /**
     * Find the user's directory: {@code $BROWNOUT_STATE}, else {@code $XDG_STATE_HOME/brownout}, else {@code
     * ~/.local/state/brownout} (XDG Base Directory Specification 0.8; relative paths are not valid there).
     *
     * @param environment environment variables
     * @param home the user's home directory
     * @return the directory, which need not exist yet
     */
    public static StateDirectory of(Map<String, String> environment, String home) {
        var own = environment.getOrDefault("BROWNOUT_STATE", "");
        if (!own.isEmpty()) {
            return new StateDirectory(Path.of(own).toAbsolutePath());
        }
        var xdg = environment.getOrDefault("XDG_STATE_HOME", "");
        return new StateDirectory(
                xdg.startsWith("/") ? Path.of(xdg, "brownout") : Path.of(home, ".local", "state", "brownout"));
    }

    /**
     * Find the directory of the user that this process runs as.
     *
     * @return the directory, which need not exist yet
     */
    public static StateDirectory standard() {
        return of(System.getenv(), System.getProperty("user.home", ""));
    }

    /**
     * Tell where it is.
     *
     * @return the directory, which need not exist yet
     */
    public Path path() {
        return directory;
    }

    /** Note a ledger; it is on disk when this returns. */
    Path note(Path ledger) throws IOException {
        return write("ledgers", SUFFIX, ledger.toAbsolutePath().normalize().toString());
    }

    /** Write a small file with a name of its own into a directory of this one; it is on disk, whole, when this returns. */
    Path write(String kind, String suffix, String text) throws IOException {
        var files = Files.createDirectories(directory.resolve(kind));
        var name = UUID.randomUUID().toString();
        var temporary = files.resolve(name + ".new");
        try (var channel = FileChannel.open(temporary, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
            var bytes = ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8));
            while (bytes.hasRemaining()) {
                channel.write(bytes);
            }
            channel.force(true);
        } catch (IOException e) {
            Files.deleteIfExists(temporary);
            throw e;
        }
        var note = Files.move(temporary, files.resolve(name + suffix), StandardCopyOption.ATOMIC_MOVE);
        sync(files);
        sync(directory);
        return note;
    }

    /** Put a directory's entries on disk; a file that was fsynced but whose name was not is lost (fsync(2)). */
    static void sync(Path directory) throws IOException {
        try (var channel = FileChannel.open(directory, StandardOpenOption.READ)) {
            channel.force(true);
        }
    }

    static void forget(Path note) {
        try {
            Files.deleteIfExists(note);
        } catch (IOException e) {
            throw new UncheckedIOException("the note of a ledger must be deletable, but: " + e, e);
        }
    }

    /**
     * A ledger whose run is over and which is not clean.
     *
     * @param ledger its path
     * @param note the small file that points to it
     * @param words what is the matter with it, for people
     * @param left what is to be undone, the last written first; empty where that cannot be told
     */
    public record Leftover(Path ledger, Path note, String words, List<LedgerEntry> left) {
        /** Copy the list. */
        public Leftover {
            left = List.copyOf(left);
        }
    }

    /**
     * Find what runs have left that are over. Notes of ledgers that are clean are deleted on the way; ledgers of runs that
     * live are passed over.
     *
     * @return what is left, the oldest first; empty when nothing is
     * @throws BrownoutException if the directory cannot be read
     */
    public List<Leftover> leftovers() {
        var found = new ArrayList<Leftover>();
        for (var note : notes()) {
            try {
                inspect(note, found);
            } catch (NoSuchFileException e) {
                // its run has just ended and forgotten it
            } catch (IOException e) {
                throw new BrownoutException("note " + note + " of an undo ledger must be readable, but: " + e, e);
            }
        }
        return List.copyOf(found);
    }

    private List<Path> notes() {
        return files("ledgers", SUFFIX);
    }

    /** The files of a kind that {@link #write} has written, the oldest first. */
    List<Path> files(String kind, String suffix) {
        var within = directory.resolve(kind);
        if (!Files.isDirectory(within)) {
            return List.of();
        }
        try (var files = Files.list(within)) {
            return files.filter(f -> f.toString().endsWith(suffix))
                    .sorted((a, b) ->
                            Long.compare(a.toFile().lastModified(), b.toFile().lastModified()))
                    .toList();
        } catch (IOException e) {
            throw new BrownoutException(
                    "state directory " + within + " must be readable, but: " + e
                            + "; set BROWNOUT_STATE to another one",
                    e);
        }
    }

    private static void inspect(Path note, List<Leftover> found) throws IOException {
        var ledger = Path.of(Files.readString(note));
        if (!Files.exists(ledger)) {
            // looked again: a clean end deletes the note first, and the ledger may go with its directory after that
            if (Files.exists(note)) {
                found.add(new Leftover(
                        ledger,
                        note,
                        "its ledger is gone, so nobody knows what it has left; if nothing is, delete " + note,
                        List.of()));
            }
            return;
        }
        var looking = LedgerLock.look(ledger);
        if (looking.isEmpty()) {
            return;
        }
        LedgerContent content;
        try (var lock = looking.get()) {
            content = LedgerContent.read(lock.channel());
        }
        if (content.clean()) {
            forget(note);
            return;
        }
        var damage = content.damage().isEmpty() ? "" : "; it is damaged: " + String.join("; ", content.damage());
        found.add(new Leftover(
                ledger, note, content.left().size() + " to undo, left by " + content.owner() + damage, content.left()));
    }

    /** Delete the notes of a ledger that is clean. */
    void forgetLedger(Path ledger) throws IOException {
        for (var note : notes()) {
            try {
                if (Path.of(Files.readString(note))
                        .equals(ledger.toAbsolutePath().normalize())) {
                    forget(note);
                }
            } catch (NoSuchFileException e) {
                // somebody else forgot it
            }
        }
    }
}
