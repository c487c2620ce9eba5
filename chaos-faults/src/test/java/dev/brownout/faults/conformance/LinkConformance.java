package dev.brownout.faults.conformance;

import dev.brownout.api.Component;
import dev.brownout.api.Link;
import dev.brownout.api.Protocol;
import dev.brownout.api.Target;
import dev.brownout.api.Timings;
import dev.brownout.faults.LocalPlane;
import dev.brownout.faults.TestServer;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;

/** Faults of a link that speaks Redis or HTTP, whose victim keeps one connection and opens others. */
abstract class LinkConformance extends FaultConformance {
    static final Component GATEWAY = new Component("gateway", Map.of(), Timings.NONE);
    private static final Component TARGET = new Component("target", Map.of(), Timings.NONE);
    private static final String REQUEST = "GET /orders HTTP/1.1\r\nHost: target\r\n\r\n";
    private static final int PATIENCE_MILLIS = 300;

    private final Link link = link();
    private InetSocketAddress address = new InetSocketAddress(0);
    private Optional<TestServer> server = Optional.empty();
    private Optional<Socket> kept = Optional.empty();

    LinkConformance(String kind, Map<String, ?> arguments) {
        super(kind, arguments);
    }

    /** What is spoken. */
    protected Protocol protocol() {
        return Protocol.REDIS;
    }

    /** The link. Called once, by the constructor. */
    protected Link link() {
        return Link.between(GATEWAY, TARGET, protocol());
    }

    @Override
    protected Component victim() {
        return GATEWAY;
    }

    @Override
    protected Target target() {
        return link;
    }

    /** Where the victim connects to. */
    final InetSocketAddress address() {
        return address;
    }

    @Override
    protected void prepare(LocalPlane plane) {
        address = plane.open(link);
        plane.connect(link, serve());
    }

    /** Start what the link goes to, and tell where it listens. */
    protected InetSocketAddress serve() {
        var target = server();
        server = Optional.of(target);
        return target.address();
    }

    /** Make what the link goes to. */
    protected TestServer server() {
        return protocol() == Protocol.HTTP1 ? new TestServer(LinkConformance::http) : TestServer.redis();
    }

    static void http(Socket socket) throws IOException {
        socket.setTcpNoDelay(true);
        var in = new java.io.BufferedInputStream(socket.getInputStream());
        for (var line = TestServer.line(in); line != null; line = TestServer.line(in)) {
            if (line.isEmpty()) {
                socket.getOutputStream()
                        .write("HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: 2\r\n\r\n{}"
                                .getBytes(StandardCharsets.US_ASCII));
            }
        }
    }

    @Override
    protected void dismantle() {
        server.ifPresent(TestServer::close);
    }

    @AfterEach
    synchronized void dropKept() throws IOException {
        var dropped = kept;
        kept = Optional.empty();
        if (dropped.isPresent()) {
            dropped.get().close();
        }
    }

    @Override
    protected synchronized void victimWorks(VictimJvm victim) {
        try {
            work();
        } catch (IOException e) {
            // refused by either side, cut or too late: the fault was met
            try {
                dropKept();
            } catch (IOException closing) {
                // it is let go of either way
            }
        }
    }

    /** Do a piece of work, on the kept connection and on a fresh one. */
    void work() throws IOException {
        if (kept.isEmpty()) {
            kept = Optional.of(connect());
        }
        exchange(kept.get());
        try (var fresh = connect()) {
            exchange(fresh);
        }
    }

    /** Open a connection that waits for nothing longer than a moment. */
    Socket connect() throws IOException {
        var socket = new Socket();
        try {
            socket.connect(new InetSocketAddress(address.getAddress(), address.getPort()), PATIENCE_MILLIS);
            socket.setSoTimeout(PATIENCE_MILLIS);
            return socket;
        } catch (IOException e) {
            socket.close();
            throw e;
        }
    }

    /** Ask, and read the answer. */
    void exchange(Socket socket) throws IOException {
        var request = protocol().isHttp() ? REQUEST : "PING\r\n";
        socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
        int first = socket.getInputStream().read();
        if (first < 0) {
            throw new IOException("closed without an answer");
        }
        socket.getInputStream().readNBytes(socket.getInputStream().available());
    }
}
