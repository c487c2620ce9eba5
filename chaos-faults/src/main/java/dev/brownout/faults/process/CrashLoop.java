package dev.brownout.faults.process;

import dev.brownout.api.BrownoutException;
import dev.brownout.api.UndoLedger;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Ends a process, has it started again after a pause that doubles each time, and ends it again when it has been up for a
 * while. Thread safe.
 */
final class CrashLoop {
    private static final Logger LOG = LoggerFactory.getLogger(CrashLoop.class);
    private static final Duration END = Duration.ofSeconds(40);

    private final HeldProcess held;
    private final CrashLoopFault fault;
    private final UndoLedger ledger;
    private final AtomicLong crashes = new AtomicLong();
    private final CountDownLatch over = new CountDownLatch(1);
    private final Thread thread = new Thread(this::run, "brownout-crash-loop");
    private Optional<UndoLedger.Entry> entry = Optional.empty();

    CrashLoop(HeldProcess held, CrashLoopFault fault, UndoLedger ledger) {
        this.held = held;
        this.fault = fault;
        this.ledger = ledger;
    }

    /** Ends it for the first time and goes on by itself. */
    void start() {
        entry = ProcessPlane.writeRestart(held.process(), ledger);
        crash();
        thread.setDaemon(true);
        thread.start();
    }

    private void crash() {
        held.crash();
        crashes.incrementAndGet();
    }

    private void run() {
        var pause = fault.backOff();
        while (!over(pause)) {
            try {
                held.revive();
                if (over(fault.upFor())) {
                    return;
                }
                crash();
            } catch (RuntimeException e) {
                LOG.warn("a round of a crash loop was left out: {}", e.getMessage());
            }
            pause = min(pause.multipliedBy(2), fault.backOffLimit());
        }
    }

    private static Duration min(Duration one, Duration other) {
        return one.compareTo(other) < 0 ? one : other;
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

    long crashes() {
        return crashes.get();
    }

    /** Ends the loop and starts the process if it is down. If that fails, it can be called again. */
    void close() {
        over.countDown();
        try {
            thread.join(END.toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        if (thread.isAlive()) {
            throw new BrownoutException("a crash loop must end within " + END + ", but did not; close it again");
        }
        held.revive();
        entry.ifPresent(UndoLedger.Entry::close);
    }
}
