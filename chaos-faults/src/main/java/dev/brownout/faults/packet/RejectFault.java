package dev.brownout.faults.packet;

import dev.brownout.api.Arguments;
import dev.brownout.api.Link;
import dev.brownout.api.Measurement;
import dev.brownout.api.Vantage;
import dev.brownout.api.Vantage.TcpOutcome;
import java.net.InetSocketAddress;
import java.util.List;

/** A victim's packets are answered with a reset: connecting is refused at once, and what is connected is reset. */
public record RejectFault() implements PacketFault {
    static final String KIND = "packet.reject";

    @Override
    public String kind() {
        return KIND;
    }

    @Override
    public boolean hidesTheRest() {
        return true;
    }

    /** The victim's own resets pass: so the far end, whose connections it no longer knows, is told when it sends something. */
    @Override
    public List<Rule> rules() {
        return List.of(Rule.of(Way.OUT, "--tcp-flags RST NONE", "REJECT --reject-with tcp-reset"));
    }

    /** Registers it. Its exposure counts the packets that were answered with a reset. */
    public static final class Kind extends PacketFaultKind<RejectFault> {
        /** Make the kind, for {@link java.util.ServiceLoader}. */
        public Kind() {
            super(describe(KIND, "A container's packets on a link are answered with a reset.")
                    .withSymptom("victim, connecting", "refused at once, as where nobody listens")
                    .withSymptom("victim, connected", "reset as soon as it sends, or acknowledges what it was sent")
                    .withSymptom("target", "reset when it next sends something; until then its connection stands")
                    .withWitness("Connections from the victim's network namespace are refused."));
        }

        @Override
        public RejectFault create(Arguments arguments) {
            return new RejectFault();
        }

        @Override
        Measurement measure(RejectFault fault, Link link, Vantage vantage, InetSocketAddress address) {
            return ConnectWitness.all(link, vantage, address, TcpOutcome.REFUSED);
        }
    }
}
