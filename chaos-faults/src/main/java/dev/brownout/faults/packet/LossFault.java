package dev.brownout.faults.packet;

import dev.brownout.api.Arguments;
import dev.brownout.api.Link;
import dev.brownout.api.Measurement;
import dev.brownout.api.Parameter;
import dev.brownout.api.Vantage;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;

/**
 * A share of a link's packets is lost, each way: as on a bad line or an overloaded switch. Which ones is the kernel's chance, and no
 * seed's.
 *
 * @param ratio the share, from 0.01 to 1
 */
public record LossFault(double ratio) implements PacketFault {
    static final String KIND = "packet.loss";

    /** How unlikely it is that none of a witness's connections loses a packet that it cannot do without in time. */
    private static final double MISSED = 0.001;

    private static final int TRIES = 8;

    @Override
    public String kind() {
        return KIND;
    }

    @Override
    public List<Rule> rules() {
        return Stream.of(Way.OUT, Way.IN).flatMap(this::rules).toList();
    }

    /** Ends of connections come long after who has ended them: they are lost as well, but not counted. */
    private Stream<Rule> rules(Way way) {
        var chance = "-m statistic --mode random --probability " + String.format(Locale.ROOT, "%.4f", ratio);
        return Stream.of(
                Rule.uncounted(way, "--tcp-flags FIN FIN " + chance, Rule.DROP),
                Rule.of(way, "! --tcp-flags FIN FIN " + chance, Rule.DROP));
    }

    /** A connection is late by a second if the first packet either way is lost; other losses are made good sooner. */
    private int tries() {
        double late = 1 - (1 - ratio) * (1 - ratio);
        return late >= 1 ? TRIES : Math.max(TRIES, (int) Math.ceil(Math.log(MISSED) / Math.log(1 - late)));
    }

    /** Registers it. Its exposure counts the packets that were lost, the ends of connections apart. */
    public static final class Kind extends PacketFaultKind<LossFault> {
        /** Make the kind, for {@link java.util.ServiceLoader}. */
        public Kind() {
            super(describe(KIND, "A share of a link's packets is lost on their way from and to its victim's container.")
                    .withParameters(Parameter.ratio(
                            "ratio",
                            "",
                            "the share of packets, each way; which ones is left to chance, and no seed repeats it"))
                    .withSymptom(
                            "victim, connecting",
                            "some connections take 1, 3, 7 … s longer, as their first packet is sent again")
                    .withSymptom(
                            "victim, connected",
                            "answers that come 0.2 s and more too late; long ones come slowly; nothing is missing")
                    .withWitness(
                            "So many connections from the victim's network namespace that one of them is sure to need"
                                    + " more than 0.9 s.")
                    .withExample(Map.of("ratio", "0.3")));
        }

        @Override
        public LossFault create(Arguments arguments) {
            return new LossFault(arguments.ratio("ratio"));
        }

        @Override
        Measurement measure(LossFault fault, Link link, Vantage vantage, InetSocketAddress address) {
            return ConnectWitness.some(fault.tries(), link, vantage, address);
        }
    }
}
