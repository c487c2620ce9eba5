package dev.brownout.scenarios.play;

import dev.brownout.api.Capability;
import dev.brownout.api.Mode;
import dev.brownout.api.Probe;
import dev.brownout.scenarios.journal.Event;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.Executor;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;

/**
 * Asks each capability's question on a fixed schedule: open loop, so a slow answer never delays the next question. One
 * thread keeps the schedule; questions are asked on it and must return at once, answers are recorded elsewhere.
 */
public final class Prober implements AutoCloseable {
    private final RunClock clock;
    private final Executor recording;
    private final Consumer<Event> out;
    private final PriorityQueue<Next> schedule = new PriorityQueue<>(Comparator.comparingLong(n -> n.due));
    /** Due times of questions that are not recorded yet, with how many there are of each. */
    private final ConcurrentSkipListMap<Long, AtomicInteger> open = new ConcurrentSkipListMap<>();

    private final Thread thread = new Thread(this::run, "brownout-prober");
    private volatile boolean running = true;
    private volatile long asked = Long.MIN_VALUE;

    private static final class Next {
        final Capability capability;
        final Probe probe;
        final long begin;
        long ordinal;
        long due;

        Next(Capability capability, Probe probe, long begin) {
            this.capability = capability;
            this.probe = probe;
            this.begin = begin;
            this.due = begin;
        }

        void advance() {
            ordinal++;
            // from the beginning, not from the last: rounding must not add up
            due = begin + ordinal * 1_000_000_000L / capability.probesPerSecond();
        }
    }

    /**
     * Create a prober.
     *
     * @param capabilities what to ask about
     * @param probes the question for each
     * @param clock the run's clock
     * @param begin when the first questions are due; capabilities are spread evenly over their first interval
     * @param recording where answers are recorded; must not run tasks on the caller's thread
     * @param out takes a {@link Event.Probed} for every question, from any thread
     */
    public Prober(
            List<Capability> capabilities,
            Map<String, Probe> probes,
            RunClock clock,
            long begin,
            Executor recording,
            Consumer<Event> out) {
        this.clock = clock;
        this.recording = recording;
        this.out = out;
        int i = 0;
        for (var c : capabilities) {
            var probe = probes.get(c.id());
            if (probe == null) {
                throw new dev.brownout.api.BrownoutException(
                        "every capability must have a probe, but " + c.id() + " has none");
            }
            long spread = 1_000_000_000L / c.probesPerSecond() * i++ / capabilities.size();
            schedule.add(new Next(c, probe, begin + spread));
        }
        thread.setDaemon(true);
    }

    /** Begin to ask. */
    public void start() {
        thread.start();
    }

    private void run() {
        while (running && !schedule.isEmpty()) {
            var next = schedule.remove();
            while (running && clock.now() < next.due) {
                clock.parkUntil(next.due);
            }
            if (running) {
                ask(next);
                asked = next.due;
                next.advance();
                schedule.add(next);
            }
        }
    }

    private void ask(Next next) {
        var capability = next.capability;
        long ordinal = next.ordinal;
        long due = next.due;
        open.computeIfAbsent(due, d -> new AtomicInteger()).incrementAndGet();
        long sent = clock.now();
        var answer = new CompletableFuture<Probe.Answer>();
        var hung = Probe.Answer.of(
                Mode.HUNG, "no answer within " + capability.deadline().toMillis() + " ms");
        long left = Math.max(0, due + capability.deadline().toNanos() - sent);
        try {
            var stage = next.probe.ask(ordinal);
            var unusedToo = stage.whenComplete(
                    (a, failure) -> answer.complete(failure == null ? a : Probe.Answer.of(Mode.ERROR, words(failure))));
            var unused = answer.completeOnTimeout(hung, left, TimeUnit.NANOSECONDS)
                    .thenAccept(a -> {
                        long done = clock.now();
                        if (a.mode() == Mode.HUNG && stage instanceof Future<?> f) {
                            f.cancel(true);
                        }
                        recording.execute(() -> record(capability, ordinal, due, sent, done, a));
                    });
        } catch (RuntimeException e) {
            long done = clock.now();
            recording.execute(
                    () -> record(capability, ordinal, due, sent, done, Probe.Answer.of(Mode.ERROR, words(e))));
        }
    }

    private static String words(Throwable failure) {
        var cause = failure instanceof java.util.concurrent.CompletionException && failure.getCause() != null
                ? failure.getCause()
                : failure;
        return cause.getClass().getSimpleName() + (cause.getMessage() == null ? "" : ": " + cause.getMessage());
    }

    private void record(Capability capability, long ordinal, long due, long sent, long done, Probe.Answer answer) {
        out.accept(new Event.Probed(
                capability.id(),
                ordinal,
                due,
                sent,
                done,
                mode(capability, due, done, answer.mode()),
                answer.detail(),
                answer.age().map(java.time.Duration::toMillis)));
        open.computeIfPresent(due, (d, count) -> count.decrementAndGet() == 0 ? null : count);
    }

    /** What the probe says, unless the answer came too late to be called that. */
    static Mode mode(Capability capability, long due, long done, Mode answered) {
        long took = done - due;
        if (took >= capability.deadline().toNanos()) {
            return Mode.HUNG;
        }
        return answered == Mode.FULL && took > capability.slowAfter().toNanos() ? Mode.SLOW : answered;
    }

    /**
     * Tell whether every question due before a time has been asked and its sample recorded.
     *
     * @param time ns on the run's clock
     * @return true when nothing due before it is open
     */
    public boolean settled(long time) {
        return asked >= time && (open.isEmpty() || open.firstKey() >= time);
    }

    /** Stop asking. Questions that are open are still recorded. Idempotent. */
    @Override
    public void close() {
        running = false;
        thread.interrupt();
    }
}
