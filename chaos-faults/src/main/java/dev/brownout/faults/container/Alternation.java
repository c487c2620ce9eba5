package dev.brownout.faults.container;

import dev.brownout.api.BrownoutException;
import dev.brownout.api.UndoLedger;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A hold that is taken and given up, again and again, by a thread of its own. Thread safe. */
final class Alternation {
    private static final Logger LOG = LoggerFactory.getLogger(Alternation.class);
    private static final Duration END = Duration.ofSeconds(60);

    private final String component;
    private final HeldContainer.Hold hold;
    private final Rhythm rhythm;
    private final UndoLedger ledger;
    private final AtomicLong times = new AtomicLong();
    private final CountDownLatch over = new CountDownLatch(1);
    private final Thread thread = new Thread(this::run, "brownout-container-loop");

    Alternation(String component, HeldContainer.Hold hold, Rhythm rhythm, UndoLedger ledger) {
        this.component = component;
        this.hold = hold;
        this.rhythm = rhythm;
        this.ledger = ledger;
    }

    /** Takes hold for the first time and goes on by itself. */
    void start() {
        take();
        thread.setDaemon(true);
        thread.start();
    }

    private void take() {
        hold.take(ledger);
        times.incrementAndGet();
    }

    private void run() {
        var held = rhythm.off();
        while (!over(held)) {
            try {
                hold.give();
                if (over(rhythm.on())) {
                    return;
                }
                take();
            } catch (RuntimeException e) {
                LOG.warn("a round of a fault that comes and goes on {} was left out: {}", component, e.getMessage());
            }
            held = rhythm.after(held);
        }
    }

    /** Waits; returns at once with true when the loop is to end. */
    private boolean over(Duration time) {
        try {
            return over.await(time.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return true;
        }
    }

    long times() {
        return times.get();
    }

    /** Ends the loop and gives up the hold. If that fails, it can be called again. */
    void close() {
        over.countDown();
        try {
            thread.join(END.toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        if (thread.isAlive()) {
            throw new BrownoutException("a fault that comes and goes on " + component + " must end within " + END
                    + ", but did not; close it again");
        }
        hold.give();
    }
}
