// Generated from what each fault says of itself; see CONTRIBUTING.md. Do not edit.
package dev.brownout.junit.fault;

import dev.brownout.junit.DeclaredFault;
import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Inherited;
import java.lang.annotation.Repeatable;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Everybody who was cut off comes back at once, each with a connection of its own, and stays.
 *
 * <p>Seen from target: as many new connections as there are clients, within the time given.
 *
 * <p>Seen from victim: connecting takes long or is refused, once the target's limit is reached.
 *
 * <p>{@code load.reconnect-herd} is in place while a test runs that bears this annotation, or whose class does; {@link
 * DeclaredFault} tells what holds for every declared fault.
 */
@DeclaredFault("load.reconnect-herd")
@Repeatable(LoadReconnectHerd.List.class)
@Documented
@Inherited
@Retention(RetentionPolicy.RUNTIME)
@Target({ElementType.TYPE, ElementType.METHOD})
public @interface LoadReconnectHerd {
    /**
     * Say on which link.
     *
     * @return its id, or the component that it leads to if no other link does
     */
    String link();

    /**
     * Set {@code clients} – how many connections come.
     *
     * @return a whole number, 1 to 2000
     */
    long clients() default 200;

    /**
     * Set {@code within} – in what time they all come; 0s for at once.
     *
     * @return a duration, 0s to 30m
     */
    String within() default "10s";

    /**
     * Set {@code shape} – even, jittered (each at a seeded place in its interval) or bursts (all of a second at its
     * beginning).
     *
     * @return text
     */
    String shape() default "even";

    /**
     * Set {@code hold} – how long each connection is kept.
     *
     * @return a duration, 100ms to 1h
     */
    String hold() default "10m";

    /**
     * Set {@code come-back} – how long after it was refused, lost or left each connection comes again.
     *
     * @return a duration, 100ms to 5m
     */
    String comeBack() default "1s";

    /**
     * Set {@code upgrade} – what each connection asks to become: none, or websocket (RFC 6455).
     *
     * @return text
     */
    String upgrade() default "none";

    /**
     * Set {@code path} – an absolute path, {n} for the arrival's number; empty for the link's label load-path.
     *
     * @return text
     */
    String path() default "";

    /**
     * Set {@code requests} – the most arrivals in all; then the load is over.
     *
     * @return a whole number, 1 to 1000000
     */
    long requests() default 100000;

    /**
     * Set {@code timeout} – when a request without an answer is given up and its connection closed.
     *
     * @return a duration, 100ms to 1m
     */
    String timeout() default "10s";

    /**
     * Let the test count although no traffic of its own met the fault.
     *
     * @return true for a fault that need not be met
     */
    boolean exposureOptional() default false;

    /** Several of them. */
    @Documented
    @Inherited
    @Retention(RetentionPolicy.RUNTIME)
    @Target({ElementType.TYPE, ElementType.METHOD})
    @interface List {
        /**
         * Hold them.
         *
         * @return the faults, in order
         */
        LoadReconnectHerd[] value();
    }
}
