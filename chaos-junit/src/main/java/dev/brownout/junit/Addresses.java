package dev.brownout.junit;

import dev.brownout.api.BrownoutException;
import dev.brownout.api.Link;
import dev.brownout.api.Protocol;
import java.net.InetSocketAddress;
import java.net.URI;

/** Writes an address as a test asks for it. */
final class Addresses {
    private Addresses() {}

    static Object as(Class<?> type, InetSocketAddress address, Link link, String where) {
        var text = address.getAddress().getHostAddress() + ":" + address.getPort();
        if (type == URI.class) {
            return URI.create(scheme(link.protocol()) + "://" + text);
        } else if (type == InetSocketAddress.class) {
            return address;
        } else if (type == String.class) {
            return text;
        } else if (type == int.class) {
            return address.getPort();
        }
        throw new BrownoutException(where + " must be a URI, an InetSocketAddress, a String or an int, but is a "
                + type.getName());
    }

    private static String scheme(Protocol protocol) {
        return switch (protocol) {
            case HTTP1 -> "http";
            case HTTPS1 -> "https";
            case POSTGRES -> "postgresql";
            case REDIS -> "redis";
            case TLS -> "tls";
            case TCP -> "tcp";
        };
    }
}
