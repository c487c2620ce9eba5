package dev.brownout.faults.undo;

import dev.brownout.api.Link;
import dev.brownout.api.Protocol;
import dev.brownout.faults.TestServer;
import dev.brownout.faults.rest.RestCall;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManager;
import javax.net.ssl.X509TrustManager;
import org.xbill.DNS.DClass;
import org.xbill.DNS.Message;
import org.xbill.DNS.Name;
import org.xbill.DNS.Rcode;
import org.xbill.DNS.Record;
import org.xbill.DNS.Section;
import org.xbill.DNS.SimpleResolver;
import org.xbill.DNS.Type;
import tools.jackson.databind.JsonNode;

/** Looks at everything of a standing stack that a fault could have changed. */
record Standing(StandingStack stack, int control, int toxiproxy, int dns) {
    private static final Duration PATIENCE = Duration.ofSeconds(5);

    static TestServer server(Protocol protocol) {
        return protocol.isHttp()
                ? new TestServer(socket -> {
                    for (var line = TestServer.line(socket.getInputStream());
                            line != null;
                            line = TestServer.line(socket.getInputStream())) {
                        if (line.isEmpty()) {
                            socket.getOutputStream()
                                    .write("HTTP/1.1 200 OK\r\nContent-Type: text/plain\r\nContent-Length: 2\r\n\r\nok"
                                            .getBytes(StandardCharsets.US_ASCII));
                        }
                    }
                })
                : TestServer.redis();
    }

    /** What is there, by what it is: equal before and after, or something was not undone. */
    Map<String, String> look() throws IOException {
        var seen = new TreeMap<String, String>();
        try (var files = Files.walk(stack.directory())) {
            for (var file : files.filter(f -> !f.startsWith(stack.directory().resolve("server")))
                    .toList()) {
                seen.put("file " + stack.directory().relativize(file), file(file));
            }
        }
        seen.put("process server", process(stack.pid()));
        seen.put("proxies", get(toxiproxy, "/proxies").toString());
        var injections = get(control, "/injections");
        seen.put("injections", injections.toString());
        for (var type : new int[] {Type.A, Type.AAAA}) {
            seen.put("name " + Type.string(type), answer(type));
        }
        for (var link : StandingStack.links()) {
            seen.put("link " + link.id(), ask(link));
        }
        return seen;
    }

    private static String file(Path file) throws IOException {
        if (Files.isDirectory(file)) {
            return "directory";
        }
        try {
            var digest = MessageDigest.getInstance("SHA-256").digest(Files.readAllBytes(file));
            return HexFormat.of().formatHex(digest) + " " + Files.getAttribute(file, "unix:mode") + " "
                    + Files.getAttribute(file, "unix:uid") + " " + Files.getLastModifiedTime(file);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Whether it runs: sleeping, not stopped (proc(5)). Its number may be another after it was started again. */
    private static String process(long pid) throws IOException {
        var stat = Files.readString(Path.of("/proc", Long.toString(pid), "stat"));
        var state = stat.charAt(stat.lastIndexOf(')') + 2);
        return state == 'S' || state == 'R' ? "runs" : "state " + state;
    }

    private static JsonNode get(int port, String path) throws IOException {
        return RestCall.send("GET", URI.create("http://127.0.0.1:" + port + path), Optional.empty(), PATIENCE)
                .json();
    }

    private String answer(int type) throws IOException {
        var resolver = new SimpleResolver(InetAddress.getLoopbackAddress());
        resolver.setPort(dns);
        resolver.setTimeout(PATIENCE);
        var question = Record.newRecord(Name.fromString(StandingStack.NAME.id() + "."), type, DClass.IN);
        var reply = resolver.send(Message.newQuery(question));
        return Rcode.string(reply.getRcode()) + " "
                + reply.getSection(Section.ANSWER).stream()
                        .map(r -> r.rdataToString() + " " + r.getTTL())
                        .sorted()
                        .toList();
    }

    /** Ask over a new connection, as a victim does. */
    private String ask(Link link) throws IOException {
        var address = get(control, "/links/" + link.id()).path("address").asString("");
        int port = Integer.parseInt(address.substring(address.lastIndexOf(':') + 1));
        try (var plain = new Socket(InetAddress.getLoopbackAddress(), port);
                var socket = link.protocol().isTls() ? tls(plain, port) : plain) {
            plain.setSoTimeout((int) PATIENCE.toMillis());
            var question =
                    link.protocol().isHttp() ? "GET / HTTP/1.1\r\nHost: far\r\nConnection: close\r\n\r\n" : "PING\r\n";
            socket.getOutputStream().write(question.getBytes(StandardCharsets.US_ASCII));
            return address + " " + TestServer.line(socket.getInputStream())
                    + (socket instanceof SSLSocket tls ? " " + certificate(tls) : "");
        }
    }

    private static Socket tls(Socket plain, int port) throws IOException {
        plain.setSoTimeout((int) PATIENCE.toMillis());
        try {
            var context = SSLContext.getInstance("TLS");
            context.init(null, new TrustManager[] {new Anybody()}, null);
            return context.getSocketFactory().createSocket(plain, "far.standing.test", port, true);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    /** What a victim would look at: for whom, by whom, and whether it is valid now. */
    private static String certificate(SSLSocket socket) throws IOException {
        try {
            var certificate = (X509Certificate) socket.getSession().getPeerCertificates()[0];
            certificate.checkValidity();
            return certificate.getSubjectAlternativeNames() + " by " + certificate.getIssuerX500Principal() + " over "
                    + socket.getSession().getProtocol();
        } catch (CertificateException e) {
            return "not valid: " + e.getMessage();
        }
    }

    /** Looks at certificates itself. */
    private static final class Anybody implements X509TrustManager {
        @Override
        public void checkClientTrusted(X509Certificate[] chain, String type) {
            // there are no clients here
        }

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String type) {
            // looked at afterwards
        }

        @Override
        public X509Certificate[] getAcceptedIssuers() {
            return new X509Certificate[0];
        }
    }
}
