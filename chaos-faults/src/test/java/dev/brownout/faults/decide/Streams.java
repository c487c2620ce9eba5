package dev.brownout.faults.decide;

import dev.brownout.api.Arguments;
import dev.brownout.api.Component;
import dev.brownout.api.Fault;
import dev.brownout.api.FaultKind;
import dev.brownout.api.Injection;
import dev.brownout.api.InjectionContext;
import dev.brownout.api.Link;
import dev.brownout.api.Name;
import dev.brownout.api.Protocol;
import dev.brownout.api.Resolution;
import dev.brownout.api.Target;
import dev.brownout.api.Timings;
import dev.brownout.faults.FaultRegistry;
import dev.brownout.faults.LocalPlane;
import dev.brownout.faults.TestServer;
import dev.brownout.faults.http.proxy.Arrivals;
import dev.brownout.faults.tcp.Greetings;
import dev.brownout.faults.tls.Ends;
import dev.brownout.faults.tls.TlsPlane;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import javax.net.ssl.SSLContext;
import org.xbill.DNS.DClass;
import org.xbill.DNS.GenericEDNSOption;
import org.xbill.DNS.Message;
import org.xbill.DNS.OPTRecord;
import org.xbill.DNS.Rcode;
import org.xbill.DNS.Record;
import org.xbill.DNS.Section;
import org.xbill.DNS.Type;

/**
 * The planes of this JVM with a fault on each of several streams, real clients who draw on them one step at a time, and what
 * these clients saw: true for each step that met the fault.
 */
final class Streams implements AutoCloseable {
    private static final int PATIENCE_MILLIS = 10_000;
    private static final Component GATEWAY = new Component("gateway", Map.of(), Timings.NONE);

    /** Draws once on a stream; tells whether the fault was met. */
    interface Step {
        boolean meets() throws IOException;
    }

    private final Deque<AutoCloseable> open = new ArrayDeque<>();
    private final FaultRegistry kinds = FaultRegistry.load();
    private final long seed;
    private final LocalPlane plane;
    private final Map<String, Step> steps = new LinkedHashMap<>();
    private final List<Step> others = new ArrayList<>();
    private final Map<String, Double> ratios = new TreeMap<>();
    private final Map<String, String> injections = new TreeMap<>();
    private final Map<String, List<Boolean>> seen = new TreeMap<>();

    Streams(long seed) throws IOException {
        this.seed = seed;
        plane = opened(LocalPlane.open(seed));
        dns("ledger.test", 0.3, List.of("gateway-1", "gateway-2"));
        dns("prices.test", 0.05, List.of("gateway-1"));
        tcp("ledger", 0.4);
        tcp("prices", 0.75);
        http(0.2, 2);
        tls(0.15);
    }

    private <C extends AutoCloseable> C opened(C one) {
        open.push(one);
        return one;
    }

    private <F extends Fault> Injection inject(FaultKind<F> kind, Target target, Map<String, ?> given) {
        var fault = kind.create(Arguments.of(kind.parameters(), given));
        var context =
                new InjectionContext("p/1/" + kind.name() + "/" + target.id(), seed, plane, (action, undo) -> () -> {
                    throw new AssertionError(action + " outlives nothing here");
                });
        return kind.inject(fault, target, context);
    }

    private String inject(String kind, Target target, Map<String, ?> given) {
        opened(inject(kinds.find(kind).orElseThrow(), target, given));
        return "p/1/" + kind + "/" + target.id();
    }

    private void stream(String name, String injection, double ratio, Step step) {
        steps.put(name, step);
        ratios.put(name, ratio);
        injections.put(name, injection);
        seen.put(name, new ArrayList<>());
    }

    private static Link link(String to, Protocol protocol) {
        return Link.between(GATEWAY, new Component(to, Map.of(), Timings.NONE), protocol);
    }

    private void dns(String host, double ratio, List<String> victims) throws IOException {
        var name = new Name(host, Map.of(), Map.of("gateway", Resolution.PLANE));
        plane.publish(name, List.of(InetAddress.getByAddress(new byte[] {127, 0, 0, 1})));
        var id = inject("dns.servfail", name, Map.of("ratio", ratio));
        for (var victim : victims) {
            stream("A " + host + " victim " + victim, id, ratio, () -> fails(host, victim, false));
        }
        others.add(() -> fails(host, "gateway-1", true));
        others.add(() -> fails(host, "gateway-3", false));
    }

    /** Ask as the agent does. */
    private boolean fails(String host, String victim, boolean witness) throws IOException {
        var query = Message.newQuery(Record.newRecord(org.xbill.DNS.Name.fromString(host + "."), Type.A, DClass.IN));
        var data = ((witness ? "\1" : "\0") + victim).getBytes(StandardCharsets.US_ASCII);
        query.addRecord(new OPTRecord(1232, 0, 0, 0, new GenericEDNSOption(65_001, data)), Section.ADDITIONAL);
        try (var socket = new DatagramSocket()) {
            socket.connect(plane.dns());
            socket.setSoTimeout(PATIENCE_MILLIS);
            var wire = query.toWire();
            socket.send(new DatagramPacket(wire, wire.length));
            var packet = new DatagramPacket(new byte[512], 512);
            socket.receive(packet);
            return new Message(packet.getData()).getRcode() == Rcode.SERVFAIL;
        }
    }

    private void tcp(String to, double ratio) {
        var link = link(to, Protocol.REDIS);
        var address = plane.open(link);
        plane.connect(link, opened(TestServer.redis()).address());
        var id = inject("tcp.limit-data", link, Map.of("bytes", 0, "ratio", ratio));
        stream(link.id() + " downstream victim", id, ratio, () -> breaksOff(address));
    }

    private static boolean breaksOff(InetSocketAddress address) throws IOException {
        try (var socket = connect(address)) {
            socket.getOutputStream().write("PING\r\n".getBytes(StandardCharsets.US_ASCII));
            return socket.getInputStream().read() != '+';
        }
    }

    private static Socket connect(InetSocketAddress address) throws IOException {
        var socket = new Socket(address.getAddress(), address.getPort());
        socket.setTcpNoDelay(true);
        socket.setSoTimeout(PATIENCE_MILLIS);
        return socket;
    }

    private void http(double ratio, int connections) throws IOException {
        var link = link("web", Protocol.HTTP1);
        var address = plane.open(link);
        plane.connect(link, opened(new TestServer(Streams::answer)).address());
        var id = inject("http.error-page", link, Map.of("ratio", ratio));
        for (int i = 0; i < connections; i++) {
            var socket = opened(connect(address));
            var in = new BufferedInputStream(socket.getInputStream());
            ask(socket, in, ""); // its first request belongs to the stream of all connections' first
            stream(link.id() + " later request of connection " + i, id, ratio, () -> ask(socket, in, ""));
        }
        stream(link.id() + " first request", id, ratio, () -> {
            try (var socket = connect(address)) {
                return ask(socket, socket.getInputStream(), "");
            }
        });
        var marked = opened(connect(address));
        var in = new BufferedInputStream(marked.getInputStream());
        others.add(() -> ask(marked, in, Greetings.WITNESS_HEADER + ": 1\r\n"));
        others.add(() -> ask(marked, in, Arrivals.LOAD_HEADER + ": load.surge\r\n"));
    }

    private static void answer(Socket socket) throws IOException {
        socket.setTcpNoDelay(true);
        for (var line = TestServer.line(socket.getInputStream());
                line != null;
                line = TestServer.line(socket.getInputStream())) {
            if (line.isEmpty()) {
                socket.getOutputStream()
                        .write("HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
            }
        }
    }

    /** Ask for a page on a connection that is kept; tells whether it was one that is an error. */
    private static boolean ask(Socket socket, InputStream in, String mark) throws IOException {
        socket.getOutputStream()
                .write(("GET / HTTP/1.1\r\nHost: web\r\n" + mark + "\r\n").getBytes(StandardCharsets.US_ASCII));
        var status = Objects.requireNonNull(TestServer.line(in), "an answer");
        int length = 0;
        for (var line = TestServer.line(in); line != null && !line.isEmpty(); line = TestServer.line(in)) {
            if (line.regionMatches(true, 0, "content-length:", 0, 15)) {
                length = Integer.parseInt(line.substring(15).strip());
            }
        }
        in.readNBytes(length);
        return status.startsWith("HTTP/1.1 5");
    }

    private void tls(double ratio) {
        // a target in the clear: it is the victim's handshake that is decided on, and a second one costs as much
        var link = link("vault", Protocol.TLS).with("target-tls", "plain").with("trust", "plane");
        var address = plane.open(link);
        plane.connect(link, opened(TestServer.echo()).address());
        SSLContext client = Ends.trusting(plane.part(TlsPlane.class).root());
        var id = inject("tls.handshake-failure", link, Map.of("ratio", ratio));
        stream(link.id() + " victim", id, ratio, () -> {
            try (var socket = Ends.connect(client, address, "localhost")) {
                return !socket.isConnected();
            } catch (javax.net.ssl.SSLException refused) {
                return true;
            }
        });
    }

    /** The streams that can be drawn on. */
    List<String> names() {
        return List.copyOf(steps.keySet());
    }

    double ratio(String stream) {
        return Objects.requireNonNull(ratios.get(stream));
    }

    /** Draw once on a stream, and keep what was seen. */
    void step(String stream) throws IOException {
        Objects.requireNonNull(seen.get(stream))
                .add(Objects.requireNonNull(steps.get(stream)).meets());
    }

    /** Let somebody else meet the faults: a witness, a load, another victim. */
    void another(int which) throws IOException {
        others.get(Math.floorMod(which, others.size())).meets();
    }

    /** What the clients saw, stream by stream. */
    Map<String, List<Boolean>> seen() {
        return seen;
    }

    /** What the log says, stream by stream. */
    Map<String, List<DecisionLog.Decision>> decided() {
        var log = plane.part(DecisionLog.class);
        var decided = new TreeMap<String, List<DecisionLog.Decision>>();
        injections.forEach(
                (stream, injection) -> decided.put(stream, log.of(injection).getOrDefault(stream, List.of())));
        return decided;
    }

    @Override
    public void close() throws IOException {
        for (var one : open) {
            try {
                one.close();
            } catch (Exception e) {
                throw new IOException(e);
            }
        }
    }
}
