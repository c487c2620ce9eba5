package dev.brownout.benchmarks;

import dev.brownout.api.Arguments;
import dev.brownout.api.Fault;
import dev.brownout.api.FaultKind;
import dev.brownout.api.Injection;
import dev.brownout.api.InjectionContext;
import dev.brownout.api.Link;
import dev.brownout.api.Name;
import dev.brownout.api.Protocol;
import dev.brownout.api.Resolution;
import dev.brownout.api.Target;
import dev.brownout.faults.FaultRegistry;
import dev.brownout.faults.LocalPlane;
import java.io.IOException;
import java.io.PrintStream;
import java.net.InetAddress;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import tools.jackson.databind.json.JsonMapper;

/** From a fault asked for to the first answer that shows it, on connections that are open and busy, in this JVM. */
final class Onset implements AutoCloseable {
    private static final long SEED = 42;
    private static final double BAR_MILLIS = 5;
    private static final long LATENCY_NANOS = TimeUnit.MILLISECONDS.toNanos(50);
    private static final long LATE_NANOS = TimeUnit.MILLISECONDS.toNanos(49);
    private static final Map<String, String> LATENCY = Map.of("latency", "50ms");
    private static final String NAME = "onset.bench.test";

    private final int tries;
    private final PrintStream out = System.out;
    private final LocalPlane plane = LocalPlane.open(SEED);
    private final FaultRegistry kinds = FaultRegistry.load();
    private final LiveServer server = LiveServer.start();

    private Onset(boolean quick) throws IOException {
        this.tries = quick ? 40 : 300;
    }

    /**
     * Measure one suite's onsets.
     *
     * @param args {@code full} or {@code quick}, {@code dns} or {@code http}, and the file that takes the figures as JSON
     */
    public static void main(String[] args) throws IOException {
        Map<String, Object> figures;
        try (var onset = new Onset(args[0].equals("quick"))) {
            figures = args[1].equals("dns") ? onset.dns() : onset.http();
        }
        JsonMapper.shared().writeValue(Path.of(args[2]).toFile(), figures);
    }

    private Map<String, Object> dns() throws IOException {
        var loopback = InetAddress.getByAddress(new byte[] {127, 0, 0, 1});
        var name = new Name(NAME, Map.of(), Map.of("client", Resolution.PLANE));
        plane.publish(name, List.of(loopback));
        var rows = new LinkedHashMap<String, double[]>();
        control(rows, "DNS, not cached: no fault", () -> new DnsProbe(plane.dns(), NAME));
        for (var kind : List.of("dns.empty-answer", "dns.nxdomain", "dns.servfail")) {
            measure(rows, "DNS, not cached: " + kind, kind, Map.of(), name, () -> new DnsProbe(plane.dns(), NAME));
        }
        return report(rows);
    }

    private Map<String, Object> http() throws IOException {
        var http = link("http", Protocol.HTTP1);
        var redis = link("redis", Protocol.REDIS);
        var rows = new LinkedHashMap<String, double[]>();
        control(rows, "TCP: no fault", () -> LiveProbe.ping(plane.open(redis), Long.MAX_VALUE));
        measure(
                rows,
                "TCP, late: tcp.latency",
                "tcp.latency",
                LATENCY,
                redis,
                () -> LiveProbe.ping(plane.open(redis), LATE_NANOS));
        for (var kind : List.of("tcp.refuse", "tcp.reset")) {
            measure(
                    rows,
                    "TCP, cut: " + kind,
                    kind,
                    Map.of(),
                    redis,
                    () -> LiveProbe.ping(plane.open(redis), Long.MAX_VALUE));
        }
        control(rows, "HTTP: no fault", () -> LiveProbe.http(plane.open(http)));
        for (var kind : List.of("http.error-page", "tcp.refuse", "tcp.reset")) {
            measure(rows, "HTTP: " + kind, kind, Map.of(), http, () -> LiveProbe.http(plane.open(http)));
        }
        control(rows, "WebSocket: no fault", () -> LiveProbe.webSocket(plane.open(http)));
        for (var kind : List.of("ws.close", "tcp.refuse", "tcp.reset")) {
            measure(rows, "WebSocket: " + kind, kind, Map.of(), http, () -> LiveProbe.webSocket(plane.open(http)));
        }
        return report(rows);
    }

    private Link link(String to, Protocol protocol) {
        var link = new Link("client-to-" + to, "client", to, protocol, Map.of());
        plane.open(link);
        plane.connect(link, server.address());
        return link;
    }

    /** What asks over and over on one connection. */
    interface Opened {
        AskingProbe open() throws IOException;
    }

    private void measure(
            Map<String, double[]> rows, String title, String kind, Map<String, ?> given, Target target, Opened open)
            throws IOException {
        var found = kinds.find(kind);
        if (found.isEmpty()) {
            return; // not of this build
        }
        rows.put(title, tried(i -> once(found.get(), given, target, i, open.open())));
    }

    /** The same without a fault: what is left is the questions themselves, and the stalls of the machine. */
    private void control(Map<String, double[]> rows, String title, Opened open) throws IOException {
        rows.put(title, tried(i -> {
            try (var probe = open.open()) {
                probe.begin();
                long asked = somewhereBetweenTwoQuestions(i);
                return (probe.answeredAt(asked) - asked) / 1e6;
            }
        }));
    }

    private interface Try {
        double millis(int i) throws IOException;
    }

    private double[] tried(Try once) throws IOException {
        var millis = new ArrayList<Double>();
        // the first tenth warms up and is not counted
        for (int i = 0; i < tries + tries / 10; i++) {
            double took = once.millis(i);
            if (i >= tries / 10) {
                millis.add(took);
            }
        }
        return millis.stream().mapToDouble(Double::doubleValue).sorted().toArray();
    }

    /** Not always at the same place. */
    private static long somewhereBetweenTwoQuestions(int i) {
        LongSupplier now = System::nanoTime;
        long until = now.getAsLong() + TimeUnit.MICROSECONDS.toNanos(2_000 + i * 37L % 1_000);
        while (now.getAsLong() < until) {
            Thread.onSpinWait();
        }
        return now.getAsLong();
    }

    private <F extends Fault> double once(
            FaultKind<F> kind, Map<String, ?> given, Target target, int i, AskingProbe probe) throws IOException {
        var fault = kind.create(Arguments.of(kind.parameters(), given));
        var context = new InjectionContext("onset/" + i, SEED, plane, (action, arguments) -> () -> {});
        try (probe) {
            probe.begin();
            long asked = somewhereBetweenTwoQuestions(i);
            try (Injection injection = kind.inject(fault, target, context)) {
                long seen = probe.affectedAt(injection) - (given.equals(LATENCY) ? LATENCY_NANOS : 0);
                return (seen - asked) / 1e6;
            }
        }
    }

    private Map<String, Object> report(Map<String, double[]> rows) {
        out.println();
        out.println("Onset: fault asked for → first answer that shows it, on a connection that is open and busy, "
                + tries + " tries; bar: p99 < " + BAR_MILLIS
                + " ms; faults, load and servers share this JVM and its cores");
        var json = new LinkedHashMap<String, Object>();
        var table = new Table("", "p50 ms", "p99 ms", "most ms", "p99 / bar");
        rows.forEach((title, sorted) -> {
            double p50 = Figures.percentile(sorted, 0.5);
            double p99 = Figures.percentile(sorted, 0.99);
            double most = Arrays.stream(sorted).max().orElseThrow();
            table.row(title, p50, p99, most, p99 / BAR_MILLIS);
            json.put(
                    title,
                    Map.of("p50_ms", Figures.round(p50), "p99_ms", Figures.round(p99), "most_ms", Figures.round(most)));
        });
        table.print(out);
        return json;
    }

    @Override
    public void close() {
        plane.close();
        server.close();
    }
}
