package dev.brownout.junit;

import dev.brownout.api.BrownoutException;
import dev.brownout.api.Link;
import dev.brownout.api.Protocol;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.Set;

/** Writes an address as a test asks for it. */
final class Addresses {
    private static final Set<Class<?>> TYPES = Set.of(URI.class, InetSocketAddress.class, String.class, int.class);

    private Addresses() {}

    /** See that an address can be written as a type. */
    static void check(Class<?> type, String where) {
        if (!TYPES.contains(type)) {
            throw new BrownoutException(
                    where + " must be a URI, an InetSocketAddress, a String or an int, but is a " + type.getName());
        }
    }

    static Object as(Class<?> type, InetSocketAddress address, Link link) {
        var text = text(address);
        if (type == URI.class) {
            return URI.create(scheme(link.protocol()) + "://" + text);
        } else if (type == InetSocketAddress.class) {
            return address;
        } else if (type == String.class) {
            return text;
        }
        return address.getPort();
    }

    static String text(InetSocketAddress address) {
        return address.getAddress().getHostAddress() + ":" + address.getPort();
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
