package dev.brownout.scenarios.judge;

import dev.brownout.api.Finding;
import dev.brownout.api.Finding.Weight;
import dev.brownout.scenarios.journal.Event;
import java.util.List;

/** What it means when something ends before its time: the run, or a component of the stack. */
final class Endings {
    private Endings() {}

    /**
     * A component ended by itself.
     *
     * @param touched whether a fault was done before: then the stack could not bear it, else it was not steady
     */
    static Finding exited(long line, Event.ComponentExited e, boolean touched) {
        // a finding is one line, whatever the end of a log looks like
        var message = "component " + e.component() + " ended by itself: "
                + e.how().strip().replaceAll("\\s*\\R\\s*", " | ");
        return new Finding(
                "component", touched ? Weight.FAILURE : Weight.NOT_STEADY, e.component(), message, List.of(line));
    }

    /** The run was stopped early. */
    static Finding stopped(long line, Event.Stopped e) {
        return switch (e.kind()) {
            case INTERRUPTED, LIMIT -> stop(Weight.ABORT, "run", "the run was stopped: ", e, line);
            case NOT_STARTED -> stop(Weight.NOT_STEADY, "stack", "the stack did not start: ", e, line);
            case BROKEN -> stop(Weight.INCONCLUSIVE, "run", "the run broke off: ", e, line);
            case HALTED -> stop(Weight.NOTE, "run", "the run was halted: ", e, line);
        };
    }

    private static Finding stop(Weight weight, String subject, String words, Event.Stopped e, long line) {
        return new Finding("stop", weight, subject, words + e.reason(), List.of(line));
    }
}
