package dev.brownout.junit.containers;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;

/** One connection to a Redis, with inline commands (redis.io, "Inline commands"). */
final class RedisClient implements AutoCloseable {
    private static final int PATIENCE = 10_000;

    private final Socket socket = new Socket();
    private final BufferedReader in;

    RedisClient(InetSocketAddress address) throws IOException {
        socket.setSoTimeout(PATIENCE);
        socket.setTcpNoDelay(true);
        socket.connect(address, PATIENCE);
        in = new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.US_ASCII));
    }

    /** Sends a command and returns its one-line answer. */
    String ask(String command) throws IOException {
        socket.getOutputStream().write((command + "\r\n").getBytes(StandardCharsets.US_ASCII));
        var answer = in.readLine();
        if (answer == null) {
            throw new IOException("the connection was closed");
        }
        return answer;
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
