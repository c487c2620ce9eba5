package dev.brownout.examples.exchange.http;

import dev.brownout.examples.exchange.config.Settings;
import io.undertow.Undertow;
import io.undertow.UndertowOptions;
import io.undertow.server.HttpHandler;
import java.net.InetSocketAddress;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The frame of every process of the exchange: serves HTTP, says {@code READY <port>} on standard output, and on SIGTERM
 * closes what it owns, last opened first.
 */
public final class HttpProcess implements AutoCloseable {
    private static final long MAX_BODY_BYTES = 64 * 1024;
    private static final Logger LOG = LoggerFactory.getLogger(HttpProcess.class);

    private final Deque<AutoCloseable> owned = new ArrayDeque<>();
    private final Undertow server;
    private boolean closed;

    private HttpProcess(Undertow server, AutoCloseable... owned) {
        this.server = server;
        Arrays.stream(owned).forEach(this.owned::push);
    }

    /**
     * Starts serving on the settings' {@code host} and {@code port}, prints {@code READY <port>}, and arranges for a clean
     * end on SIGTERM.
     *
     * @param owned what to close at the end, in the order it was opened
     * @throws RuntimeException from Undertow if the port is taken
     */
    public static HttpProcess serve(Settings settings, HttpHandler handler, AutoCloseable... owned) {
        Undertow server = Undertow.builder()
                .addHttpListener(settings.number("port"), settings.text("host"))
                .setIoThreads(2)
                .setWorkerThreads(4)
                .setServerOption(UndertowOptions.MAX_ENTITY_SIZE, MAX_BODY_BYTES)
                .setHandler(handler)
                .build();
        HttpProcess process = new HttpProcess(server, owned);
        server.start();
        Runtime.getRuntime().addShutdownHook(new Thread(process::close, "brownout-shutdown"));
        InetSocketAddress address =
                (InetSocketAddress) server.getListenerInfo().get(0).getAddress();
        System.out.println("READY " + address.getPort());
        System.out.flush();
        return process;
    }

    /** Stops serving and closes what is owned; a second call does nothing. */
    @Override
    public synchronized void close() {
        if (closed) {
            return;
        }
        closed = true;
        server.stop();
        for (AutoCloseable resource : owned) {
            try {
                resource.close();
            } catch (Exception e) {
                LOG.warn("closing {} failed", resource.getClass().getSimpleName(), e);
            }
        }
    }
}
