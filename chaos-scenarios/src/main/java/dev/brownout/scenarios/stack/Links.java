package dev.brownout.scenarios.stack;

import dev.brownout.api.BrownoutException;
import dev.brownout.scenarios.format.Nearest;
import java.net.InetSocketAddress;
import java.util.Map;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.function.Function;

/** Where the plane takes each link's connections. Thread safe. */
final class Links implements Function<String, InetSocketAddress> {
    private final String stack;
    private final Map<String, InetSocketAddress> addresses = new ConcurrentSkipListMap<>();

    Links(String stack) {
        this.stack = stack;
    }

    void add(String link, InetSocketAddress address) {
        addresses.put(link, address);
    }

    @Override
    public InetSocketAddress apply(String link) {
        var address = addresses.get(link);
        if (address == null) {
            throw new BrownoutException("link must be one of stack " + stack + ", but was \"" + link + "\"; "
                    + (addresses.isEmpty() ? "it has none" : Nearest.hint(link, addresses.keySet())));
        }
        return address;
    }

    /** Give what is there by construction. */
    static <V> V found(Map<String, V> map, String key) {
        var value = map.get(key);
        if (value == null) {
            throw new IllegalStateException("every id of a stack must be known to it, but was " + key);
        }
        return value;
    }
}
