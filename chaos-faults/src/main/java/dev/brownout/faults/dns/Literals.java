package dev.brownout.faults.dns;

import dev.brownout.api.Arguments;
import dev.brownout.api.InvalidFaultException;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.List;
import org.xbill.DNS.Address;

/**
 * Reads a parameter that lists addresses. Only addresses that are nobody else's are taken: loopback, private, link-local and
 * unique-local ones, and those for documentation and discarding (RFC 5737, RFC 3849, RFC 6666). A fault must not send a
 * victim's traffic to a stranger.
 */
final class Literals {
    private static final int MOST = 64;

    private Literals() {}

    /** Read addresses apart by commas; none where the text is empty. At least one is an IPv4 address where there is any. */
    static List<InetAddress> of(Arguments arguments, String name) {
        var addresses = new ArrayList<InetAddress>();
        for (var word : arguments.text(name).split(",", -1)) {
            if (!word.isBlank()) {
                addresses.add(one(name, word.strip()));
            }
        }
        if (addresses.size() > MOST
                || (!addresses.isEmpty() && addresses.stream().noneMatch(Inet4Address.class::isInstance))) {
            throw new InvalidFaultException(
                    name,
                    name + " must be at most " + MOST + " addresses, one of them IPv4, but was \""
                            + arguments.text(name) + "\"; the witness asks for IPv4 addresses");
        }
        return List.copyOf(addresses);
    }

    private static InetAddress one(String name, String word) {
        try {
            var bytes = Address.toByteArray(word, word.indexOf(':') >= 0 ? Address.IPv6 : Address.IPv4);
            if (bytes != null) {
                var address = InetAddress.getByAddress(bytes);
                if (harmless(address)) {
                    return address;
                }
            }
        } catch (UnknownHostException e) {
            // not of a length that addresses have
        }
        throw new InvalidFaultException(
                name,
                name + " must be loopback, private or documentation addresses, apart by commas, but was \"" + word
                        + "\"; use 127.0.53.53, where nobody listens, or 192.0.2.1, which leads nowhere");
    }

    private static boolean harmless(InetAddress address) {
        var hex = java.util.HexFormat.of().formatHex(address.getAddress());
        boolean v4 = address instanceof Inet4Address;
        return address.isLoopbackAddress()
                || address.isSiteLocalAddress()
                || address.isLinkLocalAddress()
                || address.isAnyLocalAddress()
                || (v4 && (hex.startsWith("c00002") || hex.startsWith("c63364") || hex.startsWith("cb0071")))
                || (!v4
                        && (hex.startsWith("fc")
                                || hex.startsWith("fd")
                                || hex.startsWith("20010db8")
                                || hex.startsWith("0100000000000000")));
    }
}
