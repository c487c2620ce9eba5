package dev.brownout.faults.undo;

import dev.brownout.api.BrownoutException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/**
 * The runs of one user that go on, and those that died: one small file a run in the {@link StateDirectory}, from before it
 * touches anything until its end. Whether a run still lives is told by its ledger's lock, which the kernel lets go of
 * however a process ends. Nothing listens on any port. Thread safe, and safe for several processes.
 */
public final class Runs {
    private static final String SUFFIX = ".run";
    private static final JsonMapper JSON = new JsonMapper();

    private final StateDirectory state;

    /**
     * Look at the runs of a user.
     *
     * @param state the user's directory
     */
    public Runs(StateDirectory state) {
        this.state = state;
    }

    /**
     * Where a run keeps its files. All are siblings, so that a run that nobody has noted is found by its journal.
     *
     * @param journal its journal
     * @param ledger its undo ledger
     * @param stop the file that asks it to stop when it is there
     */
    public record Run(Path journal, Path ledger, Path stop) {
        /** Make the paths absolute. */
        public Run {
            journal = journal.toAbsolutePath().normalize();
            ledger = ledger.toAbsolutePath().normalize();
            stop = stop.toAbsolutePath().normalize();
        }

        /**
         * Name the run for people: its directory, or its journal where that has a name of its own.
         *
         * @return the name
         */
        public String name() {
            var parent = journal.getParent();
            var own = ledger.endsWith("ledger.jsonl") && parent != null ? parent : journal;
            return String.valueOf(own.getFileName());
        }

        /**
         * Find a run's files by the path of its journal, or of the directory that it made for itself.
         *
         * @param path the journal or the directory
         * @return its files, whether they are there or not
         */
        public static Run at(Path path) {
            var absolute = path.toAbsolutePath().normalize();
            if (Files.isDirectory(absolute)) {
                return at(absolute.resolve("journal.jsonl"));
            }
            // as the command line lays them out
            return absolute.endsWith("journal.jsonl") && Files.exists(absolute.resolveSibling("ledger.jsonl"))
                    ? new Run(absolute, absolute.resolveSibling("ledger.jsonl"), absolute.resolveSibling("stop"))
                    : new Run(
                            absolute,
                            absolute.resolveSibling(absolute.getFileName() + ".ledger"),
                            absolute.resolveSibling(absolute.getFileName() + ".stop"));
        }
    }

    /**
     * A run and the small file that points to it.
     *
     * @param note the small file
     * @param run the run's files
     */
    public record Noted(Path note, Run run) implements AutoCloseable {

        /** Forget the run: it has ended. */
        @Override
        public void close() {
            StateDirectory.forget(note);
        }
    }

    /**
     * Note a run, before it touches anything.
     *
     * @param run its files; the ledger is open
     * @return the note
     * @throws BrownoutException if that cannot be written; then nothing may be touched
     */
    public Noted begin(Run run) {
        try {
            var file = state.write(
                    "runs",
                    SUFFIX,
                    JSON.writeValueAsString(List.of(
                            run.journal().toString(),
                            run.ledger().toString(),
                            run.stop().toString())));
            return new Noted(file, run);
        } catch (IOException e) {
            throw new BrownoutException(
                    "state directory " + state.path() + " must be writable, but: " + e
                            + "; nothing was touched; set BROWNOUT_STATE to another one",
                    e);
        }
    }

    /**
     * List the runs that are noted: those that go on, and those that died and were not recovered yet.
     *
     * @return the oldest first
     * @throws BrownoutException if the directory cannot be read
     */
    public List<Run> list() {
        return noted().stream().map(Noted::run).toList();
    }

    /** Forget the runs that are over and left nothing to undo, or nothing that anybody could still know of. */
    public void forgetDead() {
        noted().stream()
                .filter(n -> look(
                        n.run(),
                        true,
                        lock -> LedgerContent.read(lock.channel()).clean(),
                        false))
                .forEach(n -> StateDirectory.forget(n.note()));
    }

    private List<Noted> noted() {
        var found = new ArrayList<Noted>();
        for (var file : state.files("runs", SUFFIX)) {
            try {
                var paths = JSON.readValue(Files.readString(file, StandardCharsets.UTF_8), String[].class);
                if (paths.length == 3) {
                    found.add(new Noted(file, new Run(Path.of(paths[0]), Path.of(paths[1]), Path.of(paths[2]))));
                }
            } catch (NoSuchFileException e) {
                // it has just ended
            } catch (IOException | JacksonException e) {
                throw new BrownoutException(
                        "note " + file + " of a run must be readable, but: " + e + "; if no run goes on, delete it", e);
            }
        }
        return found;
    }

    /**
     * Tell whether a run goes on: whether its process lives.
     *
     * @param run its files
     * @return false as well when its ledger is gone
     * @throws BrownoutException if that cannot be seen, as with another user's
     */
    public static boolean goesOn(Run run) {
        return look(run, false, lock -> false, true);
    }

    /**
     * Tell what a run that is over has left to undo.
     *
     * @param run its files
     * @return how many changes; 0 as well when its ledger is gone with its directory, or it goes on
     * @throws BrownoutException if that cannot be seen
     */
    public static int left(Run run) {
        return look(run, 0, lock -> LedgerContent.read(lock.channel()).left().size(), 0);
    }

    private interface Look<T> {
        T at(LedgerLock lock) throws IOException;
    }

    private static <T> T look(Run run, T gone, Look<T> over, T alive) {
        try {
            var looking = LedgerLock.look(run.ledger());
            if (looking.isEmpty()) {
                return alive;
            }
            try (var lock = looking.get()) {
                return over.at(lock);
            }
        } catch (NoSuchFileException e) {
            return gone;
        } catch (AccessDeniedException e) {
            throw foreign(run, e);
        } catch (IOException e) {
            throw new BrownoutException("undo ledger " + run.ledger() + " must be readable, but: " + e, e);
        }
    }

    /**
     * Ask a run to stop: its stop file comes into being whole. Asking again changes nothing.
     *
     * @param run its files
     * @param words who asks, in a line
     * @return false when somebody has asked already
     * @throws BrownoutException if the file cannot be made, as in another user's directory
     */
    public static boolean ask(Run run, String words) {
        if (Files.exists(run.stop())) {
            return false;
        }
        Path whole = null;
        try {
            var directory = run.stop().getParent();
            whole = Files.createTempFile(directory == null ? Path.of("") : directory, "stop", ".new");
            Files.writeString(whole, words + "\n");
            // a name for what is written already; it fails where another has come first
            Files.createLink(run.stop(), whole);
            return true;
        } catch (java.nio.file.FileAlreadyExistsException e) {
            return false;
        } catch (AccessDeniedException e) {
            throw foreign(run, e);
        } catch (IOException | UnsupportedOperationException e) {
            throw new BrownoutException(
                    "stop file " + run.stop() + " must be writable, but: " + e + "; stop the run by Ctrl-C instead", e);
        } finally {
            delete(whole);
        }
    }

    private static void delete(@org.jspecify.annotations.Nullable Path temporary) {
        try {
            if (temporary != null) {
                Files.deleteIfExists(temporary);
            }
        } catch (IOException e) {
            // a leftover that stops nobody
        }
    }

    private static BrownoutException foreign(Run run, AccessDeniedException e) {
        return new BrownoutException(
                "a run must be looked at and stopped as the user who started it, but " + e.getFile() + " of run "
                        + run.name() + " is not open to you; do it as its owner",
                e);
    }
}
