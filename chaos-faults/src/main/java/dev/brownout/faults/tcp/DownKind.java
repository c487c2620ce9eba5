package dev.brownout.faults.tcp;

import dev.brownout.api.Arguments;
import dev.brownout.api.Fault;
import dev.brownout.api.FaultDescription;
import dev.brownout.api.FaultKind;
import dev.brownout.api.Injection;
import dev.brownout.api.InjectionContext;
import dev.brownout.api.Measurement;
import dev.brownout.api.Target;
import dev.brownout.api.TargetKind;
import dev.brownout.api.Vantage;
import dev.brownout.api.Vantage.TcpOutcome;
import java.time.Duration;

/**
 * {@code tcp.down}: a disabled proxy of Toxiproxy. Its exposure counts the open connections that were cut; connections that
 * are refused never reach the plane, so a victim that held none when it began leaves no trace here.
 */
public final class DownKind implements FaultKind<DownFault> {
    private static final FaultDescription DESCRIPTION = FaultDescription.of(
                    DownFault.KIND,
                    TargetKind.LINK,
                    "Connections on a link are refused, and those that are open are cut.")
            .withSymptom("victim", "connection refused")
            .withSymptom(
                    "through a port that Docker publishes", "connected, then closed: Docker's proxy hides the refusal")
            .withWitness("a connection to the link that is refused");

    private static final Duration DEADLINE = Duration.ofSeconds(2);

    /** Make the kind, for {@link java.util.ServiceLoader}. */
    public DownKind() {}

    @Override
    public FaultDescription description() {
        return DESCRIPTION;
    }

    @Override
    public DownFault create(Arguments arguments) {
        return new DownFault();
    }

    /** Where nobody can connect, nothing else on the link can be seen. */
    @Override
    public boolean conflictsWith(DownFault fault, Fault other) {
        return other.kind().startsWith("tcp.") || other.kind().startsWith("http.");
    }

    @Override
    public Injection inject(DownFault fault, Target target, InjectionContext context) {
        return context.plane().part(TcpPlane.class).down(Streams.link(target));
    }

    @Override
    public Measurement measure(DownFault fault, Target target, Vantage vantage, InjectionContext context) {
        var link = Streams.link(target);
        var plane = context.plane().part(TcpPlane.class);
        return plane.witnessing(link, () -> {
            var reading = vantage.connect(plane.open(link), new byte[0], DEADLINE);
            return new Measurement(
                    reading.outcome() == TcpOutcome.REFUSED,
                    reading.outcome() == TcpOutcome.ANSWERED,
                    "connect: " + reading.outcome());
        });
    }
}
