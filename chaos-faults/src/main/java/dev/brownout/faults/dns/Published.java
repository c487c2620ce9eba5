package dev.brownout.faults.dns;

import java.net.Inet4Address;
import java.net.InetAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.xbill.DNS.Record;

/**
 * What a name is published with. Immutable.
 *
 * @param addresses its addresses; empty where only other records were published
 * @param ttl how long they, and that there is none of a type, may be cached
 * @param before the addresses of earlier publications that differ from their successors, the newest first
 * @param further records of other types
 */
record Published(List<InetAddress> addresses, Duration ttl, List<List<InetAddress>> before, List<Record> further) {
    /** Older publications are forgotten. */
    static final int MOST_BEFORE = 16;

    static final Published NOTHING = new Published(List.of(), DnsPlane.STANDARD_TTL, List.of(), List.of());

    Published {
        addresses = List.copyOf(addresses);
        before = List.copyOf(before);
        further = List.copyOf(further);
    }

    /** What somebody is told who asks from a place. */
    Published toldTo(InetAddress place, Nearby nearby) {
        var near = nearby.of(addresses, place);
        return near.size() == addresses.size() ? this : new Published(near, ttl, before, further);
    }

    /** What somebody is told who was told some addresses; everything where they are none of ours. */
    Published toldWith(List<String> told, Nearby nearby) {
        return addresses.stream()
                .filter(a -> told.contains(a.getHostAddress()))
                .findFirst()
                .map(a -> toldTo(a, nearby))
                .orElse(this);
    }

    /** Publish other addresses. */
    Published with(List<InetAddress> now, Duration nowTtl) {
        var older = addresses.isEmpty() || Set.copyOf(addresses).equals(Set.copyOf(now))
                ? before
                : Stream.concat(Stream.of(addresses), before.stream())
                        .limit(MOST_BEFORE)
                        .toList();
        return new Published(now, nowTtl, older, further);
    }

    /** Publish one more record. */
    Published with(Record record) {
        var all = new ArrayList<>(further);
        all.add(record);
        return new Published(addresses, ttl, before, all);
    }

    /** The IPv4 addresses as text: what a witness, which asks for those, is to see in health. */
    Set<String> seen() {
        return text(addresses.stream().filter(Inet4Address.class::isInstance));
    }

    /** All addresses as text. */
    Set<String> all() {
        return text(addresses.stream());
    }

    private static Set<String> text(Stream<InetAddress> addresses) {
        return addresses.map(InetAddress::getHostAddress).collect(Collectors.toSet());
    }
}
