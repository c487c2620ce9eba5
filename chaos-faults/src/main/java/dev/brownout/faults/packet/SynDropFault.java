package dev.brownout.faults.packet;

import dev.brownout.api.Arguments;
import dev.brownout.api.Link;
import dev.brownout.api.Measurement;
import dev.brownout.api.Vantage;
import dev.brownout.api.Vantage.TcpOutcome;
import java.net.InetSocketAddress;
import java.util.List;

/** A victim's attempts to connect are lost on the way, while what is connected lives on: as behind a full table of a firewall. */
public record SynDropFault() implements PacketFault {
    static final String KIND = "packet.syn-drop";

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
        return List.of(Rule.of(Way.OUT, "--syn", Rule.DROP));
    }

    /** Registers it. Its exposure counts the packets that were dropped, repetitions included. */
    public static final class Kind extends PacketFaultKind<SynDropFault> {
        /** Make the kind, for {@link java.util.ServiceLoader}. */
        public Kind() {
            super(describe(KIND, "A container's new connections on a link time out, while those that are open live on.")
                    .withSymptom(
                            "victim, connecting",
                            "no answer at all: curl, psql, Java and Go wait for their own limit, else about two minutes"
                                    + " (Linux, tcp_syn_retries)")
                    .withSymptom("victim, connected", "nothing: a pool does not notice until it needs a new connection")
                    .withWitness("Connections from the victim's network namespace time out."));
        }

        @Override
        public SynDropFault create(Arguments arguments) {
            return new SynDropFault();
        }

        @Override
        Measurement measure(SynDropFault fault, Link link, Vantage vantage, InetSocketAddress address) {
            return ConnectWitness.all(link, vantage, address, TcpOutcome.CONNECT_TIMEOUT);
        }
    }
}
