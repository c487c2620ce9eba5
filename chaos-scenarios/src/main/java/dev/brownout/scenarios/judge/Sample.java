package dev.brownout.scenarios.judge;

import dev.brownout.api.Mode;
import dev.brownout.scenarios.journal.Event;

/** One probe sample with the journal line it stands on. Times in ns on the run's clock. */
record Sample(long line, long due, long done, Mode mode) {
    static Sample of(long line, Event.Probed p) {
        return new Sample(line, p.due(), p.done(), p.mode());
    }

    long latency() {
        return done - due;
    }
}
