package dev.brownout.faults.http;

import dev.brownout.api.Arguments;
import dev.brownout.api.Durations;
import dev.brownout.api.InvalidFaultException;
import dev.brownout.api.Measurement;
import dev.brownout.api.Parameter;
import dev.brownout.api.Vantage.HttpReading;
import dev.brownout.api.Vantage.TcpOutcome;
import dev.brownout.faults.decide.Decisions;
import dev.brownout.faults.http.proxy.Effect;
import dev.brownout.faults.http.proxy.Hit;
import dev.brownout.faults.http.proxy.Match;
import dev.brownout.faults.http.proxy.Point;
import dev.brownout.faults.http.proxy.Treatment;
import dev.brownout.faults.http.proxy.Turn;
import dev.brownout.faults.tcp.Tries;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.util.concurrent.Future;
import java.time.Duration;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Requests are kept back for a time before they go on. Those that are kept when the fault is lifted go on at once.
 *
 * @param match which requests
 * @param delay how long
 * @param jitter how much longer or shorter at most, evenly spread; at most {@code delay}
 */
public record DelayFault(Match match, Duration delay, Duration jitter) implements HttpFault {
    static final String KIND = "http.delay";

    @Override
    public String kind() {
        return KIND;
    }

    /** Give how long one request is kept, in ns. */
    long nanos(double draw) {
        return delay.toNanos() + (long) ((2 * draw - 1) * jitter.toNanos());
    }

    /** Keeps requests back. */
    private record Keeping(DelayFault fault) implements Effect {
        @Override
        public Point point() {
            return Point.HOLD;
        }

        @Override
        public Treatment treat(HttpRequest head, Hit hit) {
            return new Kept(fault.nanos(hit.draw()), hit);
        }
    }

    /** One request that is kept back. */
    private static final class Kept extends Treatment {
        private final long nanos;
        private final Hit hit;
        private @Nullable Future<?> end;
        private @Nullable Turn turn;

        Kept(long nanos, Hit hit) {
            this.nanos = nanos;
            this.hit = hit;
        }

        @Override
        public void request(HttpRequest request, Turn given) {
            hit.count();
            turn = given;
            end = given.loop().schedule(this::lifted, nanos, TimeUnit.NANOSECONDS);
        }

        @Override
        public void lifted() {
            var waiting = turn;
            closed();
            if (waiting != null) {
                waiting.forward();
            }
        }

        @Override
        public void closed() {
            turn = null;
            if (end != null) {
                end.cancel(false);
            }
        }
    }

    /** Registers it. */
    public static final class Kind extends HttpFaultKind<DelayFault> {
        private static final int TRIES = 5;
        private static final int SURE_HITS = 2;
        private static final double PART = 0.9;
        private static final Duration LONGEST = Duration.ofSeconds(3);
        private static final Duration MARGIN = Duration.ofMillis(600);
        /** Up to here tries follow one another, so that one stall of the machine cannot meet them all. */
        private static final Duration QUICK = Duration.ofMillis(200);

        /** Make the kind, for {@link java.util.ServiceLoader}. */
        public Kind() {
            super(describe(
                            KIND,
                            "Requests are kept back for a time before they go on to the target.",
                            Parameter.duration("delay", "1s", "1ms", "10m", "how long"),
                            Parameter.duration(
                                    "jitter", "0s", "0s", "10m", "how much longer or shorter at most, evenly spread"))
                    .withSymptom("victim", "the right answer, late; the next request on the connection waits too")
                    .withSymptom("target", "the request, late")
                    .withWitness("GETs through the link: the time from the first byte sent to the last received")
                    .withIncidents(
                            "aws-us-east-1-dynamodb-dns-2025-10-20",
                            "azure-front-door-2025-10-29",
                            "azure-front-door-2025-10-09",
                            "aws-us-east-1-internal-network-2021-12-07",
                            "coinbase-two-storms-2021-01-06")
                    .withExample(java.util.Map.of("delay", "300ms")));
        }

        @Override
        public DelayFault create(Arguments arguments) {
            var fault =
                    new DelayFault(Matching.of(arguments), arguments.duration("delay"), arguments.duration("jitter"));
            if (fault.jitter().compareTo(fault.delay()) >= 0) {
                throw new InvalidFaultException(
                        "jitter",
                        "jitter must be less than delay (" + Durations.format(fault.delay()) + "), but was "
                                + Durations.format(fault.jitter()));
            }
            return fault;
        }

        @Override
        Effect effect(DelayFault fault) {
            return new Keeping(fault);
        }

        @Override
        Duration deadline(DelayFault fault) {
            var needed = fault.delay().plus(fault.jitter()).plus(MARGIN);
            return needed.compareTo(LONGEST) < 0 ? needed : LONGEST;
        }

        private static double late(DelayFault fault) {
            return PART * fault.delay().minus(fault.jitter()).toNanos();
        }

        /** Beyond the deadline nothing can be said but that the answer was not there by then. */
        @Override
        boolean shows(DelayFault fault, HttpReading reading) {
            return answered(reading)
                    ? reading.nanos() >= late(fault)
                    : reading.outcome() == TcpOutcome.SILENT
                            && late(fault) >= PART * deadline(fault).toNanos();
        }

        /** One late answer of many may be the machine's fault; all of them, or two of the share that is hit, are not. */
        @Override
        Measurement judge(DelayFault fault, Callable<HttpReading> get) {
            boolean all = tries(fault) == 1;
            boolean oneByOne = all && fault.delay().compareTo(QUICK) <= 0;
            var readings = Tries.run(
                    all ? TRIES : SURE_HITS * Decisions.window(fault.match().ratio()),
                    oneByOne ? 1 : Tries.AT_ONCE,
                    get,
                    so -> all
                            ? so.stream().anyMatch(r -> inTime(fault, r))
                            : so.stream().filter(r -> shows(fault, r)).count() >= SURE_HITS);
            long late = readings.stream().filter(r -> shows(fault, r)).count();
            long inTime = readings.stream().filter(r -> inTime(fault, r)).count();
            return new Measurement(
                    all ? late > 0 && inTime == 0 : late >= SURE_HITS,
                    all ? inTime > 0 : inTime == readings.size(),
                    String.format(
                            Locale.ROOT,
                            "%d tries: %d late by %.0f ms or more, %d in time; answers: %s",
                            readings.size(),
                            late,
                            late(fault) / 1e6,
                            inTime,
                            summary(readings)));
        }

        private boolean inTime(DelayFault fault, HttpReading reading) {
            return answered(reading) && !shows(fault, reading);
        }
    }
}
