package dev.brownout.agent;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/** Which names' look-ups go to which plane: each name to one at a time. Thread safe. */
final class Routes {
    private final ConcurrentMap<String, PlaneDns> names = new ConcurrentHashMap<>();
    private final JdkCache cache;
    private final boolean cached;

    /**
     * @param cache the JDK's
     * @param cached whether it may keep what is looked up along a route
     */
    Routes(JdkCache cache, boolean cached) {
        this.cache = cache;
        this.cached = cached;
    }

    /** Tell whether the JDK keeps what is looked up along a route. */
    boolean cached() {
        return cached || !cache.reachable();
    }

    /** Find where a name's look-ups go; null where nobody has asked for them. Called within the look-up. */
    @Nullable
    PlaneDns find(String canonical, String host) {
        var dns = names.get(canonical);
        if (dns != null && !cached) {
            cache.forget(host);
        }
        return dns;
    }

    boolean has(String host) {
        return names.containsKey(DnsMessage.canonical(host));
    }

    /**
     * Send names to a plane until the result is closed. All of them or, where one is taken, none.
     *
     * @throws IllegalStateException if a name goes to another plane
     */
    AutoCloseable add(Collection<String> hosts, PlaneDns dns) {
        List<String> added = new ArrayList<>();
        try {
            for (var host : hosts) {
                var name = DnsMessage.canonical(host);
                var other = names.putIfAbsent(name, dns);
                if (other != null) {
                    throw new IllegalStateException(taken(name, other));
                }
                added.add(name);
            }
        } catch (RuntimeException e) {
            remove(added, dns);
            throw e;
        }
        for (var name : added) {
            cache.forgetName(name);
        }
        var open = new AtomicBoolean(true);
        return () -> {
            if (open.getAndSet(false)) {
                remove(added, dns);
            }
        };
    }

    private void remove(List<String> added, PlaneDns dns) {
        for (var name : added) {
            names.remove(name, dns);
            cache.forgetName(name);
        }
    }

    private static String taken(String name, PlaneDns other) {
        return "look-ups of " + name + " must go to one fault plane at a time, but go to " + other
                + " already: look-ups are the whole JVM's. Put @ResourceLock(\"" + Agent.LOCK + name
                + "\") on the test classes that use this name, so that they run one after the other, or give each a name"
                + " of its own";
    }
}
