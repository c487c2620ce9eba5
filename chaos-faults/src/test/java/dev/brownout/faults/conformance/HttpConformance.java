package dev.brownout.faults.conformance;

import dev.brownout.api.Component;
import dev.brownout.api.Link;
import dev.brownout.api.Protocol;
import dev.brownout.api.Target;
import dev.brownout.api.Timings;
import dev.brownout.faults.HttpTarget;
import dev.brownout.faults.LocalPlane;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;

/** Faults of an HTTP link whose victim keeps a connection, or a WebSocket, and opens others. */
abstract class HttpConformance extends FaultConformance {
    private static final byte[] REQUEST =
            "GET /orders HTTP/1.1\r\nHost: target\r\n\r\n".getBytes(StandardCharsets.US_ASCII);
    private static final int PATIENCE_MILLIS = 300;

    private final Component gateway = new Component("gateway", Map.of(), Timings.NONE);
    private final Link link = Link.between(
            gateway,
            new Component("target", Map.of("witness-path", HttpTarget.NOW, "ws-path", HttpTarget.SOCKET), Timings.NONE),
            Protocol.HTTP1);
    private InetSocketAddress address = new InetSocketAddress(0);
    private Optional<HttpTarget> server = Optional.empty();
    private Optional<Socket> kept = Optional.empty();
    private Optional<HttpTarget.Client> keptWebSocket = Optional.empty();

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
        var target = new HttpTarget();
        server = Optional.of(target);
        address = plane.open(link);
        plane.connect(link, target.address());
    }

    @Override
    protected void dismantle() {
        server.ifPresent(HttpTarget::close);
    }

    @AfterEach
    synchronized void dropKept() throws IOException {
        if (kept.isPresent()) {
            kept.get().close();
            kept = Optional.empty();
        }
        if (keptWebSocket.isPresent()) {
            keptWebSocket.get().close();
            keptWebSocket = Optional.empty();
        }
    }

    @Override
    protected synchronized void victimWorks(VictimJvm victim) {
        try {
            if (kind().startsWith("ws.")) {
                workOnWebSocket();
            } else {
                workOnRequests();
            }
        } catch (IOException e) {
            // cut, closed or too late: the fault was met
            try {
                dropKept();
            } catch (IOException closing) {
                kept = Optional.empty();
                keptWebSocket = Optional.empty();
            }
        }
    }

    private void workOnWebSocket() throws IOException {
        if (keptWebSocket.isEmpty()) {
            keptWebSocket = Optional.of(HttpTarget.Client.open(address, PATIENCE_MILLIS));
        }
        talk(keptWebSocket.get());
        try (var fresh = HttpTarget.Client.open(address, PATIENCE_MILLIS)) {
            talk(fresh);
        }
    }

    private static void talk(HttpTarget.Client socket) throws IOException {
        socket.send(HttpTarget.Frame.text("order"));
        if (socket.read() == null) {
            throw new IOException("closed");
        }
    }

    private void workOnRequests() throws IOException {
        if (kept.isEmpty()) {
            kept = Optional.of(connect());
        }
        exchange(kept.get());
        try (var fresh = connect()) {
            exchange(fresh);
        }
    }

    private Socket connect() throws IOException {
        var socket = new Socket(address.getAddress(), address.getPort());
        socket.setSoTimeout(PATIENCE_MILLIS);
        return socket;
    }

    private static void exchange(Socket socket) throws IOException {
        socket.getOutputStream().write(REQUEST);
        var in = new BufferedInputStream(socket.getInputStream());
        int length = 0;
        var line = dev.brownout.faults.TestServer.line(in);
        while (line != null && !line.isEmpty()) {
            if (line.toLowerCase(java.util.Locale.ROOT).startsWith("content-length:")) {
                length = Integer.parseInt(line.substring(15).strip());
            }
            line = dev.brownout.faults.TestServer.line(in);
        }
        if (line == null || in.readNBytes(length).length < length) {
            throw new IOException("closed without a whole answer");
        }
    }
}
