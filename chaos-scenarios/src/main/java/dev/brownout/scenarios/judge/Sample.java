package dev.brownout.scenarios.judge;

import dev.brownout.api.Mode;
import dev.brownout.scenarios.journal.Event;
import java.util.OptionalLong;

/** One probe sample with the journal line it stands on. Times and the content's age in ns, on the run's clock. */
record Sample(long line, long due, long done, Mode mode, OptionalLong age, String detail) {
    static Sample of(long line, Event.Probed p) {
        var age = p.ageMillis().isPresent()
                ? OptionalLong.of(Math.multiplyExact(p.ageMillis().get(), 1_000_000L))
                : OptionalLong.empty();
        return new Sample(line, p.due(), p.done(), p.mode(), age, p.detail());
    }

    long latency() {
        return done - due;
    }
}
