package dev.brownout.cli;

import dev.brownout.api.BrownoutException;
import dev.brownout.faults.undo.Runs;
import dev.brownout.faults.undo.Runs.Run;
import dev.brownout.faults.undo.StateDirectory;
import dev.brownout.scenarios.journal.JournalReader;
import dev.brownout.scenarios.report.Progress;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** The runs that {@code status} and {@code abort} can be about, and what can be seen of one from outside. */
final class KnownRuns {
    private final Runs runs = new Runs(StateDirectory.standard());

    /** How a run stands. */
    enum State {
        /** Its process lives. */
        GOES_ON,
        /** It has ended, with a verdict. */
        OVER,
        /** Its process is gone, and no verdict was given. */
        DIED
    }

    /**
     * What can be seen of a run.
     *
     * @param run its files
     * @param state how it stands
     * @param left how many changes it has left to undo; 0 while it goes on
     * @param now how far it is; empty when its journal does not tell
     * @param problem why its journal does not tell; empty when it does, or is only just begun
     */
    record Seen(Run run, State state, int left, Optional<Progress.Now> now, String problem) {}

    List<Run> all() {
        return runs.list();
    }

    /** A run by the name of its directory or journal, or by a path to either. */
    Run find(String named) {
        var all = runs.list();
        var path = Path.of(named).toAbsolutePath().normalize();
        var found = all.stream()
                .filter(r -> r.name().equals(named)
                        || r.journal().equals(path)
                        || (r.name().equals(String.valueOf(path.getFileName()))
                                && path.equals(r.journal().getParent())))
                .toList();
        if (found.size() > 1) {
            throw new BrownoutException("a run must be named so that it is one, but \"" + named + "\" names "
                    + paths(found) + "; name its journal");
        }
        if (found.size() == 1) {
            return found.get(0);
        }
        var run = Run.at(path);
        if (!Files.exists(run.journal())) {
            throw new BrownoutException(
                    "a run must be named as brownout status does, or by its directory or journal, but \""
                            + named + "\" is none of these; "
                            + (all.isEmpty() ? "no run goes on" : "there are " + paths(all)));
        }
        return run;
    }

    static String paths(List<Run> some) {
        return some.stream().map(r -> r.journal().toString()).collect(Collectors.joining(", "));
    }

    static Seen look(Run run) {
        // first whether it lives, then its journal: one that ends in between shows its verdict
        boolean goesOn = Runs.goesOn(run);
        var progress = new Progress();
        var problem = "";
        try {
            if (Files.exists(run.journal()) && Files.size(run.journal()) == 0) {
                problem = "it has only just begun";
            } else {
                JournalReader.read(run.journal(), progress::accept);
            }
        } catch (BrownoutException | IOException e) {
            problem = String.valueOf(e.getMessage());
        }
        var now = progress.at(goesOn, Clock.systemUTC().instant());
        boolean judged = now.flatMap(Progress.Now::verdict).isPresent();
        return new Seen(
                run,
                goesOn ? State.GOES_ON : judged ? State.OVER : State.DIED,
                goesOn ? 0 : Runs.left(run),
                now,
                problem);
    }
}
