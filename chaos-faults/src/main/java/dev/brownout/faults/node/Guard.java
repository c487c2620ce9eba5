package dev.brownout.faults.node;

import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.util.NetUtil;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * Keeps browsers' pages from the control API. A page of any site can have its reader's browser send requests to loopback,
 * and a site whose name changes to a loopback address ("DNS rebinding") even reads the answers. So a request must name this
 * machine as a number or by a name that was allowed, come from no other origin and no browser, and say that its body is
 * JSON, which no page may do without being asked first (Fetch Standard, "CORS-safelisted request-header").
 */
final class Guard {
    private final Set<String> names;
    private final boolean anyNumber;

    /**
     * @param names host names that this node goes by, besides localhost
     * @param anyNumber whether any IP address is its own, not only those of loopback
     */
    Guard(Set<String> names, boolean anyNumber) {
        this.names = Set.copyOf(names);
        this.anyNumber = anyNumber;
    }

    /** Refuse, by throwing, what must not be answered. */
    void check(HttpMethod method, HttpHeaders headers, boolean body) {
        var hosts = headers.getAll(HttpHeaderNames.HOST);
        if (hosts.size() != 1 || !own(hosts.get(0))) {
            throw NodeError.of(
                    403,
                    "the Host of a request must be this node's own, but was " + hosts,
                    "call it by its number, such as 127.0.0.1, or start the node with --allow-host");
        }
        for (var origin : headers.getAll(HttpHeaderNames.ORIGIN)) {
            if (!origin.equals("http://" + hosts.get(0))) {
                throw NodeError.of(
                        403,
                        "the Origin of a request must be this node's own, but was " + origin,
                        "no page may call it");
            }
        }
        if (headers.get(HttpHeaderNames.USER_AGENT, "").startsWith("Mozilla/")) {
            throw NodeError.of(
                    403, "a request must not come from a browser, but its User-Agent says so", "use curl or a client");
        }
        boolean carries = body || method.equals(HttpMethod.POST) || method.equals(HttpMethod.PUT);
        var type = headers.get(HttpHeaderNames.CONTENT_TYPE, "none");
        if (carries && !type.split(";", 2)[0].strip().toLowerCase(Locale.ROOT).equals("application/json")) {
            throw NodeError.of(
                    415, "the Content-Type of a body must be application/json, but was " + type, "add that header");
        }
    }

    private boolean own(String header) {
        var host = header.toLowerCase(Locale.ROOT).replaceFirst(":\\d{1,5}$", "");
        if (host.equals("localhost") || names.contains(host)) {
            return true;
        }
        var number = host.startsWith("[") && host.endsWith("]") ? host.substring(1, host.length() - 1) : host;
        if (NetUtil.isValidIpV4Address(number)) {
            return anyNumber || number.startsWith("127.");
        }
        return host.startsWith("[")
                && NetUtil.isValidIpV6Address(number)
                && (anyNumber || List.of("::1", "0:0:0:0:0:0:0:1").contains(number));
    }
}
