package dev.brownout.faults.tcp.control;

import dev.brownout.api.BrownoutException;
import dev.brownout.faults.tcp.proxy.Direction;
import dev.brownout.faults.tcp.proxy.HostPort;
import dev.brownout.faults.tcp.proxy.Proxy;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * Drive a server of this JVM on the caller's own thread: a fault then waits for no connection, no JSON and no other thread's
 * turn before it reaches the loops that move the bytes.
 */
final class DirectControl implements ProxyControl {
    private final Proxies proxies;
    private final Duration patience;

    /**
     * @param patience how long to wait for calls of others to end; the server bounds its own part
     */
    DirectControl(Proxies proxies, Duration patience) {
        this.proxies = proxies;
        this.patience = patience;
    }

    private interface Step<T> {
        T run() throws ApiException, IOException;
    }

    private <T> T inTurn(String what, Step<T> step) {
        var turn = proxies.turn();
        try {
            if (!turn.tryLock(patience.toNanos(), TimeUnit.NANOSECONDS)) {
                throw new BrownoutException(
                        "the tcp plane must get to \"" + what + "\" within " + patience.toMillis()
                                + " ms, but a call of its API went on longer; look for one that waits for a name to be looked up");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new BrownoutException("interrupted while waiting for the tcp plane to do: " + what, e);
        }
        try {
            return step.run();
        } catch (ApiException e) {
            throw failed(what, "[" + e.status() + "] " + e.getMessage(), e);
        } catch (IOException e) {
            throw failed(what, String.valueOf(e.getMessage()), e);
        } finally {
            turn.unlock();
        }
    }

    private static BrownoutException failed(String what, String reason, Exception cause) {
        return new BrownoutException("the tcp plane must do: " + what + ", but said: " + reason, cause);
    }

    @Override
    public InetSocketAddress create(String name, String listen, String upstream) {
        return inTurn("create proxy " + name, () -> {
            var proxy = proxies.create(new Proxies.Wish(name, listen, upstream, true));
            var address = HostPort.parse(proxy.listen());
            return new InetSocketAddress(address.host(), address.port());
        });
    }

    @Override
    public void upstream(String name, String upstream) {
        change("move proxy " + name, name, proxy -> proxy.update(proxy.listen(), upstream, proxy.enabled()));
    }

    @Override
    public void disable(String name) {
        change("disable proxy " + name, name, Proxy::disable);
    }

    @Override
    public void enable(String name) {
        change("enable proxy " + name, name, Proxy::enable);
    }

    @Override
    public void delete(String name) {
        change("delete proxy " + name, name, proxies::delete);
    }

    @Override
    public void add(
            String proxy, String toxic, String type, Direction direction, double ratio, Map<String, Long> attributes) {
        change(
                "add toxic " + toxic + " to proxy " + proxy,
                proxy,
                its -> Toxics.create(its, toxic, type, direction.wireName(), (float) ratio, (names, goName) -> {
                    var known = new HashMap<>(attributes);
                    known.keySet().retainAll(names);
                    return known;
                }));
    }

    @Override
    public void remove(String proxy, String toxic) {
        change(
                "remove toxic " + toxic + " from proxy " + proxy,
                proxy,
                its -> Toxics.delete(its, Toxics.get(its, toxic)));
    }

    private interface Change {
        void make(Proxy proxy) throws ApiException, IOException;
    }

    private void change(String what, String name, Change change) {
        inTurn(what, () -> {
            change.make(proxies.get(name));
            return name;
        });
    }

    @Override
    public void close() {
        // it holds nothing
    }
}
