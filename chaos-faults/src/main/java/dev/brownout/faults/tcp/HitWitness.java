package dev.brownout.faults.tcp;

import dev.brownout.api.Measurement;
import dev.brownout.api.Vantage;
import dev.brownout.api.Vantage.TcpOutcome;
import dev.brownout.api.Vantage.TcpReading;
import dev.brownout.faults.decide.Decisions;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.function.Predicate;

/** Make as many connections as are sure to hold one that is hit: noise makes none look like that. */
final class HitWitness {
    private static final int TRIES = 2;
    /** How long an answer is waited for. A SYN is repeated after a second (RFC 6298), so this sends one. */
    static final Duration SILENCE = Duration.ofMillis(800);

    private HitWitness() {}

    /** Connect, greet and look how it ends. */
    static Measurement connect(
            double ratio, Vantage vantage, InetSocketAddress address, byte[] greeting, Set<TcpOutcome> hit) {
        return measure(
                ratio,
                () -> vantage.connect(address, greeting, SILENCE),
                (TcpReading r) -> hit.contains(r.outcome()),
                r -> r.outcome() == TcpOutcome.ANSWERED,
                "ended as " + hit);
    }

    /**
     * Try several times.
     *
     * @param hit tells a try that met the fault
     * @param healthy tells one that met none
     * @param words what a hit is, for the reading
     */
    static <T> Measurement measure(
            double ratio, Callable<T> once, Predicate<T> hit, Predicate<T> healthy, String words) {
        var results = Tries.run(
                Math.max(TRIES, Decisions.window(ratio)),
                Tries.AT_ONCE,
                once,
                done -> done.stream().anyMatch(hit));
        long hits = results.stream().filter(hit).count();
        long answered = results.stream().filter(healthy).count();
        return new Measurement(
                hits > 0,
                answered == results.size(),
                results.size() + " tries: " + hits + " " + words + ", " + answered + " answered");
    }
}
