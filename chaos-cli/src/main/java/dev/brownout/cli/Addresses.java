package dev.brownout.cli;

import dev.brownout.api.BrownoutException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;

/** Reads where to listen or whom to ask, as given on the command line. */
final class Addresses {
    private Addresses() {}

    /**
     * @param option the option's name, for errors
     * @param text {@code host:port}, {@code [::1]:port}; a port alone where a host is given
     * @param host where no host is said; empty where one must be
     */
    static InetSocketAddress parse(String option, String text, String host) {
        int colon = text.lastIndexOf(':');
        var digits = text.substring(colon + 1);
        var name = colon < 0 ? host : text.substring(0, colon);
        if (name.startsWith("[") && name.endsWith("]")) {
            name = name.substring(1, name.length() - 1);
        } else if (name.indexOf(':') >= 0) {
            throw wrong(option, text, "");
        }
        if (name.isEmpty() || !digits.matches("\\d{1,5}") || Integer.parseInt(digits) > 0xffff) {
            throw wrong(option, text, "");
        }
        try {
            return new InetSocketAddress(InetAddress.getByName(name), Integer.parseInt(digits));
        } catch (UnknownHostException e) {
            throw wrong(option, text, ": there is no such host");
        }
    }

    private static BrownoutException wrong(String option, String text, String more) {
        return new BrownoutException(
                option + " must be HOST:PORT, such as 127.0.0.1:8475, but was \"" + text + "\"" + more);
    }
}
