package dev.brownout.benchmarks;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;

/** What stands behind a link while the onset of faults is measured: answers lines, HTTP, and frames of a WebSocket. */
final class LiveServer implements AutoCloseable {
    private static final int FRAME = 11;

    private static final String UPGRADED = """
            HTTP/1.1 101 Switching Protocols\r
            Upgrade: websocket\r
            Connection: Upgrade\r
            Sec-WebSocket-Accept: ICX+Yqv66kxgM0FcWaLWlFLwTAI=\r
            \r
            """;

    private final ServerSocket server;

    private LiveServer() throws IOException {
        server = new ServerSocket(0, 200, InetAddress.getLoopbackAddress());
    }

    static LiveServer start() throws IOException {
        var live = new LiveServer();
        daemon(live::accept);
        return live;
    }

    InetSocketAddress address() {
        return (InetSocketAddress) server.getLocalSocketAddress();
    }

    /** A text frame "hello": from a client masked, with a mask of zeros, or from a server. */
    static byte[] frame(boolean masked) {
        var text = "hello".getBytes(StandardCharsets.US_ASCII);
        var frame = new byte[masked ? FRAME : FRAME - 4];
        frame[0] = (byte) 0x81;
        frame[1] = (byte) (text.length | (masked ? 0x80 : 0));
        System.arraycopy(text, 0, frame, frame.length - text.length, text.length);
        return frame;
    }

    private void accept() {
        while (!server.isClosed()) {
            try {
                var socket = server.accept();
                daemon(() -> serve(socket));
            } catch (IOException e) {
                return; // closed
            }
        }
    }

    private static void serve(Socket socket) {
        try (socket) {
            socket.setTcpNoDelay(true);
            var in = new BufferedInputStream(socket.getInputStream());
            boolean upgrade = false;
            for (var line = line(in); !line.equals("end"); line = line(in)) {
                upgrade |= line.startsWith("Upgrade:") || line.startsWith("upgrade:");
                if (line.equals("PING")) {
                    write(socket, "+PONG\r\n");
                } else if (line.isEmpty() && upgrade) {
                    write(socket, UPGRADED);
                    while (in.readNBytes(FRAME).length == FRAME) {
                        socket.getOutputStream().write(frame(false));
                    }
                    return;
                } else if (line.isEmpty()) {
                    write(socket, "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: 2\r\n\r\n{}");
                }
            }
        } catch (IOException e) {
            // cut by the fault that is measured
        }
    }

    private static void write(Socket socket, String text) throws IOException {
        socket.getOutputStream().write(text.getBytes(StandardCharsets.US_ASCII));
    }

    private static String line(InputStream in) throws IOException {
        var line = new StringBuilder();
        for (int c = in.read(); c >= 0; c = in.read()) {
            if (c == '\n') {
                return line.toString().strip();
            }
            line.append((char) c);
        }
        return "end";
    }

    private static void daemon(Runnable work) {
        var thread = new Thread(work, "live-server");
        thread.setDaemon(true);
        thread.start();
    }

    @Override
    public void close() {
        try {
            server.close();
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }
}
