package dev.brownout.faults.tcp;

import dev.brownout.api.Arguments;
import dev.brownout.api.Injection;
import dev.brownout.api.Link;
import dev.brownout.api.Measurement;
import dev.brownout.api.Stack;
import dev.brownout.api.Target;
import dev.brownout.api.Vantage;
import dev.brownout.api.Vantage.TcpOutcome;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.Optional;

/**
 * Connections are refused, as if nothing listened.
 *
 * @param connections new ones only, or all: then those that are open are closed, as when a process ends
 */
public record RefuseFault(Connections connections) implements TcpFault {
    static final String KIND = "tcp.refuse";

    @Override
    public String kind() {
        return KIND;
    }

    @Override
    public boolean hidesTheRest() {
        return true;
    }

    /**
     * Registers it: the refuse toxic of our server, a disabled proxy of a real Toxiproxy. Its exposure counts the open
     * connections that were closed. Those that are refused are answered by the kernel, which counts them for no port, so a
     * victim that held none when it began leaves no trace here.
     */
    public static final class Kind extends TcpFaultKind<RefuseFault> {
        private static final Connections[] CHOICE = {Connections.ALL, Connections.NEW};
        private static final Duration DEADLINE = Duration.ofSeconds(2);

        /** Make the kind, for {@link java.util.ServiceLoader}. */
        public Kind() {
            super(describe(KIND, "Connections on a link are refused, and those that are open are closed.")
                    .withParameters(Connections.parameter(Connections.ALL, CHOICE))
                    .withSymptom("victim", "connection refused")
                    .withSymptom(
                            "through a port that Docker publishes",
                            "connected, then closed: Docker's proxy hides the refusal")
                    .withWitness("A connection to the link is refused."));
        }

        @Override
        public RefuseFault create(Arguments arguments) {
            return new RefuseFault(Connections.of(arguments.text("connections"), CHOICE));
        }

        @Override
        public String uncounted() {
            return "a connect that is refused never reaches the plane, so only open connections that were closed are counted";
        }

        /** A refusal needs no answer to be seen. */
        @Override
        public Optional<String> refusal(RefuseFault fault, Target target, Stack stack) {
            return Optional.empty();
        }

        @Override
        Injection inject(RefuseFault fault, Link link, String id, TcpPlane plane) {
            return plane.refuse(link, id, fault.connections() == Connections.ALL);
        }

        @Override
        Measurement measure(RefuseFault fault, Link link, Vantage vantage, InetSocketAddress address) {
            var reading = vantage.connect(address, new byte[0], DEADLINE);
            return new Measurement(
                    reading.outcome() == TcpOutcome.REFUSED,
                    reading.outcome() == TcpOutcome.ANSWERED,
                    "connect: " + reading.outcome());
        }
    }
}
