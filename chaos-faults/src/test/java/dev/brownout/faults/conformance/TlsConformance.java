package dev.brownout.faults.conformance;

import dev.brownout.api.Link;
import dev.brownout.api.Protocol;
import dev.brownout.faults.LocalPlane;
import dev.brownout.faults.TestServer;
import dev.brownout.faults.tls.Ends;
import dev.brownout.faults.tls.TlsPlane;
import java.io.IOException;
import java.net.Socket;
import java.nio.file.Files;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javax.net.ssl.SSLContext;

/** Faults of a link over TLS, whose victim trusts the plane's root, keeps one session and opens others. */
abstract class TlsConformance extends LinkConformance {
    private static final String HOST = "ledger.us-east-1.exchange.test";
    private static final String PASSWORD = "changeit";

    private Optional<SSLContext> client = Optional.empty();

    TlsConformance(String kind, Map<String, ?> arguments) {
        super(kind, arguments);
    }

    @Override
    protected Protocol protocol() {
        return Protocol.TLS;
    }

    @Override
    protected Link link() {
        return super.link().with("trust", "plane").with("server-name", HOST);
    }

    @Override
    protected void prepare(LocalPlane plane) {
        super.prepare(plane);
        client = Optional.of(Ends.trusting(plane.part(TlsPlane.class).root()));
    }

    @Override
    protected TestServer server() {
        return protocol() == Protocol.HTTPS1 ? Ends.target(LinkConformance::http) : Ends.echo();
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
    Socket connect() throws IOException {
        return Ends.connect(client.orElseThrow(), address(), HOST, 500);
    }
}
