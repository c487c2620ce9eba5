package dev.brownout.agent;

import java.util.ArrayList;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The JDK's cache of look-ups ({@code InetAddress.cache}, from JDK 17 to 25 a concurrent map from the host as it was asked for),
 * from which single names can be taken out.
 *
 * <p>The JDK copes with that: it puts what it learnt in place of the entry that stands for the look-up, and where that entry
 * is gone it keeps nothing ({@code InetAddress.NameServiceAddresses.get}). Thread safe.
 */
final class JdkCache {
    private final @Nullable Map<?, ?> entries;

    JdkCache(@Nullable Map<?, ?> entries) {
        this.entries = entries;
    }

    /** Tell whether this JDK's cache is where it is looked for. */
    boolean reachable() {
        return entries != null;
    }

    /** Forget a host, spelt as it was asked for; called within its look-up, so that nothing of it is kept. */
    void forget(String host) {
        if (entries != null) {
            entries.remove(host);
        }
    }

    /** Forget a name in every spelling. */
    void forgetName(String canonical) {
        if (entries == null) {
            return;
        }
        for (var host : new ArrayList<Object>(entries.keySet())) {
            if (DnsMessage.canonical(String.valueOf(host)).equals(canonical)) {
                entries.remove(host);
            }
        }
    }
}
