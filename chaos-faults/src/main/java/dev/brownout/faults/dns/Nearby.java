package dev.brownout.faults.dns;

import java.net.InetAddress;
import java.net.NetworkInterface;
import java.net.SocketException;
import java.util.ArrayList;
import java.util.List;

/**
 * Sorts addresses by the networks that this machine is in. A plane that stands in several networks is reached at another
 * address in each of them; whoever asks is told those of its own network, as by a view of BIND (ARM 9.18, "view"). Immutable.
 */
final class Nearby {
    private final List<Network> networks;

    private static final class Network {
        private final byte[] address;
        private final int prefix;

        Network(byte[] address, int prefix) {
            this.address = address.clone();
            this.prefix = prefix;
        }

        boolean has(InetAddress other) {
            var bytes = other.getAddress();
            if (bytes.length != address.length) {
                return false;
            }
            for (int bit = 0; bit < prefix; bit++) {
                if (((bytes[bit / 8] ^ address[bit / 8]) & (0x80 >> bit % 8)) != 0) {
                    return false;
                }
            }
            return true;
        }
    }

    private Nearby(List<Network> networks) {
        this.networks = networks;
    }

    /** Looks which networks this machine is in now; none where it cannot tell, and then everybody is told everything. */
    static Nearby now() {
        var networks = new ArrayList<Network>();
        try {
            for (var all = NetworkInterface.getNetworkInterfaces(); all != null && all.hasMoreElements(); ) {
                for (var at : all.nextElement().getInterfaceAddresses()) {
                    networks.add(new Network(at.getAddress().getAddress(), at.getNetworkPrefixLength()));
                }
            }
        } catch (SocketException e) {
            networks.clear();
        }
        return new Nearby(List.copyOf(networks));
    }

    /**
     * Those of the addresses that are in one of our networks with {@code place}; of a family (IPv4, IPv6) that has none of these, all
     * of them. Who asks from this machine itself is told everything.
     */
    List<InetAddress> of(List<InetAddress> addresses, InetAddress place) {
        if (place.isLoopbackAddress()) {
            return addresses;
        }
        var shared = networks.stream().filter(n -> n.has(place)).toList();
        var near = addresses.stream()
                .filter(a -> shared.stream().anyMatch(n -> n.has(a)))
                .toList();
        return addresses.stream()
                .filter(a -> near.contains(a)
                        || near.stream().noneMatch(n -> n.getAddress().length == a.getAddress().length))
                .toList();
    }
}
