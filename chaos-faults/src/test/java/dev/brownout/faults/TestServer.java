package dev.brownout.faults;

import java.io.IOException;
import java.io.InputStream;
import java.net.BindException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ThreadLocalRandom;

/** A real server of blocking sockets on 127.0.0.1, a daemon thread a connection. */
public final class TestServer implements AutoCloseable {
    private final ServerSocket server;
    private final Set<Socket> open = ConcurrentHashMap.newKeySet();

    /** What to do with one connection; it is closed afterwards. */
    public interface Serving {
        void serve(Socket socket) throws IOException;
    }

    public TestServer(Serving serving) {
        try {
            server = new ServerSocket(0, 200, InetAddress.getLoopbackAddress());
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
        daemon(() -> {
            while (true) {
                var socket = server.accept();
                open.add(socket);
                daemon(() -> {
                    try (socket) {
                        serving.serve(socket);
                    } finally {
                        open.remove(socket);
                    }
                });
            }
        });
    }

    /** Sends back what it gets, and its end behind it. */
    public static TestServer echo() {
        return new TestServer(socket -> {
            socket.setTcpNoDelay(true);
            socket.getInputStream().transferTo(socket.getOutputStream());
            socket.shutdownOutput();
        });
    }

    /** Answers every line with {@code +PONG}, or with the payload that it has, as Redis does an inline PING. */
    public static TestServer redis() {
        return new TestServer(socket -> {
            socket.setTcpNoDelay(true);
            var in = new java.io.BufferedInputStream(socket.getInputStream());
            for (var line = line(in); line != null; line = line(in)) {
                var payload = line.substring(line.indexOf(' ') + 1);
                var answer = line.equals(payload) ? "+PONG\r\n" : "$" + payload.length() + "\r\n" + payload + "\r\n";
                socket.getOutputStream().write(answer.getBytes(StandardCharsets.US_ASCII));
            }
        });
    }

    /** Reads a line without its end; null at the end of the stream. */
    public static @org.jspecify.annotations.Nullable String line(InputStream in) throws IOException {
        var line = new StringBuilder();
        for (int c = in.read(); c >= 0; c = in.read()) {
            if (c == '\n') {
                return line.toString().strip();
            }
            line.append((char) c);
        }
        return null;
    }

    private interface Work {
        void run() throws IOException;
    }

    private static void daemon(Work work) {
        var thread = new Thread(
                () -> {
                    try {
                        work.run();
                    } catch (IOException e) {
                        // the peer or the test has closed it
                    }
                },
                "test-server");
        thread.setDaemon(true);
        thread.start();
    }

    /**
     * A port for a program that is told where to listen: below those that Linux gives outgoing connections (ip(7),
     * ip_local_port_range), so that none of them takes it before the program does.
     */
    public static int freePort() throws IOException {
        while (true) {
            int port = ThreadLocalRandom.current().nextInt(20_000, 32_000);
            try (var free = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
                return free.getLocalPort();
            } catch (BindException taken) {
                // another one
            }
        }
    }

    public InetSocketAddress address() {
        return (InetSocketAddress) server.getLocalSocketAddress();
    }

    public String text() {
        return "127.0.0.1:" + server.getLocalPort();
    }

    @Override
    public void close() {
        try {
            server.close();
            for (var socket : open) {
                socket.close();
            }
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }
}
