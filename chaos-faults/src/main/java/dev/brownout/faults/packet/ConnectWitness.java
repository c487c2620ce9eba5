package dev.brownout.faults.packet;

import dev.brownout.api.Link;
import dev.brownout.api.Measurement;
import dev.brownout.api.Vantage;
import dev.brownout.api.Vantage.TcpOutcome;
import dev.brownout.api.Vantage.TcpReading;
import dev.brownout.faults.tcp.Greetings;
import dev.brownout.faults.tcp.Tries;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import java.util.stream.Collectors;

/** Connects from where the victim stands, greets where what is spoken has an answer, and looks how it ends. */
final class ConnectWitness {
    /** A SYN that was lost is sent again after a second (RFC 6298): a connection that takes as long has lost one. */
    static final Duration DEADLINE = Duration.ofMillis(900);

    private static final int TRIES = 2;

    private ConnectWitness() {}

    /** Tell whether each of two connections ends in the one way that the fault has it end, or both are answered. */
    static Measurement all(Link link, Vantage vantage, InetSocketAddress address, TcpOutcome symptom) {
        var seen = connect(TRIES, link, vantage, address, false);
        return new Measurement(count(seen, symptom) == TRIES, count(seen, TcpOutcome.ANSWERED) == TRIES, words(seen));
    }

    /**
     * Look for connections that have lost a packet for good within the deadline.
     *
     * @param tries so many connections that one of them would lose it; no more are made once one has
     */
    static Measurement some(int tries, Link link, Vantage vantage, InetSocketAddress address) {
        var seen = connect(tries, link, vantage, address, true);
        long lost = count(seen, TcpOutcome.CONNECT_TIMEOUT) + count(seen, TcpOutcome.SILENT);
        return new Measurement(lost > 0, count(seen, TcpOutcome.ANSWERED) == seen.size(), words(seen));
    }

    private static List<TcpReading> connect(
            int tries, Link link, Vantage vantage, InetSocketAddress address, boolean oneIsEnough) {
        var greeting = Greetings.of(link.protocol());
        return Tries.run(
                tries,
                Tries.AT_ONCE,
                () -> vantage.connect(address, greeting, DEADLINE),
                done -> oneIsEnough && done.get(done.size() - 1).outcome() != TcpOutcome.ANSWERED);
    }

    private static long count(List<TcpReading> seen, TcpOutcome outcome) {
        return seen.stream().filter(r -> r.outcome() == outcome).count();
    }

    private static String words(List<TcpReading> seen) {
        return seen.size() + " connections: "
                + seen.stream()
                        .collect(Collectors.groupingBy(
                                TcpReading::outcome, java.util.TreeMap::new, Collectors.counting()))
                        .entrySet()
                        .stream()
                        .map(e -> e.getValue() + " " + e.getKey())
                        .collect(Collectors.joining(", "));
    }
}
