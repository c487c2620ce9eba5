package dev.brownout.faults.tcp;

import dev.brownout.api.Arguments;
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
import java.util.Map;
import java.util.Optional;

/** {@code tcp.latency}: the latency toxic of Toxiproxy on a link. */
public final class LatencyKind implements FaultKind<LatencyFault> {
    private static final FaultDescription DESCRIPTION = FaultDescription.of(
                    LatencyFault.KIND, TargetKind.LINK, "What is sent one way on a link arrives late.")
            .withParameters(
                    Parameter.duration("latency", "", "1ms", "10m", "how late each chunk of bytes is"),
                    Parameter.duration(
                            "jitter", "0s", "0s", "5m", "by how much more or less, at most half the latency"),
                    Parameter.ratio("ratio", "1", "the share of connections, in whole percents"),
                    Streams.PARAMETER)
            .withSymptom("victim", "connects at once; the first byte of an answer comes late by the latency")
            .withWitness("a round trip through the link, timed, as the victim makes it")
            .withIncidents("aws-us-east-1-dynamodb-dns-2025-10-20", "azure-front-door-2025-10-29")
            .withExample(Map.of("latency", "150ms"));

    /** Make the kind, for {@link java.util.ServiceLoader}. */
    public LatencyKind() {}

    @Override
    public FaultDescription description() {
        return DESCRIPTION;
    }

    @Override
    public LatencyFault create(Arguments arguments) {
        return new LatencyFault(
                arguments.duration("latency"),
                arguments.duration("jitter"),
                arguments.ratio("ratio"),
                Streams.of(arguments));
    }

    @Override
    public Optional<String> refusal(LatencyFault fault, Target target, Stack stack) {
        return Streams.refusal(name(), target);
    }

    @Override
    public Injection inject(LatencyFault fault, Target target, InjectionContext context) {
        return context.plane()
                .part(TcpPlane.class)
                .toxic(
                        Streams.link(target),
                        context.id(),
                        "latency",
                        fault.stream(),
                        fault.ratio(),
                        Map.of(
                                "latency",
                                fault.latency().toMillis(),
                                "jitter",
                                fault.jitter().toMillis()));
    }

    @Override
    public Measurement measure(LatencyFault fault, Target target, Vantage vantage, InjectionContext context) {
        var link = Streams.link(target);
        var plane = context.plane().part(TcpPlane.class);
        return plane.witnessing(
                link,
                () -> new LatencyWitness(fault).measure(vantage, plane.open(link), Greetings.of(link.protocol())));
    }
}
