package dev.brownout.faults.tcp;

import dev.brownout.api.Arguments;
import dev.brownout.api.FaultKind;
import dev.brownout.api.Injection;
import dev.brownout.api.InjectionContext;
import dev.brownout.api.Measurement;
import dev.brownout.api.Parameter;
import dev.brownout.api.Stack;
import dev.brownout.api.Target;
import dev.brownout.api.TargetKind;
import dev.brownout.api.Vantage;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** {@code tcp.latency}: the latency toxic of Toxiproxy on a link. */
public final class LatencyKind implements FaultKind<LatencyFault> {
    /** Make the kind, for {@link java.util.ServiceLoader}. */
    public LatencyKind() {}

    @Override
    public String name() {
        return LatencyFault.KIND;
    }

    @Override
    public String summary() {
        return "What is sent one way on a link arrives late.";
    }

    @Override
    public TargetKind target() {
        return TargetKind.LINK;
    }

    @Override
    public List<Parameter> parameters() {
        return List.of(
                Parameter.duration("latency", "", "1ms", "10m", "how late each chunk of bytes is"),
                Parameter.duration("jitter", "0s", "0s", "5m", "by how much more or less, at most half the latency"),
                Parameter.ratio("ratio", "1", "the share of connections, in whole percents"),
                Streams.PARAMETER);
    }

    @Override
    public Map<String, String> symptoms() {
        return Map.of("victim", "connects at once; the first byte of an answer comes late by the latency");
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
