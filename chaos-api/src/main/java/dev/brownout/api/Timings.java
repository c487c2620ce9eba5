package dev.brownout.api;

import java.time.Duration;

/**
 * What a component declares of its own caches, pools and limits, so that a plan can tell what a compressed phase can
 * still show. Stack time, never scaled. {@link Duration#ZERO} means "none": nothing is cached, pooled or limited.
 *
 * @param dnsPositive how long a found address is kept
 * @param dnsNegative how long a failed look-up is kept
 * @param poolLifetime the longest life of a pooled connection
 * @param clientTimeout after what time a caller gives up on one attempt
 * @param lastGood how long addresses that were good once are still used after look-ups fail
 */
public record Timings(
        Duration dnsPositive, Duration dnsNegative, Duration poolLifetime, Duration clientTimeout, Duration lastGood) {

    /** Nothing cached, pooled or limited. */
    public static final Timings NONE =
            new Timings(Duration.ZERO, Duration.ZERO, Duration.ZERO, Duration.ZERO, Duration.ZERO);

    /**
     * What a JVM does when nobody says otherwise: addresses kept for 30 s and failures for 10 s
     * ({@code networkaddress.cache.ttl}, {@code networkaddress.cache.negative.ttl}; JDK 17 {@code java.security}).
     */
    public static final Timings JVM_DEFAULTS =
            new Timings(Duration.ofSeconds(30), Duration.ofSeconds(10), Duration.ZERO, Duration.ZERO, Duration.ZERO);

    /** Check that nothing is negative. */
    public Timings {
        Rules.notNegative("dns-positive", dnsPositive);
        Rules.notNegative("dns-negative", dnsNegative);
        Rules.notNegative("pool-lifetime", poolLifetime);
        Rules.notNegative("client-timeout", clientTimeout);
        Rules.notNegative("last-good", lastGood);
    }

    /**
     * Tell how late the component can notice that a name lost its addresses: cached addresses run out, pooled
     * connections end, and addresses kept as last good are given up.
     *
     * @return the sum of {@code dnsPositive}, {@code poolLifetime} and {@code lastGood}
     */
    public Duration nameLossNoticed() {
        return dnsPositive.plus(poolLifetime).plus(lastGood);
    }
}
