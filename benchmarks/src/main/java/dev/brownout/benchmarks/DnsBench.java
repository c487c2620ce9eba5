package dev.brownout.benchmarks;

import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;

/** Our DNS server and dnsmasq, each on one core, asked for the same records by the same generator, in turns. */
final class DnsBench {
    private static final int NAMES = 100;
    private static final int[] LADDER = {
        5_000, 10_000, 15_000, 20_000, 25_000, 30_000, 35_000, 40_000, 50_000, 60_000, 70_000, 80_000, 100_000, 120_000,
        150_000
    };
    private static final int[] FIXED = {5_000, 10_000, 20_000, 30_000};
    private static final String OURS = "dns plane";
    private static final String PEER = "dnsmasq";

    private final boolean quick;
    private final Placement placement;
    private final PrintStream out;

    DnsBench(boolean quick, Placement placement, PrintStream out) {
        this.quick = quick;
        this.placement = placement;
        this.out = out;
    }

    Map<String, Object> run(Path scratch) throws IOException {
        int rounds = quick ? 1 : 3;
        double seconds = quick ? 0.5 : 2;
        var best = new Rounds<Double>();
        var fixed = new Rounds<DnsLoad.Result>();
        int peerPort = freePort();
        try (var plane = Child.java(placement.measured(), PlaneMain.class, "dns", Integer.toString(NAMES));
                var dnsmasq = Child.start(placement.measured(), dnsmasq(scratch, peerPort));
                var ours = new DnsLoad(Integer.parseInt(plane.line()), NAMES);
                var peer = new DnsLoad(peerPort, NAMES)) {
            var loads = new LinkedHashMap<String, DnsLoad>();
            loads.put(OURS, ours);
            loads.put(PEER, peer);
            awaitAnswers(peer, dnsmasq);
            for (var load : loads.values()) {
                load.run(10_000, quick ? 2 : 6); // both generator and our server are compiled while they run
            }
            for (int round = 0; round < rounds; round++) {
                for (var way : loads.entrySet()) {
                    best.add(way.getKey(), (double) climb(way.getValue(), seconds));
                }
                for (int rate : FIXED) {
                    for (var way : loads.entrySet()) {
                        fixed.add(way.getKey() + rate, way.getValue().run(rate, seconds));
                    }
                }
            }
        }
        return report(best, fixed);
    }

    /** Climb until a question is lost twice; the last step that held. */
    private static int climb(DnsLoad load, double seconds) throws IOException {
        int held = 0;
        for (int rate : LADDER) {
            boolean holds = false;
            for (int attempt = 0; attempt < 2 && !holds; attempt++) {
                holds = holds(load, rate, seconds);
            }
            if (!holds) {
                break;
            }
            held = rate;
        }
        return held;
    }

    private static boolean holds(DnsLoad load, int rate, double seconds) throws IOException {
        var result = load.run(rate, seconds);
        return result.lost() == 0 && result.wrong() == 0 && result.sentPerSecond() > 0.97 * rate;
    }

    private Map<String, Object> report(Rounds<Double> best, Rounds<DnsLoad.Result> fixed) {
        out.println();
        out.println("DNS: A records over UDP, server on core " + placement.measured() + ", generator on core "
                + placement.load());
        double ours = best.median(OURS, v -> v);
        double peer = best.median(PEER, v -> v);
        var table = new Table("", OURS, PEER, "ratio");
        table.row("queries/s without loss (median step)", ours, peer, ours / peer);
        var json = new LinkedHashMap<String, Object>();
        json.put("queries_per_second_without_loss", Map.of(OURS, best.of(OURS), PEER, best.of(PEER)));
        json.put("ratio", Figures.round(ours / peer));
        var rates = new LinkedHashMap<String, Object>();
        var figures = new LinkedHashMap<String, ToDoubleFunction<DnsLoad.Result>>();
        figures.put("p50 µs", DnsLoad.Result::p50);
        figures.put("p99 µs", DnsLoad.Result::p99);
        figures.put("lost share", r -> (double) r.lost() / r.asked());
        for (int rate : FIXED) {
            figures.forEach((figure, of) -> {
                double a = fixed.median(OURS + rate, of);
                double b = fixed.median(PEER + rate, of);
                var name = figure + " at " + rate + "/s";
                table.row(name, a, b, figure.startsWith("lost") ? Double.NaN : a / b);
                rates.put(name, Map.of(OURS, Figures.round(a), PEER, Figures.round(b)));
            });
        }
        json.put("fixed_rates", rates);
        table.print(out);
        return json;
    }

    private static List<String> dnsmasq(Path scratch, int port) throws IOException {
        var config = new StringBuilder("no-resolv\nno-hosts\nlocal=/bench.test/\nlocal-ttl=1\n");
        for (int i = 0; i < NAMES; i++) {
            config.append("host-record=").append(DnsLoad.name(i)).append(",127.0.0.1\n");
        }
        var file = Files.writeString(scratch.resolve("dnsmasq.conf"), config);
        return List.of(
                Peers.path("dnsmasq"),
                "--keep-in-foreground",
                "--conf-file=" + file,
                "--port=" + port,
                "--listen-address=127.0.0.1",
                "--bind-interfaces",
                "--pid-file=" + scratch.resolve("dnsmasq.pid"),
                "--user=" + System.getProperty("user.name"));
    }

    private static void awaitAnswers(DnsLoad load, Child process) throws IOException {
        for (int i = 0; i < 40; i++) {
            try {
                if (load.run(10, 0.1).lost() == 0) {
                    return;
                }
            } catch (java.net.PortUnreachableException notYet) {
                Peers.pause();
            }
            if (!process.alive()) {
                break;
            }
        }
        throw new IOException("dnsmasq must answer within 20 s, but did not; its errors stand above");
    }

    /** A port that is free on UDP and TCP now. */
    private static int freePort() {
        try (var tcp = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
                var udp = new DatagramSocket(tcp.getLocalPort(), InetAddress.getLoopbackAddress())) {
            return udp.getLocalPort();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
