package dev.brownout.faults.tcp;

import dev.brownout.api.Arguments;
import dev.brownout.api.Fault;
import dev.brownout.api.FaultDescription;
import dev.brownout.api.FaultKind;
import dev.brownout.api.Injection;
import dev.brownout.api.InjectionContext;
import dev.brownout.api.Measurement;
import dev.brownout.api.Parameter;
import dev.brownout.api.Stack;
import dev.brownout.api.Target;
import dev.brownout.api.TargetKind;
import dev.brownout.api.Vantage;
import dev.brownout.api.Vantage.TcpOutcome;
import dev.brownout.api.Vantage.TcpReading;
import dev.brownout.faults.decide.Decisions;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * {@code tcp.timeout}: the timeout toxic of Toxiproxy on a link. Lifting it closes the connections that it acted on, since
 * their streams have a hole.
 */
public final class TimeoutKind implements FaultKind<TimeoutFault> {
    private static final FaultDescription DESCRIPTION = FaultDescription.of(
                    TimeoutFault.KIND,
                    TargetKind.LINK,
                    "What is sent one way on a link is lost, while the connection stays open.")
            .withParameters(
                    Parameter.duration(
                            "timeout", "0s", "0s", "10m", "after how long without data it is closed; 0s for never"),
                    Parameter.ratio("ratio", "1", "the share of connections, in whole percents"),
                    Streams.PARAMETER)
            .withSymptom(
                    "victim", "connects at once, sends, and waits in vain; closed without an answer after the timeout")
            .withWitness("a connection through the link that is opened and then never answered")
            .withIncidents("aws-us-east-1-dynamodb-dns-2025-10-20");

    private static final Duration SILENCE = Duration.ofMillis(800);
    private static final int TRIES = 2;
    private static final Set<TcpOutcome> HIT = Set.of(TcpOutcome.SILENT, TcpOutcome.CLOSED);

    /** Make the kind, for {@link java.util.ServiceLoader}. */
    public TimeoutKind() {}

    @Override
    public FaultDescription description() {
        return DESCRIPTION;
    }

    @Override
    public TimeoutFault create(Arguments arguments) {
        return new TimeoutFault(arguments.duration("timeout"), arguments.ratio("ratio"), Streams.of(arguments));
    }

    @Override
    public Optional<String> refusal(TimeoutFault fault, Target target, Stack stack) {
        return Streams.refusal(name(), target);
    }

    /** Where nothing is answered, nothing else on the link can be seen. */
    @Override
    public boolean conflictsWith(TimeoutFault fault, Fault other) {
        return other.kind().equals(name())
                || (Decisions.window(fault.ratio()) == 1
                        && (other.kind().startsWith("tcp.") || other.kind().startsWith("http.")));
    }

    @Override
    public Injection inject(TimeoutFault fault, Target target, InjectionContext context) {
        return context.plane()
                .part(TcpPlane.class)
                .toxic(
                        Streams.link(target),
                        context.id(),
                        "timeout",
                        fault.stream(),
                        fault.ratio(),
                        Map.of("timeout", fault.timeout().toMillis()));
    }

    @Override
    public Measurement measure(TimeoutFault fault, Target target, Vantage vantage, InjectionContext context) {
        var link = Streams.link(target);
        var plane = context.plane().part(TcpPlane.class);
        int count = Math.max(TRIES, Decisions.window(fault.ratio()));
        return plane.witnessing(link, () -> {
            var address = plane.open(link);
            var greeting = Greetings.of(link.protocol());
            return judge(Tries.run(
                    count,
                    Tries.AT_ONCE,
                    () -> vantage.connect(address, greeting, SILENCE),
                    readings -> readings.stream().anyMatch(r -> HIT.contains(r.outcome()))));
        });
    }

    private static Measurement judge(List<TcpReading> readings) {
        long hits = readings.stream().filter(r -> HIT.contains(r.outcome())).count();
        long answered = readings.stream()
                .filter(r -> r.outcome() == TcpOutcome.ANSWERED)
                .count();
        return new Measurement(
                hits > 0,
                answered == readings.size(),
                readings.size() + " tries: " + hits + " connected and never answered, " + answered + " answered");
    }
}
