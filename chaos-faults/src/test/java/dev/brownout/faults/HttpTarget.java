package dev.brownout.faults;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicLong;

/**
 * A real HTTP/1.1 server for tests, which remembers what it was asked. {@code /now} answers with another number each time,
 * {@code /big/N} with N bytes of JSON, {@code /echo} with the request's body, {@code /refuse} with 503, {@code /socket} is a WebSocket that answers pings
 * and sends back what it gets, and everything else answers {@code {"status":"ok"}}.
 */
public final class HttpTarget implements AutoCloseable {
    /** The path whose answers change. */
    public static final String NOW = "/now";

    /** The path of the WebSocket. */
    public static final String SOCKET = "/socket";

    private static final String MAGIC = "258EAFA5-E914-47DA-95CA-C5AB0DC85B11";

    private final List<Asked> asked = new CopyOnWriteArrayList<>();
    private final AtomicLong numbers = new AtomicLong();
    private final boolean remembers;
    private final TestServer server = new TestServer(this::serve);

    /** One that remembers. */
    public HttpTarget() {
        this(true);
    }

    private HttpTarget(boolean remembers) {
        this.remembers = remembers;
    }

    /** One that remembers nothing, so that it can be asked without end. */
    public static HttpTarget forgetful() {
        return new HttpTarget(false);
    }

    /** A request: method and path, headers by lower-case name, body. */
    @SuppressWarnings("ArrayRecordComponent") // read only
    public record Asked(String method, String path, Map<String, String> headers, byte[] body) {}

    public InetSocketAddress address() {
        return server.address();
    }

    /** What arrived, in order. */
    public List<Asked> asked() {
        return List.copyOf(asked);
    }

    /** Count the requests for a path. */
    public long asked(String path) {
        return asked.stream().filter(a -> a.path().equals(path)).count();
    }

    private void serve(Socket socket) throws IOException {
        socket.setTcpNoDelay(true);
        var in = new BufferedInputStream(socket.getInputStream());
        var out = socket.getOutputStream();
        for (var line = TestServer.line(in); line != null && !line.isEmpty(); line = TestServer.line(in)) {
            var words = line.split(" ", -1);
            var headers = headers(in);
            var request = new Asked(words[0], words[1], headers, body(in, headers));
            if (remembers) {
                asked.add(request);
            }
            if (request.path().equals(SOCKET)) {
                socket(request, in, out);
                return;
            }
            answer(request, out);
        }
    }

    private static Map<String, String> headers(InputStream in) throws IOException {
        var headers = new TreeMap<String, String>();
        for (var line = TestServer.line(in); line != null && !line.isEmpty(); line = TestServer.line(in)) {
            int colon = line.indexOf(':');
            headers.put(
                    line.substring(0, colon).toLowerCase(Locale.ROOT),
                    line.substring(colon + 1).strip());
        }
        return headers;
    }

    private static byte[] body(InputStream in, Map<String, String> headers) throws IOException {
        if (!headers.getOrDefault("transfer-encoding", "").equals("chunked")) {
            return in.readNBytes(Integer.parseInt(headers.getOrDefault("content-length", "0")));
        }
        var body = new ByteArrayOutputStream();
        for (int n = chunk(in); n > 0; n = chunk(in)) {
            body.write(in.readNBytes(n));
            TestServer.line(in);
        }
        TestServer.line(in);
        return body.toByteArray();
    }

    private static int chunk(InputStream in) throws IOException {
        return Integer.parseInt(String.valueOf(TestServer.line(in)), 16);
    }

    private void answer(Asked request, OutputStream out) throws IOException {
        if (request.path().startsWith("/big/")) {
            big(Long.parseLong(request.path().substring(5)), out);
            return;
        }
        var body = switch (request.path()) {
            case NOW -> ("{\"now\":" + numbers.incrementAndGet() + "}").getBytes(StandardCharsets.US_ASCII);
            case "/echo" -> request.body();
            default -> "{\"status\":\"ok\"}".getBytes(StandardCharsets.US_ASCII);
        };
        var status = request.path().equals("/refuse") ? "503 Service Unavailable" : "200 OK";
        var head = "HTTP/1.1 " + status + "\r\nContent-Type: application/json\r\nServer: target\r\n"
                + "Date: Tue, 15 Nov 1994 08:12:31 GMT\r\nContent-Length: " + body.length + "\r\n\r\n";
        var all = new ByteArrayOutputStream();
        all.write(head.getBytes(StandardCharsets.US_ASCII));
        if (!request.method().equals("HEAD")) {
            all.write(body);
        }
        out.write(all.toByteArray());
    }

    /** A JSON text of so many bytes, in chunks, so that its length is not known beforehand. */
    private static void big(long size, OutputStream out) throws IOException {
        out.write("HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nTransfer-Encoding: chunked\r\n\r\n"
                .getBytes(StandardCharsets.US_ASCII));
        var block = "x".repeat(65_536).getBytes(StandardCharsets.US_ASCII);
        chunk(out, "\"".getBytes(StandardCharsets.US_ASCII), 1);
        for (long left = size - 2; left > 0; left -= block.length) {
            chunk(out, block, (int) Math.min(left, block.length));
        }
        chunk(out, "\"".getBytes(StandardCharsets.US_ASCII), 1);
        out.write("0\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
    }

    private static void chunk(OutputStream out, byte[] bytes, int length) throws IOException {
        out.write((Integer.toHexString(length) + "\r\n").getBytes(StandardCharsets.US_ASCII));
        out.write(bytes, 0, length);
        out.write("\r\n".getBytes(StandardCharsets.US_ASCII));
    }

    private static void socket(Asked request, InputStream in, OutputStream out) throws IOException {
        out.write(("HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
                        + "Sec-WebSocket-Accept: "
                        + accept(request.headers().getOrDefault("sec-websocket-key", "")) + "\r\n\r\n")
                .getBytes(StandardCharsets.US_ASCII));
        for (var frame = Frame.read(in); frame != null; frame = Frame.read(in)) {
            out.write(new Frame(frame.opcode() == 9 ? 10 : frame.opcode(), frame.last(), frame.payload()).bytes(false));
            if (frame.opcode() == 8) {
                return;
            }
        }
    }

    private static String accept(String key) {
        try {
            return Base64.getEncoder()
                    .encodeToString(MessageDigest.getInstance("SHA-1")
                            .digest((key + MAGIC).getBytes(StandardCharsets.US_ASCII)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    /** A WebSocket frame. */
    @SuppressWarnings("ArrayRecordComponent") // read only
    public record Frame(int opcode, boolean last, byte[] payload) {

        public static Frame text(String text) {
            return new Frame(1, true, text.getBytes(StandardCharsets.UTF_8));
        }

        public static Frame ping(String text) {
            return new Frame(9, true, text.getBytes(StandardCharsets.UTF_8));
        }

        public String text() {
            return new String(payload, StandardCharsets.UTF_8);
        }

        /** The code of a close frame. */
        public int code() {
            return ((payload[0] & 0xff) << 8) | (payload[1] & 0xff);
        }

        /** Read one; null at the end of the stream. */
        public static @org.jspecify.annotations.Nullable Frame read(InputStream in) throws IOException {
            int first = in.read();
            if (first < 0) {
                return null;
            }
            int second = in.read();
            int length = second & 0x7f;
            if (length == 126) {
                length = (in.read() << 8) | in.read();
            } else if (length == 127) {
                in.readNBytes(4);
                length = new java.io.DataInputStream(in).readInt();
            }
            var mask = (second & 0x80) != 0 ? in.readNBytes(4) : new byte[4];
            var payload = in.readNBytes(length);
            for (int i = 0; i < payload.length; i++) {
                payload[i] ^= mask[i % 4];
            }
            return new Frame(first & 0x0f, (first & 0x80) != 0, payload);
        }

        public byte[] bytes(boolean masked) {
            var out = new ByteArrayOutputStream();
            out.write((last ? 0x80 : 0) | opcode);
            int bit = masked ? 0x80 : 0;
            if (payload.length < 126) {
                out.write(bit | payload.length);
            } else if (payload.length < 65_536) {
                out.write(bit | 126);
                out.write(payload.length >> 8);
                out.write(payload.length);
            } else {
                out.write(bit | 127);
                for (int i = 56; i >= 0; i -= 8) {
                    out.write(i > 24 ? 0 : payload.length >> i);
                }
            }
            var mask = masked ? new byte[] {1, 2, 3, 4} : new byte[4];
            if (masked) {
                out.writeBytes(mask);
            }
            for (int i = 0; i < payload.length; i++) {
                out.write(payload[i] ^ mask[i % 4]);
            }
            return out.toByteArray();
        }
    }

    /** A victim's end of a WebSocket. */
    public static final class Client implements AutoCloseable {
        private final Socket socket;
        private final InputStream in;

        private Client(Socket socket) throws IOException {
            this.socket = socket;
            this.in = new BufferedInputStream(socket.getInputStream());
        }

        /** Open one. */
        public static Client open(InetSocketAddress address, int timeoutMillis) throws IOException {
            var client = new Client(new Socket(address.getAddress(), address.getPort()));
            try {
                client.socket.setSoTimeout(timeoutMillis);
                client.socket
                        .getOutputStream()
                        .write(("GET " + SOCKET + " HTTP/1.1\r\nHost: target\r\nConnection: Upgrade\r\n"
                                        + "Upgrade: websocket\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n"
                                        + "Sec-WebSocket-Version: 13\r\n\r\n")
                                .getBytes(StandardCharsets.US_ASCII));
                var lines = new ArrayList<String>();
                for (var line = TestServer.line(client.in); line != null && !line.isEmpty(); ) {
                    lines.add(line);
                    line = TestServer.line(client.in);
                }
                if (lines.isEmpty() || !lines.get(0).contains(" 101 ")) {
                    throw new IOException("no upgrade: " + lines);
                }
                return client;
            } catch (IOException e) {
                client.close();
                throw e;
            }
        }

        public void send(Frame frame) throws IOException {
            socket.getOutputStream().write(frame.bytes(true));
        }

        /** Read a frame; null at the end of the stream. */
        public @org.jspecify.annotations.Nullable Frame read() throws IOException {
            return Frame.read(in);
        }

        public Socket socket() {
            return socket;
        }

        @Override
        public void close() throws IOException {
            socket.close();
        }
    }

    @Override
    public void close() {
        server.close();
    }
}
