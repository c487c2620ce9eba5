package dev.brownout.faults.tcp.proxy;

import dev.brownout.faults.tcp.toxic.Door;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/** Make of a proxy's listening socket what its toxics say. Calls are made under the proxy's lock. */
final class Gate {
    private static final long STEPS = 100;
    private static final long SHORTEST_STEP = TimeUnit.MILLISECONDS.toNanos(20);
    private static final long LONGEST_STEP = TimeUnit.SECONDS.toNanos(1);

    private final ProxyContext context;
    private final Object lock;
    private final LongSupplier clock;
    private List<Toxic> toxics = List.of();
    private @Nullable Listener listener;
    private @Nullable Future<?> step;

    /**
     * @param lock the proxy's lock
     * @param clock in ns
     */
    Gate(ProxyContext context, Object lock, LongSupplier clock) {
        this.context = context;
        this.lock = lock;
        this.clock = clock;
    }

    /**
     * Stand at a listener.
     *
     * @throws IOException if the socket does not let itself be made what it is to be
     */
    void at(Listener now) throws IOException {
        listener = now;
        apply(now, List.of());
    }

    /** Stand at none, as the proxy is disabled. */
    void leave() {
        listener = null;
        forgetStep();
    }

    /**
     * Follow the toxics.
     *
     * @throws IOException if the socket did not let itself be made so
     */
    void follow(List<Toxic> now) throws IOException {
        var before = toxics;
        toxics = now;
        var live = listener;
        if (live == null) {
            return;
        }
        apply(
                live,
                now.stream()
                        .filter(t -> t.door().cut() && before.stream().noneMatch(t::isSame))
                        .toList());
    }

    private void apply(Listener live, List<Toxic> cutting) throws IOException {
        live.refuse(
                toxics.stream().map(Toxic::door).anyMatch(Door::refused),
                () -> cutting.forEach(toxic -> toxic.exposure().hits(live.cut())));
        long now = clock.getAsLong();
        var silent = toxics.stream().filter(t -> t.door().silent()).toList();
        live.silence(
                silent.stream().mapToDouble(t -> t.ramp().strength(now)).max().orElse(0));
        forgetStep();
        silent.stream()
                .filter(t -> !t.ramp().done(now))
                .mapToLong(t -> t.ramp().length() / STEPS)
                .min()
                .ifPresent(this::expectStep);
    }

    private void expectStep(long nanos) {
        long wait = Math.max(SHORTEST_STEP, Math.min(LONGEST_STEP, nanos));
        step = context.timer().scheduleWithFixedDelay(this::expectGrowth, wait, wait, TimeUnit.NANOSECONDS);
    }

    /** Off the timer's thread, which must not wait for a lock. */
    private void expectGrowth() {
        try {
            context.resolver().execute(this::grow);
        } catch (RejectedExecutionException busy) {
            // the next step comes
        }
    }

    private void grow() {
        synchronized (lock) {
            var live = listener;
            if (live != null) {
                try {
                    apply(live, List.of());
                } catch (IOException e) {
                    // the socket keeps what it had; the next step tries again, and removal starts from what is there
                }
            }
        }
    }

    private void forgetStep() {
        if (step != null) {
            step.cancel(false);
            step = null;
        }
    }
}
