package dev.brownout.faults.tcp;

import dev.brownout.api.Arguments;
import dev.brownout.api.Injection;
import dev.brownout.api.InvalidFaultException;
import dev.brownout.api.Link;
import dev.brownout.api.Measurement;
import dev.brownout.api.Parameter;
import dev.brownout.api.Vantage;
import dev.brownout.api.Vantage.TcpOutcome;
import dev.brownout.faults.decide.Decisions;
import dev.brownout.faults.tcp.proxy.Direction;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.Map;
import java.util.Set;

/**
 * Connections are reset (TCP RST), those that are open too.
 *
 * @param when at what moment
 * @param ratio the share of connections, over 0 and up to 1
 * @param ramp how long that share grows
 */
public record ResetFault(When when, double ratio, Duration ramp) implements TcpFault {
    static final String KIND = "tcp.reset";

    /** At what moment a connection is reset. A closed set. */
    public enum When {
        /** As soon as the fault is in place, or the connection is open; idle ones too. */
        NOW("reset", Direction.DOWNSTREAM),
        /** When the victim sends: what it sends never arrives. */
        REQUEST("reset_peer", Direction.UPSTREAM),
        /** When the target answers: the request was processed, and its answer is lost. */
        ANSWER("reset_peer", Direction.DOWNSTREAM);

        private final String toxic;
        private final Direction direction;

        When(String toxic, Direction direction) {
            this.toxic = toxic;
            this.direction = direction;
        }

        static When of(String text) {
            for (var when : values()) {
                if (when.name().equalsIgnoreCase(text)) {
                    return when;
                }
            }
            throw new InvalidFaultException("when", "when must be now, request or answer, but was \"" + text + "\"");
        }
    }

    @Override
    public String kind() {
        return KIND;
    }

    @Override
    public boolean hidesTheRest() {
        return Decisions.window(ratio) == 1;
    }

    /** Registers it: the reset toxic of our server, and the reset_peer toxic of Toxiproxy. */
    public static final class Kind extends TcpFaultKind<ResetFault> {
        /** Make the kind, for {@link java.util.ServiceLoader}. */
        public Kind() {
            super(describe(KIND, "Connections of a link are reset, those that are open too.")
                    .withParameters(
                            Parameter.text(
                                    "when",
                                    "now",
                                    "at what moment: now (idle ones too), request (when the victim sends) or answer (after"
                                            + " the request was processed)"),
                            RATIO,
                            RAMP)
                    .withSymptom("victim", "\"connection reset\" while it reads or writes")
                    .withWitness("A connection through the link is opened and greets, and is reset.")
                    .withIncidents("aws-us-east-1-dynamodb-dns-2025-10-20", "aws-ap-northeast-1-power-2025-04-15"));
        }

        @Override
        public ResetFault create(Arguments arguments) {
            return new ResetFault(
                    When.of(arguments.text("when")), arguments.ratio("ratio"), arguments.duration("ramp"));
        }

        @Override
        Injection inject(ResetFault fault, Link link, String id, TcpPlane plane) {
            return plane.toxic(
                    link,
                    id,
                    fault.when().toxic,
                    fault.when().direction,
                    fault.ratio(),
                    growing(fault.ramp(), Map.of("timeout", 0L)));
        }

        @Override
        Measurement measure(ResetFault fault, Link link, Vantage vantage, InetSocketAddress address) {
            return HitWitness.connect(
                    fault.ratio(), vantage, address, Greetings.of(link.protocol()), Set.of(TcpOutcome.RESET));
        }
    }
}
