package dev.brownout.agent;

import dev.brownout.agent.DnsMessage.Answer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Looks names up at a plane's DNS server as a component does, past the JDK's resolver and its caches: for clients that take a
 * resolver of their own. Thread safe.
 */
public final class PlaneDns {
    // LookupPolicy's characteristics (java.net.spi.InetAddressResolver, 18)
    static final int IPV4 = 1;
    static final int IPV6 = 2;
    static final int IPV6_FIRST = 8;

    private final DnsClient dns;

    PlaneDns(DnsClient dns) {
        this.dns = dns;
    }

    /**
     * Make a component's resolver. How long a look-up waits is chosen by the system properties {@code brownout.dns-timeout} (5s)
     * and {@code brownout.dns-tries} (2).
     *
     * @param server the plane's DNS server, {@code FaultPlane.dns()}: an IPv4 address
     * @param component the id of the component that asks
     * @return its resolver
     * @throws IllegalArgumentException if one of them cannot be
     */
    public static PlaneDns of(InetSocketAddress server, String component) {
        var options = Options.parse(
                "component=" + component + ",dns=" + server.getAddress().getHostAddress() + ":" + server.getPort());
        return new PlaneDns(new DnsClient(server, options));
    }

    /**
     * Look a name up: IPv4 and IPv6 as {@code java.net.preferIPv4Stack} and {@code java.net.preferIPv6Addresses} say.
     *
     * @param host a host name
     * @return its addresses, at least one
     * @throws UnknownHostException if there is none, or no answer; the message says why
     */
    public List<InetAddress> lookup(String host) throws UnknownHostException {
        return Arrays.asList(lookup(host, standardPolicy()));
    }

    /**
     * Tell whether a host is never looked up at a plane: {@code localhost}, literal IP addresses, and where the agent is
     * installed this machine's own name.
     *
     * @param host a host
     * @return true if it is to be left to the JDK
     */
    public static boolean isLocal(String host) {
        return PlaneResolver.stays(host);
    }

    /** What a look-up that says nothing wants; the JDK's documented properties for networking. */
    static int standardPolicy() {
        if (Boolean.getBoolean("java.net.preferIPv4Stack")) {
            return IPV4;
        }
        var first = System.getProperty("java.net.preferIPv6Addresses", "false");
        return IPV4 | IPV6 | (first.equalsIgnoreCase("true") ? IPV6_FIRST : 0);
    }

    InetAddress[] lookup(String host, int policy) throws UnknownHostException {
        boolean v4 = (policy & IPV4) != 0;
        boolean v6 = (policy & IPV6) != 0;
        int[] types = v4 && v6
                ? (policy & IPV6_FIRST) != 0
                        ? new int[] {DnsMessage.AAAA, DnsMessage.A}
                        : new int[] {DnsMessage.A, DnsMessage.AAAA}
                : new int[] {v6 ? DnsMessage.AAAA : DnsMessage.A};
        Answer[] answers;
        try {
            answers = dns.ask(host, types, WitnessThread.isCurrent());
        } catch (UnknownHostException e) {
            throw e;
        } catch (IOException e) {
            throw unknown(host + ": no answer from " + this + ": " + e, e);
        }
        List<InetAddress> found = new ArrayList<>();
        for (var answer : answers) {
            if (answer.code().equals("NOERROR")) {
                found.addAll(answer.addresses());
            }
        }
        if (found.isEmpty()) {
            throw new UnknownHostException(host + ": " + why(types, answers));
        }
        return found.toArray(new InetAddress[0]);
    }

    private static UnknownHostException unknown(String message, Throwable cause) {
        var e = new UnknownHostException(message);
        e.initCause(cause);
        return e;
    }

    private String why(int[] types, Answer[] answers) {
        var one = why(answers[0]);
        if (answers.length == 1 || one.equals(why(answers[1]))) {
            return one;
        }
        var text = new StringBuilder();
        for (int i = 0; i < types.length; i++) {
            text.append(i == 0 ? "" : "; ").append(types[i] == DnsMessage.A ? "IPv4: " : "IPv6: ");
            text.append(why(answers[i]));
        }
        return text.toString();
    }

    private String why(Answer answer) {
        return switch (answer.code()) {
            case "NOERROR" -> "NOERROR without addresses from " + this;
            case "TIMEOUT" -> "time-out, no answer from " + this;
            case "UNREACHABLE" -> "nobody listens at " + this;
            case "CLOSED" -> "truncated, and no TCP answer from " + this;
            default -> answer.code() + " from " + this;
        };
    }

    /** Ask the server once, on the wire. */
    Answer query(String name, int millis) throws IOException {
        return dns.ask(name, DnsMessage.A, true, millis);
    }

    @Override
    public String toString() {
        return "DNS server " + dns.server().getAddress().getHostAddress() + ":"
                + dns.server().getPort();
    }
}
