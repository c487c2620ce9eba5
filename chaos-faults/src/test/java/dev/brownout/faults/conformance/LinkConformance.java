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
    private static final String REQUEST = "GET /orders HTTP/1.1\r\nHost: target\r\n\r\n";

    private final Component gateway = new Component("gateway", Map.of(), timings());
    private final Link link = Link.between(gateway, new Component("target", Map.of(), timings()), protocol());
    private InetSocketAddress address = new InetSocketAddress(0);
    private Optional<TestServer> server = Optional.empty();
    private Optional<Socket> kept = Optional.empty();

    private static Timings timings() {
        return Timings.NONE;
    }

    /** What is spoken. */
    protected Protocol protocol() {
        return Protocol.REDIS;
    }

    @Override
    protected Component victim() {
        return gateway;
    }

    @Override
    protected Target target() {
        return link;
    }

    @Override
    protected void prepare(LocalPlane plane) {
        var target = protocol() == Protocol.HTTP1 ? new TestServer(LinkConformance::http) : TestServer.redis();
        server = Optional.of(target);
        address = plane.open(link);
        plane.connect(link, target.address());
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
    void dropKept() throws IOException {
        if (kept.isPresent()) {
            kept.get().close();
            kept = Optional.empty();
        }
    }

    @Override
    protected synchronized void victimWorks(VictimJvm victim) {
        try {
            if (kept.isEmpty()) {
                kept = Optional.of(connect());
            }
            exchange(kept.get());
            try (var fresh = connect()) {
                exchange(fresh);
            }
        } catch (IOException e) {
            // refused, cut or too late: the fault was met
            try {
                dropKept();
            } catch (IOException closing) {
                kept = Optional.empty();
            }
        }
    }

    private Socket connect() throws IOException {
        var socket = new Socket();
        try {
            socket.connect(new InetSocketAddress(address.getAddress(), address.getPort()), 300);
            socket.setSoTimeout(300);
            return socket;
        } catch (IOException e) {
            socket.close();
            throw e;
        }
    }

    private void exchange(Socket socket) throws IOException {
        var request = protocol() == Protocol.HTTP1 ? REQUEST : "PING\r\n";
        socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
        int first = socket.getInputStream().read();
        if (first < 0) {
            throw new IOException("closed without an answer");
        }
        socket.getInputStream().readNBytes(socket.getInputStream().available());
    }
}
