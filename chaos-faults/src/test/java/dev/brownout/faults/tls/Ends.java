package dev.brownout.faults.tls;

import dev.brownout.faults.TestServer;
import io.netty.pkitesting.CertificateBuilder;
import io.netty.pkitesting.X509Bundle;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.security.KeyStore;
import java.util.List;
import javax.net.ssl.SNIHostName;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManagerFactory;

/** Real TLS on both ends of a link, by the JDK. */
public final class Ends {
    private static final SSLContext SERVER = server();

    private Ends() {}

    private static SSLContext server() {
        try {
            X509Bundle own = new CertificateBuilder()
                    .ecp256()
                    .subject("CN=the real target")
                    .addSanDnsName("localhost")
                    .setIsCertificateAuthority(true)
                    .buildSelfSigned();
            var context = SSLContext.getInstance("TLS");
            context.init(own.toKeyManagerFactory().getKeyManagers(), null, null);
            // the JDK would keep 20,480, which a soak would take for ours
            context.getServerSessionContext().setSessionCacheSize(1);
            return context;
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    /** A target that speaks TLS and does this over it; what it is asked for by SNI can be read from the session. */
    public static TestServer target(TestServer.Serving serving) {
        return new TestServer(socket -> {
            socket.setTcpNoDelay(true);
            var tls = (SSLSocket) SERVER.getSocketFactory().createSocket(socket, "", socket.getPort(), true);
            tls.setUseClientMode(false);
            tls.startHandshake();
            serving.serve(tls);
            tls.close();
        });
    }

    /** Speak TLS, read a byte, say something, and end without announcing it, as a process that is killed. */
    public static void serveAndDie(Socket socket, String text) throws IOException {
        // not closed automatically: closing the TLS socket would announce the end
        var tls = (SSLSocket) SERVER.getSocketFactory().createSocket(socket, "", socket.getPort(), false);
        tls.setUseClientMode(false);
        tls.startHandshake();
        tls.getInputStream().readNBytes(1);
        tls.getOutputStream().write(text.getBytes(java.nio.charset.StandardCharsets.US_ASCII));
        socket.close();
    }

    /** Sends back what it gets, and its end behind it. */
    public static TestServer echo() {
        return target(socket -> {
            socket.getInputStream().transferTo(socket.getOutputStream());
            socket.shutdownOutput();
        });
    }

    /** What a client that trusts one root and nothing else works with. */
    public static SSLContext trusting(TestRoot root) {
        try {
            var store = KeyStore.getInstance("PKCS12");
            store.load(null, null);
            store.setCertificateEntry("root", root.certificate());
            var trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
            trust.init(store);
            var context = SSLContext.getInstance("TLS");
            context.init(null, trust.getTrustManagers(), null);
            context.getClientSessionContext().setSessionCacheSize(1);
            return context;
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    /** Connect and shake hands as a client that verifies the host's name; waits for ten seconds at most. */
    public static SSLSocket connect(SSLContext context, InetSocketAddress address, String host, String... versions)
            throws IOException {
        return connect(context, address, host, 10_000, versions);
    }

    /** Connect and shake hands as a client that verifies the host's name and waits for some milliseconds at most. */
    public static SSLSocket connect(
            SSLContext context, InetSocketAddress address, String host, int millis, String... versions)
            throws IOException {
        var plain = new Socket(address.getAddress(), address.getPort());
        try {
            plain.setTcpNoDelay(true);
            plain.setSoTimeout(millis);
            var tls = (SSLSocket) context.getSocketFactory().createSocket(plain, host, address.getPort(), true);
            var parameters = tls.getSSLParameters();
            parameters.setEndpointIdentificationAlgorithm("HTTPS");
            if (host.contains(".") && !Character.isDigit(host.charAt(0))) {
                parameters.setServerNames(List.of(new SNIHostName(host)));
            }
            if (versions.length > 0) {
                parameters.setProtocols(versions);
            }
            tls.setSSLParameters(parameters);
            tls.startHandshake();
            return tls;
        } catch (IOException e) {
            plain.close();
            throw e;
        }
    }
}
