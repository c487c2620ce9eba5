package dev.brownout.faults.http.proxy;

import dev.brownout.api.InvalidFaultException;
import dev.brownout.faults.tcp.Greetings;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpRequest;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/**
 * Which requests of a link a fault means. All that is given must fit; an empty text fits everything. Immutable.
 *
 * <p>A witness cannot send any request it likes: it asks for a health page with GET. So it says in two headers which method
 * and path its request stands for ({@link #sample}), and those are matched in place of its own.
 *
 * @param method the method, in upper case
 * @param path the path without its query: a prefix, or a pattern if it holds a {@code *}, which stands for any characters
 * @param header {@code name} of a header that must be there, or {@code name=value}
 * @param host the host without its port, in lower case; {@code *} stands for any characters
 * @param ratio the share of the matching requests, over 0 and up to 1
 */
public record Match(String method, String path, String header, String host, double ratio) {
    /** Tells which method a witness's request stands for. */
    public static final String AS_METHOD = "Brownout-Witness-Method";

    /** Tells which path a witness's request stands for. */
    public static final String AS_PATH = "Brownout-Witness-Path";

    /** Check what was given. */
    public Match {
        method = method.toUpperCase(Locale.ROOT);
        host = host.toLowerCase(Locale.ROOT);
        check("method", method, "GET, POST …", method.chars().allMatch(Character::isLetter));
        check("path", path, "an absolute path or a pattern", path.isEmpty() || path.matches("[/*][\\x21-\\x7e]*"));
        check(
                "header",
                header,
                "name or name=value",
                header.isEmpty() || header.matches("[\\w!#$%&'*+.^`|~-]+(=[\\x20-\\x7e]*)?"));
        check("host", host, "a host name", host.matches("[\\w.*:\\[\\]-]*"));
    }

    private static void check(String name, String value, String rule, boolean kept) {
        if (!kept) {
            throw new InvalidFaultException(name, name + " must be " + rule + ", but was \"" + value + "\"");
        }
    }

    /**
     * Mean a share of all requests.
     *
     * @param ratio the share
     * @return a match
     */
    public static Match share(double ratio) {
        return new Match("", "", "", "", ratio);
    }

    /**
     * Mean the same requests, another share of them.
     *
     * @param share the share
     * @return a copy
     */
    public Match withRatio(double share) {
        return new Match(method, path, header, host, share);
    }

    /**
     * Tell whether a fault with this match and one with another can mean the same request.
     *
     * @param other the other
     * @return false only if that is sure to be impossible
     */
    public boolean meets(Match other) {
        boolean apart = differ(method, other.method)
                || (literal(path)
                        && literal(other.path)
                        && !path.startsWith(other.path)
                        && !other.path.startsWith(path))
                || (literal(host) && literal(other.host) && differ(host, other.host));
        return !apart;
    }

    private static boolean differ(String one, String other) {
        return !one.isEmpty() && !other.isEmpty() && !one.equals(other);
    }

    private static boolean literal(String pattern) {
        return pattern.indexOf('*') < 0;
    }

    /** Tell whether a request, or what a witness's request stands for, is meant. */
    boolean matches(HttpRequest request, boolean witness) {
        var headers = request.headers();
        return (method.isEmpty() || method.equals(method(request, witness)))
                && (path.isEmpty() || matchesPath(path(request, witness)))
                && (host.isEmpty() || Glob.matches(host, hostOf(headers)))
                && (header.isEmpty() || matchesHeader(headers));
    }

    private static String method(HttpRequest request, boolean witness) {
        return witness
                ? request.headers().get(AS_METHOD, request.method().name())
                : request.method().name();
    }

    private static String path(HttpRequest request, boolean witness) {
        return witness ? request.headers().get(AS_PATH, request.uri()) : request.uri();
    }

    private boolean matchesPath(String uri) {
        int query = uri.indexOf('?');
        var asked = query < 0 ? uri : uri.substring(0, query);
        return literal(path) ? asked.startsWith(path) : Glob.matches(path, asked);
    }

    private static String hostOf(HttpHeaders headers) {
        var text = headers.get(HttpHeaderNames.HOST, "").toLowerCase(Locale.ROOT);
        int port = text.lastIndexOf(':');
        return port > text.lastIndexOf(']') ? text.substring(0, port) : text;
    }

    private boolean matchesHeader(HttpHeaders headers) {
        int equals = header.indexOf('=');
        return equals < 0
                ? headers.contains(header)
                : headers.contains(header.substring(0, equals), header.substring(equals + 1), false);
    }

    /**
     * Give the headers with which a witness's request stands for one that is meant.
     *
     * @return header name to value, the mark of a witness among them
     */
    public Map<String, String> sample() {
        var headers = new TreeMap<String, String>();
        headers.put(Greetings.WITNESS_HEADER, "1");
        put(headers, AS_METHOD, method);
        put(headers, AS_PATH, path.replace("*", "x"));
        put(headers, "Host", host.replace("*", "x"));
        int equals = header.indexOf('=');
        put(
                headers,
                equals < 0 ? header : header.substring(0, equals),
                equals < 0 ? "1" : header.substring(equals + 1));
        return headers;
    }

    private static void put(Map<String, String> headers, String name, String value) {
        if (!name.isEmpty() && !value.isEmpty()) {
            headers.put(name, value);
        }
    }
}
