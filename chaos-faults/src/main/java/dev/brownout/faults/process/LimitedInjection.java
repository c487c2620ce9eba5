package dev.brownout.faults.process;

import dev.brownout.api.Injection;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * An injection with one victim that is undone once, by {@link #close} or when its life is over, and whose exposure stands
 * still from then on. Thread safe.
 */
public final class LimitedInjection implements Injection {
    private static final Logger LOG = LoggerFactory.getLogger(LimitedInjection.class);

    private final String victim;
    private final LongSupplier met;
    private final Runnable undo;
    private Optional<ScheduledFuture<?>> end = Optional.empty();
    private boolean undone;
    private long most;

    /**
     * Make an injection.
     *
     * @param victim the id of the component that meets the fault
     * @param met how often so far, as far as can be told now
     * @param undo restores what was before; if it fails, closing again tries again
     */
    public LimitedInjection(String victim, LongSupplier met, Runnable undo) {
        this.victim = victim;
        this.met = met;
        this.undo = undo;
    }

    /**
     * Undo it when its life is over, if nobody has until then.
     *
     * @param life how long it may stay
     * @param timer where to wait
     * @return this
     */
    public synchronized LimitedInjection endAfter(Duration life, ScheduledExecutorService timer) {
        end = Optional.of(timer.schedule(this::expire, life.toMillis(), TimeUnit.MILLISECONDS));
        return this;
    }

    private void expire() {
        try {
            close();
        } catch (RuntimeException e) {
            LOG.error(
                    "a fault on {} must end with its life, but could not be undone; closing it tries again", victim, e);
        }
    }

    /** Look how often the victim has met it; to be called now and then where that cannot be told later. */
    public synchronized void sample() {
        if (!undone) {
            most = Math.max(most, met.getAsLong());
        }
    }

    @Override
    public synchronized Map<String, Long> exposure() {
        sample();
        return most == 0 ? Map.of() : Map.of(victim, most);
    }

    @Override
    public synchronized void close() {
        if (!undone) {
            sample();
            undo.run();
            undone = true;
            end.ifPresent(future -> future.cancel(false));
        }
    }
}
