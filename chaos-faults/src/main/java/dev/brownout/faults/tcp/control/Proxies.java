package dev.brownout.faults.tcp.control;

import dev.brownout.faults.tcp.proxy.Proxy;
import dev.brownout.faults.tcp.proxy.ProxyEngine;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.locks.ReentrantLock;

/** The proxies of a server, by name. Calls that change it are made by who has the turn, one after another. */
final class Proxies {
    private final ProxyEngine engine;
    private final ConcurrentSkipListMap<String, Proxy> byName = new ConcurrentSkipListMap<>();
    private final ReentrantLock turn = new ReentrantLock();

    Proxies(ProxyEngine engine) {
        this.engine = engine;
    }

    /** Whose holder changes proxies and toxics. */
    ReentrantLock turn() {
        return turn;
    }

    Collection<Proxy> all() {
        return byName.values();
    }

    Optional<Proxy> find(String name) {
        return Optional.ofNullable(byName.get(name));
    }

    Proxy get(String name) throws ApiException {
        return find(name).orElseThrow(ApiException::proxyNotFound);
    }

    /** What a request asks a proxy to be. */
    record Wish(String name, String listen, String upstream, boolean enabled) {
        static Wish of(Body body, String where) throws ApiException {
            var name = required(body, "name", where);
            var upstream = required(body, "upstream", where);
            return new Wish(
                    name,
                    body.string("listen").orElse(""),
                    upstream,
                    body.bool("enabled").orElse(true));
        }

        private static String required(Body body, String field, String where) throws ApiException {
            var value = body.string(field).orElse("");
            if (value.isEmpty()) {
                throw ApiException.missing(field + where);
            }
            return value;
        }
    }

    Proxy create(Wish wish) throws ApiException {
        if (byName.containsKey(wish.name())) {
            throw new ApiException(409, "proxy already exists");
        }
        var proxy = engine.proxy(wish.name(), wish.listen(), wish.upstream());
        if (wish.enabled()) {
            try {
                proxy.enable();
            } catch (IOException e) {
                throw ApiException.internal(e);
            }
        }
        byName.put(wish.name(), proxy);
        return proxy;
    }

    /** Create what is unknown, replace what differs, leave the rest untouched. */
    Proxy populate(Wish wish) throws ApiException {
        var known = byName.get(wish.name());
        try {
            if (known != null) {
                if (!known.differs(wish.listen(), wish.upstream())) {
                    return known;
                }
                known.remove();
                byName.remove(wish.name());
                try {
                    return create(wish);
                } catch (ApiException e) {
                    byName.put(wish.name(), known);
                    throw e;
                }
            }
        } catch (IOException e) {
            throw ApiException.internal(e);
        }
        return create(wish);
    }

    void update(Proxy proxy, Body body) throws ApiException {
        try {
            proxy.update(
                    body.string("listen").orElse(proxy.listen()),
                    body.string("upstream").orElse(proxy.upstream()),
                    body.bool("enabled").orElse(proxy.enabled()));
        } catch (IOException e) {
            throw ApiException.internal(e);
        }
    }

    void delete(Proxy proxy) {
        byName.remove(proxy.name());
        proxy.remove();
    }

    /** Enable every proxy and remove all toxics. Goes on after a failure, then tells the first. */
    void reset() throws ApiException {
        var failures = new ArrayList<IOException>();
        for (var proxy : all()) {
            try {
                proxy.enable();
            } catch (IOException e) {
                failures.add(e);
            }
            try {
                proxy.toxics(toxics -> List.of());
            } catch (IOException e) {
                failures.add(e);
            }
        }
        if (!failures.isEmpty()) {
            throw ApiException.internal(failures.get(0));
        }
    }

    void close() {
        List.copyOf(all()).forEach(this::delete);
    }
}
