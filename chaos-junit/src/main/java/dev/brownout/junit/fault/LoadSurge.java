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
 * Many more users than usual: requests arrive at a rate that no answer slows.
 *
 * <p>Seen from target: more requests a second than the victim sends; its queues grow.
 *
 * <p>Seen from victim: answers come late, or refusals do, once the target has more than it can do.
 *
 * <p>{@code load.surge} is in place while a test runs that bears this annotation, or whose class does; {@link
 * DeclaredFault} tells what holds for every declared fault.
 */
@DeclaredFault("load.surge")
@Repeatable(LoadSurge.List.class)
@Documented
@Inherited
@Retention(RetentionPolicy.RUNTIME)
@Target({ElementType.TYPE, ElementType.METHOD})
public @interface LoadSurge {
    /**
     * Say on which link.
     *
     * @return its id, or the component that it leads to if no other link does
     */
    String link();

    /**
     * Set {@code rate} – arrivals a second once ramped up.
     *
     * @return a whole number, 2 to 5000
     */
    long rate() default 100;

    /**
     * Set {@code multiplier} – how many times the victim's own requests of the second before arrive all together; 0 or
     * 1 to go by the rate.
     *
     * @return a whole number, 0 to 100
     */
    long multiplier() default 0;

    /**
     * Set {@code ramp} – how long the rate grows from 0, linearly.
     *
     * @return a duration, 0s to 30m
     */
    String ramp() default "0s";

    /**
     * Set {@code shape} – even, jittered (each at a seeded place in its interval) or bursts (all of a second at its
     * beginning).
     *
     * @return text
     */
    String shape() default "even";

    /**
     * Set {@code method} – the request's method, in capital letters.
     *
     * @return text
     */
    String method() default "GET";

    /**
     * Set {@code path} – an absolute path, {n} for the arrival's number; empty for the link's label load-path.
     *
     * @return text
     */
    String path() default "";

    /**
     * Set {@code body} – the request's body, {n} for the arrival's number; at most 64 KiB.
     *
     * @return text
     */
    String body() default "";

    /**
     * Set {@code connections} – the most requests under way at once, each on a connection of its own; what is due
     * beyond is not sent, and counted.
     *
     * @return a whole number, 1 to 2000
     */
    long connections() default 256;

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
        LoadSurge[] value();
    }
}
