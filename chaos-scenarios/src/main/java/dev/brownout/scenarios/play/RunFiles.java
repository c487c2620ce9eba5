package dev.brownout.scenarios.play;

import dev.brownout.api.BrownoutException;
import dev.brownout.api.FaultPlane;
import dev.brownout.faults.file.FilePlane;
import dev.brownout.faults.undo.Runs;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Where one run keeps what it writes. All are siblings, so that a run that nobody has noted is found by its journal.
 *
 * @param journal the journal, a file that does not exist yet
 * @param ledger what to undo, a file that does not exist yet
 * @param stop the file that asks the run to stop when it is there; it is not there yet
 * @param stack an empty directory for the stack's own data and logs
 */
public record RunFiles(Path journal, Path ledger, Path stop, Path stack) {

    /**
     * Lay a run's files out in a directory of its own.
     *
     * @param directory a directory without a run; made if need be
     * @return its files
     * @throws BrownoutException if it cannot be made, or holds a run already
     */
    public static RunFiles in(Path directory) {
        try {
            return new RunFiles(
                    directory.resolve("journal.jsonl"),
                    directory.resolve("ledger.jsonl"),
                    directory.resolve("stop"),
                    Files.createDirectory(Files.createDirectories(directory).resolve("stack")));
        } catch (IOException e) {
            throw new BrownoutException(
                    "a run must have a directory of its own that can be written, but " + directory + " is none: "
                            + e.getClass().getSimpleName() + " " + e.getMessage()
                            + "; nothing was touched; name another one",
                    e);
        }
    }

    /**
     * Let a plane keep the originals of files that faults change beside the ledger that names them.
     *
     * @param <P> the kind of plane
     * @param plane a plane with file faults
     * @return the plane
     */
    public <P extends FaultPlane> P keepOriginals(P plane) {
        plane.part(FilePlane.class).keepBackupsIn(ledger.resolveSibling(ledger.getFileName() + ".originals"));
        return plane;
    }

    /** The run as others of this user see it. */
    Runs.Run run() {
        return new Runs.Run(journal, ledger, stop);
    }
}
