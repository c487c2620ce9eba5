package dev.brownout.faults.tcp.proxy;

import io.netty.util.NetUtil;
import java.io.IOException;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;

/**
 * An address as Toxiproxy writes it: {@code host:port}, {@code [::1]:port}, {@code :port}. Error texts are those of the Go
 * library that it uses.
 *
 * @param host a name or an address without brackets; empty for all interfaces
 * @param port 0 to 65535
 */
public record HostPort(String host, int port) {
    private static final Map<String, Integer> SERVICES =
            Map.of("http", 80, "https", 443, "redis", 6379, "postgresql", 5432);

    /**
     * Read an address.
     *
     * @param text the address; empty for any port on all interfaces
     * @return its parts, not yet resolved
     * @throws IOException if it is none
     */
    public static HostPort parse(String text) throws IOException {
        if (text.isEmpty()) {
            return new HostPort("", 0);
        }
        int colon = text.lastIndexOf(':');
        var host = colon < 0 ? text : text.substring(0, colon);
        if (colon < 0 || text.endsWith("]")) {
            throw new IOException("address " + text + ": missing port in address");
        }
        boolean bracketed = host.startsWith("[") && host.endsWith("]");
        if (!bracketed && host.indexOf(':') >= 0) {
            throw new IOException("address " + text + ": too many colons in address");
        }
        return new HostPort(bracketed ? host.substring(1, host.length() - 1) : host, port(text.substring(colon + 1)));
    }

    private static int port(String text) throws IOException {
        if (text.isEmpty()) {
            return 0;
        }
        if (!text.chars().allMatch(c -> c >= '0' && c <= '9')) {
            var service = SERVICES.get(text);
            if (service == null) {
                throw new IOException("address tcp/" + text + ": unknown port");
            }
            return service;
        }
        if (text.length() > 5 || Integer.parseInt(text) > 0xffff) {
            throw new IOException("address " + text + ": invalid port");
        }
        return Integer.parseInt(text);
    }

    /**
     * Look the host up, IPv4 first.
     *
     * @return its addresses with the port, at least one
     * @throws IOException if there is no such host
     */
    public List<InetSocketAddress> resolve() throws IOException {
        if (host.isEmpty()) {
            return List.of(new InetSocketAddress(port));
        }
        try {
            return Arrays.stream(InetAddress.getAllByName(host))
                    .sorted(Comparator.comparing(a -> a instanceof Inet4Address ? 0 : 1))
                    .map(a -> new InetSocketAddress(a, port))
                    .toList();
        } catch (UnknownHostException e) {
            throw new IOException("lookup " + host + ": no such host", e);
        }
    }

    /**
     * Write a socket address.
     *
     * @param address resolved
     * @return the text, with IPv6 as in RFC 5952; all interfaces are {@code [::]}
     */
    public static String text(InetSocketAddress address) {
        var host = address.getAddress();
        if (host.isAnyLocalAddress()) {
            return "[::]:" + address.getPort();
        }
        var text = NetUtil.toAddressString(host);
        return (host instanceof Inet4Address ? text : "[" + text + "]") + ":" + address.getPort();
    }
}
