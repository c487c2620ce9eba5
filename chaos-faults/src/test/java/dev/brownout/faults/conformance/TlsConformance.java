package dev.brownout.faults.conformance;

import dev.brownout.api.Component;
import dev.brownout.api.Link;
import dev.brownout.api.Protocol;
import dev.brownout.api.Target;
import dev.brownout.api.Timings;
import dev.brownout.faults.LocalPlane;
import dev.brownout.faults.TestServer;
import dev.brownout.faults.tls.Ends;
import dev.brownout.faults.tls.TlsPlane;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javax.net.ssl.SSLContext;
import org.junit.jupiter.api.AfterEach;

/** Faults of a link over TLS, whose victim trusts the plane's root, keeps one session and opens others. */
abstract class TlsConformance extends FaultConformance {
    private static final String HOST = "ledger.us-east-1.exchange.test";
    private static final String PASSWORD = "changeit";

    private final Component gateway = new Component("gateway", Map.of(), Timings.NONE);
    private final Link link = Link.between(gateway, new Component("target", Map.of(), Timings.NONE), protocol())
            .with("trust", "plane")
            .with("server-name", HOST);
    private InetSocketAddress address = new InetSocketAddress(0);
    private Optional<SSLContext> client = Optional.empty();
    private Optional<TestServer> server = Optional.empty();
    private Optional<Socket> kept = Optional.empty();

    /** What is spoken. */
    protected Protocol protocol() {
        return Protocol.TLS;
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
        var target = protocol() == Protocol.HTTPS1 ? Ends.target(LinkConformance::http) : Ends.echo();
        server = Optional.of(target);
        address = plane.open(link);
        plane.connect(link, target.address());
        client = Optional.of(Ends.trusting(plane.part(TlsPlane.class).root()));
    }

    @Override
    protected List<String> victimArguments(LocalPlane plane) {
        try {
            var store = Files.createTempFile("brownout-root", ".p12");
            store.toFile().deleteOnExit();
            plane.part(TlsPlane.class).root().writeTrustStore(store, PASSWORD);
            return List.of("-Djavax.net.ssl.trustStore=" + store, "-Djavax.net.ssl.trustStorePassword=" + PASSWORD);
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
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
            // refused by either side, cut or too late: the fault was met
            try {
                dropKept();
            } catch (IOException closing) {
                kept = Optional.empty();
            }
        }
    }

    private Socket connect() throws IOException {
        return Ends.connect(client.orElseThrow(), address, HOST, 500);
    }

    private void exchange(Socket socket) throws IOException {
        var request = protocol() == Protocol.HTTPS1 ? "GET /orders HTTP/1.1\r\nHost: target\r\n\r\n" : "PING\r\n";
        socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
        int first = socket.getInputStream().read();
        if (first < 0) {
            throw new IOException("closed without an answer");
        }
        socket.getInputStream().readNBytes(socket.getInputStream().available());
    }
}
