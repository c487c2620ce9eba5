package dev.brownout.examples.exchange.config;

import java.security.Security;

/**
 * Sets how long this JVM keeps the answers of its name look-ups: {@code name-cache-positive} and {@code
 * name-cache-negative}.
 *
 * <p>By the security properties {@code networkaddress.cache.ttl} and {@code networkaddress.cache.negative.ttl}, and not by
 * {@code -Dsun.net.inetaddr.ttl} and {@code -Dsun.net.inetaddr.negative.ttl}: those count only where the security property
 * is unset, and the JDK's own {@code java.security} sets the negative one to 10 s (seen on 17.0.15: with the flag at 1 a
 * name that was back stayed absent for 10 s).
 */
public final class NameCaches {
    private NameCaches() {}

    /** Sets both; must be called before the first look-up of a name, because the JDK reads them once. */
    public static void declare(Settings settings) {
        Security.setProperty("networkaddress.cache.ttl", seconds(settings, "name-cache-positive"));
        Security.setProperty("networkaddress.cache.negative.ttl", seconds(settings, "name-cache-negative"));
    }

    private static String seconds(Settings settings, String key) {
        long millis = settings.duration(key).toMillis();
        if (millis % 1000 != 0) {
            throw new IllegalArgumentException(
                    "setting " + key + " must be whole seconds, but was " + millis + " ms; the JDK knows no less");
        }
        return Long.toString(millis / 1000);
    }
}
