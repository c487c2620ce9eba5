package dev.brownout.faults.dns;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.InterfaceAddress;
import java.net.NetworkInterface;
import java.net.UnknownHostException;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Which addresses somebody is told, by the networks of this machine. */
class NearbyTests {
    private static InetAddress address(String number) {
        try {
            return InetAddress.getByName(number);
        } catch (UnknownHostException e) {
            throw new IllegalStateException(e);
        }
    }

    /** An IPv4 address of this machine that others can be near to. */
    private static Optional<InetAddress> ours() throws Exception {
        return NetworkInterface.networkInterfaces()
                .flatMap(i -> i.getInterfaceAddresses().stream())
                .map(InterfaceAddress::getAddress)
                .filter(a -> a.getAddress().length == 4 && !a.isLoopbackAddress())
                .findFirst();
    }

    @Test
    void should_tell_everything_to_this_machine_itself() {
        var all = List.of(address("127.0.0.1"), address("192.0.2.7"), address("::1"));
        assertThat(Nearby.now().of(all, address("127.0.0.1"))).isEqualTo(all);
    }

    @Test
    void should_tell_everything_to_whoever_shares_no_network_with_an_address() {
        var all = List.of(address("192.0.2.7"), address("198.51.100.7"));
        assertThat(Nearby.now().of(all, address("203.0.113.9"))).isEqualTo(all);
    }

    @Test
    void should_tell_a_neighbour_its_own_way_and_the_other_family() throws Exception {
        var ours = ours();
        if (ours.isPresent()) {
            var all = List.of(address("192.0.2.7"), ours.get(), address("2001:db8::7"));
            assertThat(Nearby.now().of(all, ours.get())).containsExactly(ours.get(), address("2001:db8::7"));
        }
    }
}
