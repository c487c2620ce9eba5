package dev.brownout.scenarios.stack;

import dev.brownout.api.Timings;
import java.security.Security;
import java.time.Duration;

/** How long this JVM caches what it has looked up. */
final class JvmTimings {
    /** What a cache that never forgets is told as. */
    private static final Duration FOREVER = Duration.ofDays(1);

    private JvmTimings() {}

    /**
     * Read the security properties {@code networkaddress.cache.ttl} and {@code networkaddress.cache.negative.ttl}, as {@link
     * java.net.InetAddress} does.
     */
    static Timings ofThisJvm() {
        return of(
                Security.getProperty("networkaddress.cache.ttl"),
                Security.getProperty("networkaddress.cache.negative.ttl"));
    }

    static Timings of(
            @org.jspecify.annotations.Nullable String positive, @org.jspecify.annotations.Nullable String negative) {
        var usual = Timings.JVM_DEFAULTS;
        return new Timings(
                seconds(positive, usual.dnsPositive()),
                seconds(negative, usual.dnsNegative()),
                Duration.ZERO,
                Duration.ZERO,
                Duration.ZERO);
    }

    private static Duration seconds(@org.jspecify.annotations.Nullable String text, Duration usual) {
        if (text == null || !text.strip().matches("-?\\d{1,9}")) {
            return usual;
        }
        long seconds = Long.parseLong(text.strip());
        return seconds < 0 ? FOREVER : Duration.ofSeconds(seconds);
    }
}
