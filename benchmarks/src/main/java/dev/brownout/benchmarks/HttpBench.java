package dev.brownout.benchmarks;

import java.io.IOException;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.ToDoubleFunction;

/**
 * Our reverse proxy and nginx's, each on one core, in front of the same server, loaded by wrk on the other core, in turns; and
 * the server without a proxy.
 */
final class HttpBench {
    private static final String DIRECT = "direct";
    private static final String PLANE = "http plane";
    private static final String LINK = "tcp + http plane";
    private static final String PEER = "nginx";
    private static final int[] CONNECTIONS = {1, 32};

    private final boolean quick;
    private final Placement placement;
    private final PrintStream out;

    HttpBench(boolean quick, Placement placement, PrintStream out) {
        this.quick = quick;
        this.placement = placement;
        this.out = out;
    }

    /** What wrk says of one turn; times in µs. */
    private record Turn(double perSecond, double p50, double p99, long errors) {}

    Map<String, Object> run(Path scratch) throws IOException {
        int rounds = quick ? 2 : 5;
        int seconds = quick ? 1 : 4;
        try (var stream = Objects.requireNonNull(HttpBench.class.getResourceAsStream("/wrk-report.lua"))) {
            Files.copy(stream, scratch.resolve("report.lua"), StandardCopyOption.REPLACE_EXISTING);
        }
        int upstream = freePort();
        int peer = freePort();
        var turns = new Rounds<Turn>();
        try (var server = Child.start(placement.load(), nginx(scratch, "upstream", upstream, """
                        location / { default_type application/json; return 200 '{"symbol":"BTCUSDT","price":"65000.00"}'; }
                        """, ""));
                var nginx = Child.start(
                        placement.measured(),
                        nginx(
                                scratch,
                                "proxy",
                                peer,
                                """
                        location / { proxy_pass http://up; proxy_http_version 1.1; proxy_set_header Connection ""; }
                        """,
                                "upstream up { server 127.0.0.1:" + upstream
                                        + "; keepalive 128; keepalive_requests 100000000; }"));
                var plane = Child.java(placement.measured(), PlaneMain.class, "http", Integer.toString(upstream))) {
            awaitPort(upstream, server);
            awaitPort(peer, nginx);
            var ports = plane.line().split(" ", -1);
            var ways = new LinkedHashMap<String, Integer>();
            ways.put(PLANE, Integer.parseInt(ports[0]));
            ways.put(PEER, peer);
            ways.put(LINK, Integer.parseInt(ports[1]));
            ways.put(DIRECT, upstream);
            for (var way : ways.values()) {
                wrk(scratch, way, 32, quick ? 1 : 5); // our proxy is compiled while it runs; all are treated alike
            }
            for (int round = 0; round < rounds; round++) {
                for (int connections : CONNECTIONS) {
                    for (var way : ways.entrySet()) {
                        turns.add(way.getKey() + connections, wrk(scratch, way.getValue(), connections, seconds));
                    }
                }
            }
        }
        return report(turns);
    }

    private Map<String, Object> report(Rounds<Turn> turns) {
        out.println();
        out.println("HTTP: GET of 39 bytes over keep-alive connections, proxy on core " + placement.measured()
                + ", wrk and the server behind on core " + placement.load() + "; medians of rounds in turns");
        var json = new LinkedHashMap<String, Object>();
        var figures = new LinkedHashMap<String, ToDoubleFunction<Turn>>();
        figures.put("requests/s", Turn::perSecond);
        figures.put("p50 µs", Turn::p50);
        figures.put("p99 µs", Turn::p99);
        figures.put("errors", Turn::errors);
        var table = new Table("", DIRECT, PEER, PLANE, LINK, "plane / nginx", "link / nginx");
        for (int connections : CONNECTIONS) {
            figures.forEach((figure, of) -> {
                double direct = turns.median(DIRECT + connections, of);
                double peer = turns.median(PEER + connections, of);
                double plane = turns.median(PLANE + connections, of);
                double link = turns.median(LINK + connections, of);
                boolean ratio = !figure.equals("errors");
                var name = figure + ", " + connections + (connections == 1 ? " connection" : " connections");
                table.row(
                        name,
                        direct,
                        peer,
                        plane,
                        link,
                        ratio ? plane / peer : Double.NaN,
                        ratio ? link / peer : Double.NaN);
                var entry = new LinkedHashMap<String, Object>();
                entry.put(DIRECT, Figures.round(direct));
                entry.put(PEER, Figures.round(peer));
                entry.put(PLANE, Figures.round(plane));
                entry.put(LINK, Figures.round(link));
                json.put(name, entry);
            });
        }
        table.print(out);
        return json;
    }

    private Turn wrk(Path scratch, int port, int connections, int seconds) throws IOException {
        var command = List.of(
                Peers.path("wrk"),
                "-t1",
                "-c" + connections,
                "-d" + seconds + "s",
                "-s",
                scratch.resolve("report.lua").toString(),
                "http://127.0.0.1:" + port + "/api/v3/ticker/price");
        try (var child = Child.start(placement.load(), command)) {
            for (var line : child.lines()) {
                if (line.startsWith("REPORT ")) {
                    var words = line.split(" ", -1);
                    return new Turn(
                            Double.parseDouble(words[1]) * 1e6 / Double.parseDouble(words[3]),
                            Double.parseDouble(words[4]),
                            Double.parseDouble(words[5]),
                            Long.parseLong(words[2]));
                }
            }
        }
        throw new IOException("wrk must report, but did not; its errors stand above");
    }

    private static List<String> nginx(Path scratch, String name, int port, String location, String upstream)
            throws IOException {
        var prefix = Files.createDirectories(scratch.resolve(name));
        var user = System.getProperty("user.name").equals("root") ? "user root;\n" : "";
        var config = Files.writeString(prefix.resolve("nginx.conf"), user + """
                worker_processes 1;
                daemon off;
                pid nginx.pid;
                error_log stderr crit;
                events { worker_connections 1024; }
                http {
                  access_log off;
                  keepalive_requests 100000000;
                  client_body_temp_path b; proxy_temp_path p; fastcgi_temp_path f; uwsgi_temp_path u; scgi_temp_path s;
                  %s
                  server { listen 127.0.0.1:%d; %s }
                }
                """.formatted(upstream, port, location));
        return List.of(Peers.path("nginx"), "-p", prefix.toString(), "-c", config.toString());
    }

    private static void awaitPort(int port, Child process) throws IOException {
        for (int i = 0; i < 200 && process.alive(); i++) {
            try (var socket = new Socket()) {
                socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 1_000);
                return;
            } catch (IOException notYet) {
                Peers.pause();
            }
        }
        throw new IOException("nginx must listen within 10 s, but did not; its errors stand above");
    }

    private static int freePort() throws IOException {
        try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }
}
