package dev.brownout.benchmarks;

import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

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
        var best = new TreeMap<String, List<Double>>();
        var fixed = new TreeMap<String, Map<Integer, List<DnsLoad.Result>>>();
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
                for (var entry : loads.entrySet()) {
                    best.computeIfAbsent(entry.getKey(), k -> new ArrayList<>())
                            .add((double) climb(entry.getValue(), seconds));
                }
                for (int rate : FIXED) {
                    for (var entry : loads.entrySet()) {
                        fixed.computeIfAbsent(entry.getKey(), k -> new TreeMap<>())
                                .computeIfAbsent(rate, k -> new ArrayList<>())
                                .add(entry.getValue().run(rate, seconds));
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
            if (!holds(load, rate, seconds) && !holds(load, rate, seconds)) {
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

    private Map<String, Object> report(
            Map<String, List<Double>> best, Map<String, Map<Integer, List<DnsLoad.Result>>> fixed) {
        out.println();
        out.println("DNS: A records over UDP, server on core " + placement.measured() + ", generator on core "
                + placement.load());
        double ours = Figures.median(best.get(OURS));
        double peer = Figures.median(best.get(PEER));
        var table = new Table("", OURS, PEER, "ratio");
        table.row("queries/s without loss (median step)", ours, peer, ours / peer);
        var json = new LinkedHashMap<String, Object>();
        json.put("queries_per_second_without_loss", Map.of(OURS, best.get(OURS), PEER, best.get(PEER)));
        json.put("ratio", Figures.round(ours / peer));
        var rates = new LinkedHashMap<String, Object>();
        for (int rate : FIXED) {
            var mine = fixed.get(OURS).get(rate);
            var its = fixed.get(PEER).get(rate);
            for (var figure : List.of("p50 µs", "p99 µs", "lost share")) {
                double a = figure(mine, figure);
                double b = figure(its, figure);
                table.row(figure + " at " + rate + "/s", a, b, figure.startsWith("lost") ? Double.NaN : a / b);
                rates.put(figure + " at " + rate + "/s", Map.of(OURS, Figures.round(a), PEER, Figures.round(b)));
            }
        }
        json.put("fixed_rates", rates);
        table.print(out);
        return json;
    }

    private static double figure(List<DnsLoad.Result> results, String which) {
        return Figures.median(results.stream()
                .map(r -> switch (which) {
                    case "p50 µs" -> r.p50();
                    case "p99 µs" -> r.p99();
                    default -> (double) r.lost() / r.asked();
                })
                .toList());
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
