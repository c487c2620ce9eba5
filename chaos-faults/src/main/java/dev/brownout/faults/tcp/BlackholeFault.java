package dev.brownout.faults.tcp;

import dev.brownout.api.Arguments;
import dev.brownout.api.Injection;
import dev.brownout.api.Link;
import dev.brownout.api.Measurement;
import dev.brownout.api.Vantage;
import dev.brownout.api.Vantage.TcpOutcome;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Packets vanish: whoever connects gets no answer, and open connections hear nothing more.
 *
 * @param connections which of them
 * @param ramp how long it takes until it has reached all
 */
public record BlackholeFault(Connections connections, Duration ramp) implements TcpFault {
    static final String KIND = "tcp.blackhole";

    @Override
    public String kind() {
        return KIND;
    }

    @Override
    public boolean hidesTheRest() {
        return true;
    }

    private boolean meetsNew() {
        return connections != Connections.ESTABLISHED;
    }

    /**
     * Registers it: the blackhole and half_open toxics of our server. Its exposure counts the packets of attempts to connect
     * that were dropped while no witness measured, repetitions included, and the open connections that were cut off.
     */
    public static final class Kind extends TcpFaultKind<BlackholeFault> {
        private static final Connections[] CHOICE = Connections.values();

        /** Make the kind, for {@link java.util.ServiceLoader}. */
        public Kind() {
            super(describe(KIND, "Packets on a link vanish: connecting times out, and open connections hear nothing.")
                    .withParameters(Connections.parameter(Connections.ALL, CHOICE), RAMP)
                    .withSymptom("victim, connecting", "no answer at all: the connection times out")
                    .withSymptom(
                            "victim, connected",
                            "nothing is acknowledged and nothing comes, neither an end nor a reset")
                    .withWitness("A connection to the link times out; for established ones, it hears nothing.")
                    .withIncidents(
                            "aws-us-east-1-dynamodb-dns-2025-10-20",
                            "aws-ap-northeast-1-power-2025-04-15",
                            "cloudflare-mcp-bgp-2022-06-21",
                            "cloudflare-byoip-2026-02-20",
                            "akamai-prolexic-2021-06-17",
                            "aws-us-east-1-az4-thermal-coinbase-2026-05-07"));
        }

        @Override
        public BlackholeFault create(Arguments arguments) {
            return new BlackholeFault(
                    Connections.of(arguments.text("connections"), CHOICE), arguments.duration("ramp"));
        }

        @Override
        Optional<String> refusal(BlackholeFault fault, Link link) {
            return filterRefusal();
        }

        @Override
        Injection inject(BlackholeFault fault, Link link, String id, TcpPlane plane) {
            var attributes = growing(fault.ramp(), Map.of());
            var parts = new ArrayList<TcpPlane.Part>();
            if (fault.meetsNew()) {
                parts.add(() -> plane.swallow(link, id + "/new", attributes));
            }
            if (fault.connections() != Connections.NEW) {
                parts.add(() -> plane.halfOpen(link, id, 1, attributes));
            }
            return plane.together(parts);
        }

        @Override
        Measurement measure(BlackholeFault fault, Link link, Vantage vantage, InetSocketAddress address) {
            var symptom = fault.meetsNew() ? TcpOutcome.CONNECT_TIMEOUT : TcpOutcome.SILENT;
            return HitWitness.connect(1, vantage, address, Greetings.of(link.protocol()), Set.of(symptom));
        }
    }
}
