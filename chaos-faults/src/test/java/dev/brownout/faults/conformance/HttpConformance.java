package dev.brownout.faults.conformance;

import dev.brownout.api.Component;
import dev.brownout.api.Link;
import dev.brownout.api.Protocol;
import dev.brownout.api.Timings;
import dev.brownout.faults.HttpTarget;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;

/** Faults of an HTTP link whose victim keeps a connection, or a WebSocket, and opens others. */
abstract class HttpConformance extends LinkConformance {
    private static final byte[] REQUEST =
            "GET /orders HTTP/1.1\r\nHost: target\r\n\r\n".getBytes(StandardCharsets.US_ASCII);
    private static final int PATIENCE_MILLIS = 300;

    private Optional<HttpTarget> served = Optional.empty();
    private Optional<HttpTarget.Client> keptWebSocket = Optional.empty();

    HttpConformance(String kind, Map<String, ?> arguments) {
        super(kind, arguments);
    }

    @Override
    protected Protocol protocol() {
        return Protocol.HTTP1;
    }

    @Override
    protected Link link() {
        var labels = Map.of("witness-path", HttpTarget.NOW, "ws-path", HttpTarget.SOCKET);
        return Link.between(GATEWAY, new Component("target", labels, Timings.NONE), protocol());
    }

    @Override
    protected InetSocketAddress serve() {
        var target = new HttpTarget();
        served = Optional.of(target);
        return target.address();
    }

    @Override
    protected void dismantle() {
        served.ifPresent(HttpTarget::close);
    }

    @Override
    @AfterEach
    synchronized void dropKept() throws IOException {
        var dropped = keptWebSocket;
        keptWebSocket = Optional.empty();
        try {
            super.dropKept();
        } finally {
            if (dropped.isPresent()) {
                dropped.get().close();
            }
        }
    }

    @Override
    void work() throws IOException {
        if (kind().startsWith("ws.")) {
            workOnWebSocket();
        } else {
            super.work();
        }
    }

    private void workOnWebSocket() throws IOException {
        if (keptWebSocket.isEmpty()) {
            keptWebSocket = Optional.of(HttpTarget.Client.open(address(), PATIENCE_MILLIS));
        }
        talk(keptWebSocket.get());
        try (var fresh = HttpTarget.Client.open(address(), PATIENCE_MILLIS)) {
            talk(fresh);
        }
    }

    private static void talk(HttpTarget.Client socket) throws IOException {
        socket.send(HttpTarget.Frame.text("order"));
        if (socket.read() == null) {
            throw new IOException("closed");
        }
    }

    @Override
    void exchange(Socket socket) throws IOException {
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
