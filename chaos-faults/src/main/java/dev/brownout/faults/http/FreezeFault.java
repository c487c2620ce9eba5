package dev.brownout.faults.http;

import dev.brownout.api.Arguments;
import dev.brownout.api.InvalidFaultException;
import dev.brownout.api.Link;
import dev.brownout.api.Measurement;
import dev.brownout.api.Parameter;
import dev.brownout.api.Stack;
import dev.brownout.api.Target;
import dev.brownout.api.Vantage.HttpReading;
import dev.brownout.faults.decide.Decisions;
import dev.brownout.faults.http.proxy.Effect;
import dev.brownout.faults.http.proxy.Match;
import dev.brownout.faults.tcp.Tries;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Collectors;
import tools.jackson.core.JsonPointer;
import tools.jackson.databind.node.ObjectNode;

/**
 * The first good answer to each question is given again and again: a feed that stands still. A question is a method and a path
 * with its query; questions with GET are frozen, and others only where {@code method} names them. Up to 1000 questions and 32
 * MiB are frozen, each answer up to 1 MiB; what is more passes.
 *
 * @param match which requests
 * @param fresh whether frozen answers bear the time of now: {@code Date}, and the fields
 * @param fields JSON Pointers (RFC 6901) to fields of the body that hold a time in ms since 1970; kept up with the time where
 *     answers are fresh
 */
public record FreezeFault(Match match, boolean fresh, List<String> fields) implements HttpFault {
    static final String KIND = "http.freeze";

    /** Copy the fields. */
    public FreezeFault {
        fields = List.copyOf(fields);
    }

    @Override
    public String kind() {
        return KIND;
    }

    @Override
    public boolean hides() {
        return true;
    }

    /** Registers it. */
    public static final class Kind extends HttpFaultKind<FreezeFault> {
        private static final long LOOK_MILLIS = 400;
        private static final long LEAST_PAUSE_MILLIS = 20;
        private static final int LEAST_TRIES = 4;
        /** The first that is hit is the one that is given again. */
        private static final int SURE_HITS = 3;

        /** Make the kind, for {@link java.util.ServiceLoader}. */
        public Kind() {
            super(describe(
                            KIND,
                            "The first good answer to each question is given again and again: the feed stands still.",
                            Parameter.text(
                                    "timestamps",
                                    "old",
                                    "old: frozen answers are the same to the last byte; fresh: Date and the timestamp"
                                            + " fields are those of now"),
                            Parameter.text(
                                    "timestamp-fields",
                                    "",
                                    "JSON Pointers (RFC 6901), apart by commas, to times in ms since 1970 in the body"))
                    .withSymptom("victim", "answers in time, that never change any more")
                    .withSymptom("target", "no more of these questions")
                    .withWitness("GETs through the link, one after another, of the path that the label "
                            + HttpLinks.WITNESS_PATH
                            + " names: answers that differ when all is well, and do not when it"
                            + " is frozen")
                    .withIncidents(
                            "infura-consensus-2020-11-11",
                            "infura-cache-2019-10",
                            "dydx-chain-halt-2025-10-10",
                            "oracle-staleness-and-sequencer-gap"));
        }

        @Override
        public FreezeFault create(Arguments arguments) {
            var timestamps = arguments.text("timestamps");
            if (!timestamps.equals("old") && !timestamps.equals("fresh")) {
                throw new InvalidFaultException(
                        "timestamps", "timestamps must be old or fresh, but was \"" + timestamps + "\"");
            }
            var fields = Arrays.stream(arguments.text("timestamp-fields").split(",", -1))
                    .map(String::strip)
                    .filter(field -> !field.isEmpty())
                    .toList();
            for (var field : fields) {
                if (!field.startsWith("/")) {
                    throw new InvalidFaultException(
                            "timestamp-fields",
                            "timestamp-fields must be JSON Pointers such as /time, but one was \"" + field + "\"");
                }
            }
            return new FreezeFault(Matching.of(arguments), timestamps.equals("fresh"), fields);
        }

        @Override
        public Optional<String> refusal(FreezeFault fault, Target target, Stack stack) {
            return super.refusal(fault, target, stack)
                    .or(() -> HttpLinks.declared((Link) target, HttpLinks.WITNESS_PATH)
                                    .isPresent()
                            ? Optional.empty()
                            : Optional.of(name() + " can only be proven by answers that change, but " + target.id()
                                    + " names none; declare a path whose answer differs within "
                                    + LEAST_PAUSE_MILLIS + " ms (the time, a counter) with the label "
                                    + HttpLinks.WITNESS_PATH + " on the link or on the component that it goes to"));
        }

        @Override
        Effect effect(FreezeFault fault) {
            return new FreezeEffect(fault);
        }

        @Override
        boolean shows(FreezeFault fault, HttpReading reading) {
            return answered(reading);
        }

        @Override
        Measurement judge(FreezeFault fault, Callable<HttpReading> get) {
            int window = Decisions.window(fault.match().ratio());
            int tries = Math.max(LEAST_TRIES, SURE_HITS * window);
            long pause = Math.max(LEAST_PAUSE_MILLIS, LOOK_MILLIS / tries);
            var readings = Tries.run(
                    tries,
                    1,
                    () -> {
                        var reading = get.call();
                        LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(pause));
                        return reading;
                    },
                    so -> window > 1 && mostAlike(fault, so) > 1);
            long alike = mostAlike(fault, readings);
            boolean all = readings.stream().allMatch(HttpFaultKind::answered);
            return new Measurement(
                    window > 1 ? alike > 1 : all && alike == readings.size(),
                    all && alike == 1,
                    readings.size() + " tries, " + pause + " ms apart: " + alike + " alike; answers: "
                            + summary(readings));
        }

        private static long mostAlike(FreezeFault fault, List<HttpReading> readings) {
            return readings.stream()
                    .filter(HttpFaultKind::answered)
                    .collect(Collectors.groupingBy(r -> timeless(fault, r), Collectors.counting()))
                    .values()
                    .stream()
                    .mapToLong(Long::longValue)
                    .max()
                    .orElse(0);
        }

        /** What is left of an answer without the fields that go on though it is frozen. */
        private static String timeless(FreezeFault fault, HttpReading reading) {
            if (!fault.fresh() || fault.fields().isEmpty()) {
                return reading.bodyDigest();
            }
            return JsonBody.parse(reading.bodyStart().getBytes(StandardCharsets.UTF_8))
                    .map(body -> {
                        for (var field : fault.fields()) {
                            var pointer = JsonPointer.compile(field);
                            if (body.at(pointer.head()) instanceof ObjectNode parent) {
                                parent.remove(pointer.last().getMatchingProperty());
                            }
                        }
                        return body.toString();
                    })
                    .orElseGet(reading::bodyDigest);
        }
    }
}
