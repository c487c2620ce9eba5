package dev.brownout.faults.container;

import dev.brownout.api.UndoLedger;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A hold that is taken after a while, unless it is given up before. Thread safe. */
final class Later {
    private static final Logger LOG = LoggerFactory.getLogger(Later.class);

    private final String component;
    private final HeldContainer.Hold hold;
    private final UndoLedger ledger;
    private Optional<Future<?>> start = Optional.empty();
    private boolean over;
    private boolean met;

    Later(String component, HeldContainer.Hold hold, UndoLedger ledger) {
        this.component = component;
        this.hold = hold;
        this.ledger = ledger;
    }

    synchronized void start(Duration delay, ScheduledExecutorService timer) {
        start = Optional.of(timer.schedule(this::take, delay.toMillis(), TimeUnit.MILLISECONDS));
    }

    private synchronized void take() {
        if (!over) {
            try {
                hold.take(ledger);
                met = true;
            } catch (RuntimeException e) {
                // nobody waits for this: that it was not done is seen by its witness
                LOG.error("a fault on {} could not be done when its turn had come", component, e);
            }
        }
    }

    synchronized long met() {
        return met ? 1 : 0;
    }

    /** Gives it up, also before its time. If that fails, it can be called again. */
    synchronized void close() {
        over = true;
        start.ifPresent(future -> future.cancel(false));
        hold.give();
    }
}
