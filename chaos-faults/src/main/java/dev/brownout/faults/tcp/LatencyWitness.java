package dev.brownout.faults.tcp;

import dev.brownout.api.Measurement;
import dev.brownout.api.Vantage;
import dev.brownout.api.Vantage.TcpOutcome;
import dev.brownout.api.Vantage.TcpReading;
import dev.brownout.faults.decide.Decisions;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.function.Predicate;

/**
 * Tell a latency from noise. Noise can only make an answer later, so where every connection is to be late, one that is not
 * disproves the fault, and the earliest of several proves it. Where only a share is, enough are made for two to be late; one
 * alone may be noise and proves nothing.
 */
final class LatencyWitness {
    private static final int TRIES = 5;
    private static final int SURE_HITS = 2;
    private static final double PART = 0.9;
    private static final Duration LONGEST = Duration.ofSeconds(5);
    private static final Duration MARGIN = Duration.ofMillis(600);
    /** Up to here tries follow one another, so that one stall of the machine cannot meet them all. */
    private static final Duration QUICK = Duration.ofMillis(200);

    private final LatencyFault fault;
    private final Duration deadline;
    private final double lateNanos;

    LatencyWitness(LatencyFault fault) {
        this.fault = fault;
        var needed = fault.latency().plus(fault.jitter()).plus(MARGIN);
        this.deadline = needed.compareTo(LONGEST) < 0 ? needed : LONGEST;
        this.lateNanos = PART * fault.latency().minus(fault.jitter()).toNanos();
    }

    Measurement measure(Vantage vantage, InetSocketAddress address, byte[] greeting) {
        boolean all = Decisions.window(fault.ratio()) == 1;
        int count = all ? TRIES : SURE_HITS * Decisions.window(fault.ratio());
        boolean oneByOne = all && fault.latency().compareTo(QUICK) <= 0;
        Predicate<List<TcpReading>> enough = all
                ? readings -> readings.stream().anyMatch(this::inTime)
                : readings -> readings.stream().filter(this::late).count() >= SURE_HITS;
        var readings = Tries.run(
                count, oneByOne ? 1 : Tries.AT_ONCE, () -> vantage.connect(address, greeting, deadline), enough);
        return judge(readings, all);
    }

    private Measurement judge(List<TcpReading> readings, boolean all) {
        long late = readings.stream().filter(this::late).count();
        long inTime = readings.stream().filter(this::inTime).count();
        var text = String.format(
                Locale.ROOT,
                "%d tries: %d late by %.0f ms or more, %d in time, best answer %s",
                readings.size(),
                late,
                lateNanos / 1e6,
                inTime,
                best(readings));
        boolean symptom = all ? late > 0 && inTime == 0 : late >= SURE_HITS;
        boolean healthy = all ? inTime > 0 : inTime == readings.size();
        return new Measurement(symptom, healthy, text);
    }

    private boolean late(TcpReading reading) {
        // beyond the deadline nothing can be said but that it was not there by then
        return answered(reading)
                ? reading.answerNanos() >= lateNanos
                : reading.outcome() == TcpOutcome.SILENT && lateNanos >= PART * deadline.toNanos();
    }

    private boolean inTime(TcpReading reading) {
        return answered(reading) && reading.answerNanos() < lateNanos;
    }

    private static boolean answered(TcpReading reading) {
        return reading.outcome() == TcpOutcome.ANSWERED;
    }

    private static String best(List<TcpReading> readings) {
        var best = readings.stream()
                .filter(LatencyWitness::answered)
                .mapToLong(TcpReading::answerNanos)
                .min();
        return best.isPresent() ? String.format(Locale.ROOT, "after %.1f ms", best.getAsLong() / 1e6) : "never";
    }
}
