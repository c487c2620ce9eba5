package dev.brownout.faults.tcp.control;

import dev.brownout.api.BrownoutException;
import dev.brownout.faults.tcp.proxy.Direction;
import java.net.InetSocketAddress;
import java.util.Map;

/**
 * What drives the proxies of a Toxiproxy server. Each call is done, on live connections too, when it returns; each ends within
 * a time limit; and each failure is a {@link BrownoutException} with the server's status and reason, as in {@code [409] toxic
 * already exists}. Thread safe.
 */
public interface ProxyControl extends AutoCloseable {
    /**
     * Create a proxy.
     *
     * @param name safe in a URL
     * @param listen where it listens, {@code host:port}
     * @param upstream where it goes on to, {@code host:port}
     * @return where it listens now
     */
    InetSocketAddress create(String name, String listen, String upstream);

    /**
     * Let a proxy go on to somewhere else. Drops its connections when that is a change.
     *
     * @param name the proxy
     * @param upstream {@code host:port}
     */
    void upstream(String name, String upstream);

    /**
     * Stop a proxy from listening and close its connections.
     *
     * @param name the proxy
     */
    void disable(String name);

    /**
     * Let a proxy listen again.
     *
     * @param name the proxy
     */
    void enable(String name);

    /**
     * Delete a proxy.
     *
     * @param name the proxy
     */
    void delete(String name);

    /**
     * Create a toxic, in one step.
     *
     * @param proxy the proxy
     * @param toxic its name, safe in a URL and unique on the proxy
     * @param type its type on the wire
     * @param direction which way it acts
     * @param ratio the share of connections it acts on
     * @param attributes its attributes; those that its type does not have are ignored
     */
    void add(String proxy, String toxic, String type, Direction direction, double ratio, Map<String, Long> attributes);

    /**
     * Remove a toxic.
     *
     * @param proxy the proxy
     * @param toxic its name
     */
    void remove(String proxy, String toxic);

    /** Give up calls that are under way. The server goes on. Idempotent. */
    @Override
    void close();
}
