package dev.brownout.faults.soak;

import dev.brownout.faults.HttpTarget;
import dev.brownout.faults.TestServer;
import dev.brownout.faults.tls.Ends;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Set;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;
import org.xbill.DNS.ARecord;
import org.xbill.DNS.DClass;
import org.xbill.DNS.Message;
import org.xbill.DNS.Name;
import org.xbill.DNS.Record;
import org.xbill.DNS.Section;
import org.xbill.DNS.SimpleResolver;
import org.xbill.DNS.Type;

/** The users of the soak's targets. */
final class Clients {
    static final int PATIENCE_MILLIS = 5_000;

    private Clients() {}

    /** How a connection is made. */
    interface Dial {
        Socket open() throws IOException;
    }

    static Dial plain(InetSocketAddress address) {
        return () -> {
            var socket = new Socket();
            try {
                socket.setTcpNoDelay(true);
                socket.setSoTimeout(PATIENCE_MILLIS);
                socket.connect(address, PATIENCE_MILLIS);
                return socket;
            } catch (IOException e) {
                socket.close();
                throw e;
            }
        };
    }

    /** Verifies the host's name as browsers do. */
    static Dial tls(SSLContext context, InetSocketAddress address, String host) {
        return () -> Ends.connect(context, address, host, PATIENCE_MILLIS);
    }

    /** Says {@code PING} as to Redis. */
    static Traffic.Client redis(Dial dial) {
        return new Kept(dial, (in, socket) -> {
            socket.getOutputStream().write(bytes("PING\r\n"));
            expect("+PONG", TestServer.line(in));
        });
    }

    /** As {@link #redis}, but has one connection for life: where it ends, everything after it is lost. */
    static Traffic.Client redisForLife(Dial dial) {
        boolean[] dialled = {false};
        return redis(() -> {
            if (dialled[0]) {
                throw new IOException("the connection for life has ended");
            }
            var socket = dial.open();
            dialled[0] = true;
            return socket;
        });
    }

    /** Gets a path and expects a body. */
    static Traffic.Client http(Dial dial, String path, String body) {
        return new Kept(dial, (in, socket) -> {
            socket.getOutputStream().write(bytes("GET " + path + " HTTP/1.1\r\nHost: edge\r\n\r\n"));
            expect("HTTP/1.1 200 OK", TestServer.line(in));
            for (var line = TestServer.line(in); !"".equals(line); line = TestServer.line(in)) {
                if (line == null) {
                    throw new IOException("the head ended early");
                }
            }
            expect(body, new String(in.readNBytes(body.length()), StandardCharsets.US_ASCII));
        });
    }

    /** Sends a text on a WebSocket and expects it back. */
    static Traffic.Client webSocket(InetSocketAddress address) {
        return new Traffic.Client() {
            private HttpTarget.@Nullable Client socket;
            private long number;

            @Override
            public void ask() throws IOException {
                retry(socket != null, this::exchange, this::close);
            }

            private void exchange() throws IOException {
                if (socket == null) {
                    socket = HttpTarget.Client.open(address, PATIENCE_MILLIS);
                }
                var text = "order " + number++;
                socket.send(HttpTarget.Frame.text(text));
                var frame = socket.read();
                expect(text, frame == null ? null : frame.text());
            }

            @Override
            public void close() {
                shut(socket);
                socket = null;
            }
        };
    }

    /** Asks for a name's addresses and expects at least one of those that it has. */
    static Traffic.Client dns(InetSocketAddress server, String name, Set<InetAddress> addresses) {
        var resolver = new SimpleResolver(server);
        resolver.setTimeout(Duration.ofMillis(PATIENCE_MILLIS));
        return new Traffic.Client() {
            @Override
            public void ask() throws IOException {
                var question = Record.newRecord(Name.fromString(name + "."), Type.A, DClass.IN);
                var answers = resolver.send(Message.newQuery(question)).getSection(Section.ANSWER).stream()
                        .map(answer -> ((ARecord) answer).getAddress())
                        .toList();
                if (answers.isEmpty() || !addresses.containsAll(answers)) {
                    throw new IOException("addresses must be among " + addresses + ", but were " + answers);
                }
            }

            @Override
            public void close() {
                // a resolver holds nothing between questions
            }
        };
    }

    /** What is said on a connection. */
    private interface Exchange {
        void with(InputStream in, Socket socket) throws IOException;
    }

    private interface Work {
        void run() throws IOException;
    }

    /** Says the same on a kept connection; dials again where the kept one is closed. */
    private static final class Kept implements Traffic.Client {
        private final Dial dial;
        private final Exchange exchange;
        private @Nullable Socket socket;
        private InputStream in = InputStream.nullInputStream();

        Kept(Dial dial, Exchange exchange) {
            this.dial = dial;
            this.exchange = exchange;
        }

        @Override
        public void ask() throws IOException {
            retry(socket != null, this::exchange, this::close);
        }

        private void exchange() throws IOException {
            if (socket == null) {
                socket = dial.open();
                in = new BufferedInputStream(socket.getInputStream());
            }
            exchange.with(in, socket);
        }

        @Override
        public void close() {
            shut(socket);
            socket = null;
        }
    }

    /** Once more, on a fresh connection, where a kept one turns out to be closed; what was too late stays too late. */
    private static void retry(boolean kept, Work work, Runnable close) throws IOException {
        try {
            work.run();
        } catch (IOException e) {
            close.run();
            if (!kept || e instanceof SocketTimeoutException) {
                throw e;
            }
            try {
                work.run();
            } catch (IOException again) {
                close.run();
                throw again;
            }
        }
    }

    private static void expect(String expected, @Nullable String got) throws IOException {
        if (!expected.equals(got)) {
            throw new IOException("answer must be \"" + expected + "\", but was " + got);
        }
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }

    private static void shut(@Nullable AutoCloseable socket) {
        try {
            if (socket != null) {
                socket.close();
            }
        } catch (Exception e) {
            // it is gone either way
        }
    }
}
