package dev.brownout.faults.soak;

import dev.brownout.faults.TestServer;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.xbill.DNS.DClass;
import org.xbill.DNS.Message;
import org.xbill.DNS.Name;
import org.xbill.DNS.Record;
import org.xbill.DNS.Section;
import org.xbill.DNS.SimpleResolver;
import org.xbill.DNS.Type;

/** The users of the soak's targets. */
final class Clients {
    private static final int PATIENCE_MILLIS = 5_000;

    private Clients() {}

    /** How a connection is made. */
    interface Dial {
        Socket open() throws IOException;
    }

    static Dial plain(InetSocketAddress address) {
        return () -> new Socket(address.getAddress(), address.getPort());
    }

    /** Says the same on a kept connection and reads the answer's first line; dials again where the kept one is closed. */
    static Traffic.Client lines(Dial dial, String request, String answer, int bodyBytes) {
        return new Kept(dial, request, answer, bodyBytes);
    }

    private static final class Kept implements Traffic.Client {
        private final Dial dial;
        private final byte[] request;
        private final String answer;
        private final int bodyBytes;
        private @Nullable Socket socket;

        Kept(Dial dial, String request, String answer, int bodyBytes) {
            this.dial = dial;
            this.request = request.getBytes(StandardCharsets.US_ASCII);
            this.answer = answer;
            this.bodyBytes = bodyBytes;
        }

        @Override
        public void ask() throws IOException {
            boolean fresh = socket == null;
            try {
                exchange();
            } catch (IOException e) {
                close();
                if (fresh || e instanceof java.net.SocketTimeoutException) {
                    throw e;
                }
                try {
                    exchange();
                } catch (IOException again) {
                    close();
                    throw again;
                }
            }
        }

        private void exchange() throws IOException {
            var open = socket;
            if (open == null) {
                open = dial.open();
                open.setSoTimeout(PATIENCE_MILLIS);
                socket = open;
            }
            open.getOutputStream().write(request);
            var first = TestServer.line(open.getInputStream());
            if (first == null || !first.equals(answer)) {
                throw new IOException("answer must be \"" + answer + "\", but was " + first);
            }
            if (bodyBytes > 0) {
                for (var line = first; line != null && !line.isEmpty(); ) {
                    line = TestServer.line(open.getInputStream());
                }
                if (open.getInputStream().readNBytes(bodyBytes).length < bodyBytes) {
                    throw new IOException("the body ended early");
                }
            }
        }

        @Override
        public void close() {
            try {
                if (socket != null) {
                    socket.close();
                }
            } catch (IOException e) {
                // it is gone either way
            }
            socket = null;
        }
    }

    /** Asks for a name's address and expects one. */
    static Traffic.Client dns(InetSocketAddress server, String name) {
        var resolver = new SimpleResolver(server);
        resolver.setTimeout(Duration.ofMillis(PATIENCE_MILLIS));
        return new Traffic.Client() {
            @Override
            public void ask() throws IOException {
                var question = Record.newRecord(Name.fromString(name + "."), Type.A, DClass.IN);
                var answers = resolver.send(Message.newQuery(question)).getSection(Section.ANSWER);
                if (answers.isEmpty()) {
                    throw new IOException("no address");
                }
            }

            @Override
            public void close() {
                // a resolver holds nothing between questions
            }
        };
    }
}
