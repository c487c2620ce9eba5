package dev.brownout.faults;

import dev.brownout.api.BrownoutException;
import dev.brownout.api.Fault;
import dev.brownout.api.FaultKind;
import dev.brownout.api.Injection;
import dev.brownout.api.InjectionContext;
import dev.brownout.api.Target;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/**
 * The one way to put faults in place: every injection gets a maximum life, after which it is taken away by itself,
 * whatever becomes of who asked for it. Thread safe.
 *
 * <pre>{@code
 * try (var leases = Leases.open()) {
 *     try (var lease = leases.inject(kind, fault, target, context, outcome -> log.warn("ended by its life"))) {
 *         …
 *     }
 * }
 * }</pre>
 */
public final class Leases implements AutoCloseable {
    /** How long after a failed try to end an injection the next one comes; doubled each time. */
    private static final Duration FIRST_PAUSE = Duration.ofSeconds(1);

    private static final int TRIES = 8;

    private final Alarm alarm;
    private final Runnable stop;
    private final Set<Lease> open = Collections.synchronizedSet(new LinkedHashSet<>());
    private boolean closed;

    /** Runs something later. Tests bring their own. Thread safe. */
    public interface Alarm {
        /**
         * Run something once, later.
         *
         * @param delay after how long, at least 0
         * @param action what to do; may block
         * @return what cancels it if it has not begun; idempotent
         */
        Runnable ring(Duration delay, Runnable action);
    }

    /** Is told of an injection that its maximum life has ended. */
    public interface Watcher {
        /**
         * Called after each try to take it away, on a thread that may block: once if the first succeeds.
         *
         * @param failure why it could not be taken away, in which case it is tried again some times; empty if it is gone
         */
        void ended(Optional<RuntimeException> failure);
    }

    private Leases(Alarm alarm, Runnable stop) {
        this.alarm = alarm;
        this.stop = stop;
    }

    /**
     * Open leases that run on the JVM's own clock.
     *
     * @return open leases, with daemon threads of their own
     */
    public static Leases open() {
        var clock = new ScheduledThreadPoolExecutor(1, Leases::daemon);
        clock.setRemoveOnCancelPolicy(true);
        var workers = Executors.newCachedThreadPool(Leases::daemon);
        return new Leases(
                (delay, action) -> {
                    var ringing = clock.schedule(
                            () -> workers.execute(action), Math.max(0, delay.toNanos()), TimeUnit.NANOSECONDS);
                    return () -> ringing.cancel(false);
                },
                () -> {
                    clock.shutdownNow();
                    workers.shutdown();
                });
    }

    private static Thread daemon(Runnable work) {
        var thread = new Thread(work, "brownout-leases");
        thread.setDaemon(true);
        return thread;
    }

    /**
     * Open leases on another clock.
     *
     * @param alarm the clock
     * @return open leases
     */
    public static Leases on(Alarm alarm) {
        return new Leases(alarm, () -> {});
    }

    /**
     * Put a fault in place until it is closed, or its maximum life is over.
     *
     * @param <F> the fault's type
     * @param kind its kind
     * @param fault the fault
     * @param target what to do it to
     * @param context the injection's context, with its maximum life
     * @param watcher is told when its maximum life ends it
     * @return the handle
     * @throws BrownoutException if it could not be put in place; then nothing was changed
     */
    public <F extends Fault> Lease inject(
            FaultKind<F> kind, F fault, Target target, InjectionContext context, Watcher watcher) {
        synchronized (this) {
            if (closed) {
                throw new BrownoutException("no fault can be put in place any more: everything is being undone");
            }
        }
        var lease = new Lease(kind.inject(fault, target, context), watcher);
        open.add(lease);
        lease.start(context.life());
        synchronized (this) {
            if (!closed) {
                return lease;
            }
        }
        lease.close();
        throw new BrownoutException(kind.name() + " was taken away again at once: everything is being undone");
    }

    /** An injection with a maximum life. Thread safe. */
    public final class Lease implements Injection {
        private final Injection injection;
        private final Watcher watcher;
        private Runnable cancel = () -> {};
        private boolean gone;
        private boolean expired;

        private Lease(Injection injection, Watcher watcher) {
            this.injection = injection;
            this.watcher = watcher;
        }

        private synchronized void start(Duration life) {
            cancel = alarm.ring(life, () -> expire(1));
        }

        private void expire(int attempt) {
            Optional<RuntimeException> failure = Optional.empty();
            synchronized (this) {
                if (gone) {
                    return;
                }
                expired = true;
                try {
                    end();
                } catch (RuntimeException e) {
                    failure = Optional.of(e);
                    if (attempt < TRIES) {
                        cancel = alarm.ring(FIRST_PAUSE.multipliedBy(1L << (attempt - 1)), () -> expire(attempt + 1));
                    }
                }
            }
            watcher.ended(failure);
        }

        private void end() {
            injection.close();
            gone = true;
            open.remove(this);
        }

        /**
         * Tell whether its maximum life was over before it was closed.
         *
         * @return true from then on
         */
        public synchronized boolean expired() {
            return expired;
        }

        @Override
        public Map<String, Long> exposure() {
            return injection.exposure();
        }

        @Override
        public synchronized void close() {
            if (!gone) {
                cancel.run();
                end();
            }
        }
    }

    /**
     * Take away what is in place, the last first, going on after what fails, and put nothing in place from then on.
     * Idempotent.
     *
     * @throws BrownoutException if something could not be taken away
     */
    @Override
    public void close() {
        synchronized (this) {
            closed = true;
        }
        List<Lease> left;
        synchronized (open) {
            left = new ArrayList<>(open);
        }
        Collections.reverse(left);
        BrownoutException first = null;
        for (var lease : left) {
            try {
                lease.close();
            } catch (RuntimeException e) {
                if (first == null) {
                    first = new BrownoutException("a fault could not be taken away: " + e.getMessage(), e);
                } else {
                    first.addSuppressed(e);
                }
            }
        }
        stop.run();
        if (first != null) {
            throw first;
        }
    }
}
