package dev.brownout.agent;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import org.jspecify.annotations.Nullable;

/**
 * The agent's arguments: {@code component=ID[,dns=IP:PORT][,vantage=IP:PORT,token=TOKEN][,dns-timeout=5s][,dns-tries=2]}.
 *
 * <p>The two times may also be given as system properties, {@code brownout.dns-timeout} and {@code brownout.dns-tries},
 * which win: so a component can choose them although somebody else writes the agent's line.
 *
 * @param component the id of the component that this JVM is
 * @param dns the plane's DNS server; null to leave look-ups alone
 * @param vantage where the harness listens; null for no vantage
 * @param token what the harness knows this run by
 * @param timeoutMillis how long one try of a look-up waits for an answer, 1 ms to 60 s
 * @param tries how often a question is sent, 1 to 10
 */
record Options(
        String component,
        @Nullable InetSocketAddress dns,
        @Nullable InetSocketAddress vantage,
        String token,
        int timeoutMillis,
        int tries) {

    /** What resolv.conf(5) has for {@code timeout} (RES_TIMEOUT). */
    private static final String TIMEOUT = "5s";

    /** What resolv.conf(5) has for {@code attempts} (RES_DFLRETRY). */
    private static final String TRIES = "2";

    static Options parse(String text) {
        String component = "";
        String token = "";
        InetSocketAddress dns = null;
        InetSocketAddress vantage = null;
        var timeout = TIMEOUT;
        var tries = TRIES;
        for (var part : text.split(",", -1)) {
            int at = part.indexOf('=');
            var key = at < 0 ? part.trim() : part.substring(0, at).trim();
            var value = at < 0 ? "" : part.substring(at + 1).trim();
            switch (key) {
                case "component" -> component = value;
                case "token" -> token = value;
                case "dns" -> dns = address(key, value);
                case "vantage" -> vantage = address(key, value);
                case "dns-timeout" -> timeout = value;
                case "dns-tries" -> tries = value;
                default ->
                    throw wrong("argument", "be one of component, dns, vantage, token, dns-timeout, dns-tries", part);
            }
        }
        if (component.isEmpty() || component.length() > 200 || component.indexOf(' ') >= 0) {
            throw wrong("component", "be the id of a component, of 1 to 200 characters", component);
        }
        if (vantage != null && (token.isEmpty() || token.indexOf(' ') >= 0)) {
            throw wrong("token", "be given with vantage", token);
        }
        timeout = System.getProperty("brownout.dns-timeout", timeout);
        tries = System.getProperty("brownout.dns-tries", tries);
        return new Options(component, dns, vantage, token, millis(timeout), number("dns-tries", tries, tries, 1, 10));
    }

    /** Take what is ours of an argument of the {@code java} command line: what stands behind its first {@code =}. */
    static String ofCommandLine(String argument) {
        return argument.startsWith("-javaagent:") ? argument.substring(argument.indexOf('=') + 1) : argument;
    }

    private static int millis(String text) {
        if (text.endsWith("ms")) {
            return number("dns-timeout", text, text.substring(0, text.length() - 2), 1, 60_000);
        }
        if (text.endsWith("s")) {
            return 1000 * number("dns-timeout", text, text.substring(0, text.length() - 1), 1, 60);
        }
        throw wrong("dns-timeout", "be a duration in ms or s, from 1ms to 60s", text);
    }

    private static int number(String key, String text, String digits, int min, int max) {
        try {
            int n = Integer.parseInt(digits);
            if (n >= min && n <= max) {
                return n;
            }
        } catch (NumberFormatException e) {
            // said below, with the rule
        }
        throw wrong(key, "be a whole number from " + min + " to " + max, text);
    }

    /** Read an IPv4 address and a port, without asking any resolver. */
    static InetSocketAddress address(String key, String text) {
        int colon = text.lastIndexOf(':');
        var parts = text.substring(0, Math.max(0, colon)).split("\\.", -1);
        if (parts.length != 4) {
            throw wrong(key, "be an IPv4 address and a port, such as 127.0.0.1:5353", text);
        }
        var bytes = new byte[4];
        for (int i = 0; i < 4; i++) {
            bytes[i] = (byte) number(key, text, parts[i], 0, 255);
        }
        try {
            return new InetSocketAddress(
                    InetAddress.getByAddress(bytes), number(key, text, text.substring(colon + 1), 1, 65_535));
        } catch (UnknownHostException e) {
            throw new IllegalStateException("four bytes are an address", e);
        }
    }

    static IllegalArgumentException wrong(String what, String rule, String value) {
        return new IllegalArgumentException(
                what + " must " + rule + ", but was \"" + value + "\" in the arguments of chaos-agent");
    }
}
