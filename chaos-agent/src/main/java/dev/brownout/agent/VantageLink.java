package dev.brownout.agent;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.net.Proxy;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import org.jspecify.annotations.Nullable;

/**
 * Keeps this JVM's connection to the harness and does what is asked over it.
 *
 * <p>The protocol is lines of UTF-8, words apart by one space, texts in Base64 and {@code -} for an empty one. The agent
 * says {@code brownout-vantage 1 TOKEN COMPONENT} and the harness answers {@code welcome}. Then the harness sends
 * {@code ID COMMAND …} and gets {@code ID done …} or {@code ID failed TEXT}. Before a command that opens a connection goes
 * on, the agent sends {@code ID bound ADDRESS PORT} and waits for {@code ID go}, so that the harness can tell the plane that
 * traffic from that port is a witness's.
 *
 * <p>Never keeps the JVM alive and never throws. When the harness is away, it is looked for again for {@value
 * #PATIENCE_MILLIS} ms, then no more. May be closed, where it is not for as long as the JVM lives.
 */
final class VantageLink implements Runnable, AutoCloseable {
    static final long PATIENCE_MILLIS = 30_000;
    private static final long PAUSE_MILLIS = 250;
    private static final int CONNECT_MILLIS = 2_000;
    private static final int LONGEST_LINE = 65_536;

    /** A harness that asks for more at once is told so: measuring must not become load. */
    private static final int AT_ONCE = 32;

    private final Options options;
    private final @Nullable PlaneDns dns;
    private final Semaphore free = new Semaphore(AT_ONCE);
    private final Lookups lookups;
    private final Thread thread = daemon("brownout-vantage", this);
    private volatile boolean closed;
    private volatile @Nullable Socket current;

    VantageLink(Options options, @Nullable PlaneDns dns, Lookups lookups) {
        this.options = options;
        this.dns = dns;
        this.lookups = lookups;
    }

    void start() {
        thread.start();
    }

    static Thread daemon(String name, Runnable work) {
        var thread = new Thread(null, work, name, 0, false);
        thread.setDaemon(true);
        return thread;
    }

    @Override
    public void run() {
        InetSocketAddress harness = options.vantage();
        long lost = System.nanoTime();
        while (harness != null && !closed && System.nanoTime() - lost < PATIENCE_MILLIS * 1_000_000) {
            try (var socket = new Socket(Proxy.NO_PROXY)) {
                current = socket;
                if (closed) {
                    return;
                }
                socket.connect(harness, CONNECT_MILLIS);
                socket.setTcpNoDelay(true);
                if (serve(socket)) {
                    lost = System.nanoTime();
                }
            } catch (IOException | RuntimeException e) {
                // quiet: what matters to somebody is said by the harness, which misses us
            }
            try {
                Thread.sleep(PAUSE_MILLIS);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return;
            }
        }
    }

    /** Serve until the connection ends, and tell whether the harness had accepted us. */
    private boolean serve(Socket socket) throws IOException {
        var in = new BufferedInputStream(socket.getInputStream());
        var waiting = new ConcurrentHashMap<String, Exchange>();
        socket.setSoTimeout(CONNECT_MILLIS);
        write(socket, "brownout-vantage 1 " + options.token() + " " + options.component());
        if (!"welcome".equals(readLine(in))) {
            return false;
        }
        socket.setSoTimeout(0);
        try {
            for (var line = readLine(in); line != null; line = readLine(in)) {
                handle(socket, waiting, line.split(" ", -1));
            }
        } catch (IOException e) {
            // gone
        }
        for (var exchange : waiting.values()) {
            exchange.cancel();
        }
        return true;
    }

    private void handle(Socket socket, Map<String, Exchange> waiting, String[] words) throws IOException {
        var id = words[0];
        if (words.length == 2 && words[1].equals("go")) {
            var exchange = waiting.get(id);
            if (exchange != null) {
                exchange.go();
            }
        } else if (!free.tryAcquire()) {
            write(socket, id + " failed " + Words.encode("more than " + AT_ONCE + " measurements at once"));
        } else {
            var exchange = new Exchange(id, line -> write(socket, line));
            waiting.put(id, exchange);
            daemon("brownout-vantage-" + id, () -> {
                        try {
                            exchange.done(Measurements.take(words, exchange, dns, lookups));
                        } catch (IOException | RuntimeException e) {
                            exchange.failed(e);
                        } finally {
                            waiting.remove(id);
                            free.release();
                        }
                    })
                    .start();
        }
    }

    /** Leave the harness at once; what is being measured for it ends by its deadline and is told to nobody. */
    @Override
    public void close() {
        closed = true;
        var socket = current;
        if (socket != null) {
            try {
                socket.close();
            } catch (IOException e) {
                // it is gone either way
            }
        }
        thread.interrupt();
    }

    private static void write(Socket socket, String line) throws IOException {
        synchronized (socket) {
            socket.getOutputStream().write((line + "\n").getBytes(StandardCharsets.UTF_8));
        }
    }

    private static @Nullable String readLine(InputStream in) throws IOException {
        var line = new java.io.ByteArrayOutputStream(128);
        for (int b = in.read(); b >= 0; b = in.read()) {
            if (b == '\n') {
                return line.toString(StandardCharsets.UTF_8);
            }
            if (line.size() >= LONGEST_LINE) {
                throw new IOException("line too long");
            }
            line.write(b);
        }
        return null;
    }
}
