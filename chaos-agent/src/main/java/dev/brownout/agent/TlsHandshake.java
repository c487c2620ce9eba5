package dev.brownout.agent;

import java.io.EOFException;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.security.cert.CertificateParsingException;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.TimerTask;
import java.util.regex.Pattern;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManager;
import org.jspecify.annotations.Nullable;

/**
 * One TLS handshake as a client of this JVM, which takes any certificate and tells what the JVM's own trust makes of it.
 * Offers {@value #MARK} as application protocol (ALPN, RFC 7301), by which a plane knows a witness.
 */
final class TlsHandshake {
    /** {@code Greetings.WITNESS_PROTOCOL} on the plane's side. */
    static final String MARK = "brownout-witness";

    /** JDK 17 says {@code Received fatal alert: handshake_failure}, 25 puts the name in brackets before it as well. */
    private static final Pattern ALERT = Pattern.compile("fatal alert: (\\w+)");

    private static final int DNS_NAME = 2;
    private static final int IP_ADDRESS = 7;

    private static boolean prepared;

    private TlsHandshake() {}

    /**
     * Shake hands: {@code OUTCOME DETAIL VERSION NANOS}, and with a certificate {@code SUBJECT ISSUER NAMES NOT-BEFORE NOT-AFTER
     * TRUSTED NAMED COMPLAINT} behind it; times in ms since 1970.
     */
    static String take(InetSocketAddress target, int millis, String name, Exchange exchange) throws IOException {
        prepare();
        long deadline = System.nanoTime() + millis * 1_000_000L;
        var trust = new AskingTrust();
        try (var socket = new CountingSocket()) {
            exchange.bind(socket, target, deadline);
            try {
                socket.connect(target, Measurements.millisUntil(deadline));
            } catch (IOException e) {
                return Measurements.outcome(e, false) + " - - 0";
            }
            var timer = closing(socket, deadline);
            long began = System.nanoTime();
            try {
                var tls = shake(socket, name, target.getPort(), trust, deadline);
                long nanos = System.nanoTime() - began;
                return "COMPLETED - " + Words.encode(tls.getSession().getProtocol()) + " " + nanos + certificate(trust);
            } catch (IOException e) {
                long nanos = System.nanoTime() - began;
                var text = String.valueOf(e.getMessage());
                var alert = ALERT.matcher(text);
                var detail = alert.find() ? alert.group(1).toLowerCase(Locale.ROOT) : text;
                return outcome(e, deadline, socket) + " " + Words.encode(detail) + " - " + nanos + certificate(trust);
            } finally {
                timer.cancel();
            }
        }
    }

    /** Take a connected socket into TLS, whatever certificate is shown. */
    static SSLSocket over(Socket socket, InetSocketAddress target, long deadline) throws IOException {
        var timer = closing(socket, deadline);
        try {
            return shake(socket, target.getAddress().getHostAddress(), target.getPort(), new AskingTrust(), deadline);
        } finally {
            timer.cancel();
        }
    }

    private static SSLSocket shake(Socket socket, String name, int port, AskingTrust trust, long deadline)
            throws IOException {
        try {
            var context = SSLContext.getInstance("TLS");
            context.init(null, new TrustManager[] {trust}, null);
            var tls = (SSLSocket) context.getSocketFactory().createSocket(socket, name, port, true);
            var parameters = tls.getSSLParameters();
            parameters.setApplicationProtocols(new String[] {MARK});
            parameters.setEndpointIdentificationAlgorithm("HTTPS"); // asked, not enforced, by our trust manager
            tls.setSSLParameters(parameters);
            socket.setSoTimeout(Measurements.millisUntil(deadline));
            tls.startHandshake();
            return tls;
        } catch (GeneralSecurityException e) {
            throw new IOException("this JVM has no TLS: " + e, e);
        }
    }

    /** The first use of TLS in a JVM takes long, which must not look like a slow server: have it behind us. */
    static synchronized void prepare() throws IOException {
        if (!prepared) {
            try {
                var context = SSLContext.getInstance("TLS");
                context.init(null, new TrustManager[] {new AskingTrust()}, null);
                var engine = context.createSSLEngine();
                engine.setUseClientMode(true);
                engine.wrap(
                        ByteBuffer.allocate(0),
                        ByteBuffer.allocate(engine.getSession().getPacketBufferSize()));
                AskingTrust.prepare();
                prepared = true;
            } catch (GeneralSecurityException e) {
                throw new IOException("this JVM has no TLS: " + e, e);
            }
        }
    }

    /** However slowly a server drips, at the deadline it is over. */
    private static TimerTask closing(Socket socket, long deadline) {
        var task = new TimerTask() {
            @Override
            public void run() {
                try {
                    socket.close();
                } catch (IOException e) {
                    // it is closed
                }
            }
        };
        Deadlines.TIMER.schedule(task, Measurements.millisUntil(deadline));
        return task;
    }

    /** Starts its thread when it is first needed. */
    private static final class Deadlines {
        static final java.util.Timer TIMER = new java.util.Timer("brownout-deadlines", true);
    }

    private static String outcome(IOException e, long deadline, CountingSocket socket) {
        var text = String.valueOf(e.getMessage());
        if (ALERT.matcher(text).find()) {
            return "ALERT";
        }
        if (text.contains("server selected protocol version")) {
            return "VERSION";
        }
        for (Throwable t = e; t != null; t = t.getCause()) {
            if (t instanceof EOFException) {
                return "CLOSED";
            }
        }
        if (System.nanoTime() - deadline >= 0) {
            // silence is the server's only if we have spoken and not a byte came back
            return socket.hasSent() && !socket.hasReceived() ? "SILENT" : "FAILED";
        }
        return Measurements.outcome(e, true);
    }

    private static String certificate(AskingTrust trust) {
        X509Certificate seen = trust.seen();
        if (seen == null) {
            return "";
        }
        return " " + Words.encode(seen.getSubjectX500Principal().getName())
                + " " + Words.encode(seen.getIssuerX500Principal().getName())
                + " " + Words.encode(String.join(",", names(seen)))
                + " " + seen.getNotBefore().toInstant().toEpochMilli()
                + " " + seen.getNotAfter().toInstant().toEpochMilli()
                + " " + (trust.trusted() ? 1 : 0)
                + " " + (trust.named() ? 1 : 0)
                + " " + Words.encode(trust.complaint());
    }

    private static List<String> names(X509Certificate certificate) {
        var names = new ArrayList<String>();
        try {
            @Nullable Collection<List<?>> all = certificate.getSubjectAlternativeNames();
            if (all != null) {
                for (var entry : all) {
                    if (entry.get(0).equals(DNS_NAME) || entry.get(0).equals(IP_ADDRESS)) {
                        names.add(String.valueOf(entry.get(1)));
                    }
                }
            }
        } catch (CertificateParsingException e) {
            names.add("unreadable");
        }
        return names;
    }
}
