package dev.brownout.benchmarks;

import dev.brownout.api.Component;
import dev.brownout.api.Link;
import dev.brownout.api.Protocol;
import dev.brownout.api.Timings;
import dev.brownout.faults.LocalPlane;
import dev.brownout.faults.dns.DnsPlane;
import dev.brownout.faults.http.HttpPlane;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Map;

/** The planes in a process of their own, so that they can have a core of their own. Prints its ports and serves until it is ended. */
final class PlaneMain {
    private static final long SEED = 42;

    private PlaneMain() {}

    static Link link() {
        var from = new Component("client", Map.of(), Timings.NONE);
        return Link.between(from, new Component("target", Map.of(), Timings.NONE), Protocol.HTTP1);
    }

    /**
     * Open a plane, print where it listens, and serve.
     *
     * @param args {@code dns NAMES}, or {@code http UPSTREAM-PORT}
     */
    public static void main(String[] args) throws IOException, InterruptedException {
        var loopback = InetAddress.getByAddress(new byte[] {127, 0, 0, 1});
        if (args[0].equals("dns")) {
            var dns = DnsPlane.open(List.of());
            for (int i = 0; i < Integer.parseInt(args[1]); i++) {
                dns.publish(DnsLoad.name(i), List.of(loopback), DnsPlane.STANDARD_TTL);
            }
            System.out.println(dns.address().getPort());
        } else {
            var upstream = new InetSocketAddress(loopback, Integer.parseInt(args[1]));
            var http = HttpPlane.open(SEED);
            http.connect(link(), upstream);
            var whole = LocalPlane.open(SEED);
            whole.connect(link(), upstream);
            System.out.println(
                    http.open(link()).getPort() + " " + whole.open(link()).getPort());
        }
        Thread.currentThread().join(); // until somebody ends this process
    }
}
