package dev.brownout.faults.packet;

import dev.brownout.api.Arguments;
import dev.brownout.api.Link;
import dev.brownout.api.Measurement;
import dev.brownout.api.Vantage;
import dev.brownout.api.Vantage.TcpOutcome;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;

/**
 * All packets of a link are lost, both ways or one way: a partition between the link's two ends.
 *
 * @param direction which way, as the victim sees it
 */
public record DropFault(Way direction) implements PacketFault {
    static final String KIND = "packet.drop";

    @Override
    public String kind() {
        return KIND;
    }

    @Override
    public boolean hidesTheRest() {
        return true;
    }

    @Override
    public List<Rule> rules() {
        var rules = new ArrayList<Rule>();
        if (direction == Way.IN) {
            // attempts are counted where they leave: the far end repeats its answer long after a witness is gone
            rules.add(Rule.counting(Way.OUT, "--syn"));
        } else {
            rules.add(Rule.of(Way.OUT, "", Rule.DROP));
        }
        if (direction != Way.OUT) {
            rules.add(Rule.uncounted(Way.IN, "--tcp-flags SYN,ACK SYN,ACK", Rule.DROP));
            rules.add(Rule.uncounted(Way.IN, "--tcp-flags FIN FIN", Rule.DROP));
            rules.add(Rule.of(Way.IN, "", Rule.DROP));
        }
        return rules;
    }

    /** Registers it. Its exposure counts the packets that were dropped, repetitions included, and attempts to connect. */
    public static final class Kind extends PacketFaultKind<DropFault> {
        private static final Way[] CHOICE = Way.values();

        /** Make the kind, for {@link java.util.ServiceLoader}. */
        public Kind() {
            super(describe(KIND, "All packets of a link are lost on their way from or to its victim's container.")
                    .withParameters(Way.parameter(Way.BOTH, CHOICE))
                    .withSymptom(
                            "victim, connecting", "no answer at all: the connection times out, whichever way is cut")
                    .withSymptom(
                            "victim, connected",
                            "nothing comes back, neither an end nor a reset; with in, what it sends still reaches the far"
                                    + " end and is carried out there")
                    .withSymptom(
                            "target",
                            "with both and out, a silent client; with in, connections that are never completed, and"
                                    + " answers that are never acknowledged")
                    .withWitness("Connections from the victim's network namespace time out."));
        }

        @Override
        public DropFault create(Arguments arguments) {
            return new DropFault(Way.of(arguments, CHOICE));
        }

        @Override
        Measurement measure(DropFault fault, Link link, Vantage vantage, InetSocketAddress address) {
            return ConnectWitness.all(link, vantage, address, TcpOutcome.CONNECT_TIMEOUT);
        }
    }
}
