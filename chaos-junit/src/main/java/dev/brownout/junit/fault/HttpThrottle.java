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
 * So many requests may go on in each window of time; more are told that it is too much.
 *
 * <p>Seen from victim: once the quota is used up, the status, at once, on a connection that stays open.
 *
 * <p>{@code http.throttle} is in place while a test runs that bears this annotation, or whose class does; {@link
 * DeclaredFault} tells what holds for every declared fault.
 */
@DeclaredFault("http.throttle")
@Repeatable(HttpThrottle.List.class)
@Documented
@Inherited
@Retention(RetentionPolicy.RUNTIME)
@Target({ElementType.TYPE, ElementType.METHOD})
public @interface HttpThrottle {
    /**
     * Say on which link.
     *
     * @return its id, or the component that it leads to if no other link does
     */
    String link();

    /**
     * Set {@code status} – the status code of a refusal.
     *
     * @return a whole number, 400 to 599
     */
    long status() default 429;

    /**
     * Set {@code quota} – how many requests may go on in a window.
     *
     * @return a whole number, 0 to 1000000000
     */
    long quota() default 0;

    /**
     * Set {@code window} – how long a window is.
     *
     * @return a duration, 1ms to 1h
     */
    String window() default "1s";

    /**
     * Set {@code retry-after} – what Retry-After says, in whole seconds; under 1s: there is no such header.
     *
     * @return a duration, 0s to 24h
     */
    String retryAfter() default "0s";

    /**
     * Set {@code ratio} – the share of the matching requests, in whole percents.
     *
     * @return a number, 0.01 to 1
     */
    double ratio() default 1;

    /**
     * Set {@code method} – only requests with this method.
     *
     * @return text
     */
    String method() default "";

    /**
     * Set {@code path} – only requests whose path begins so; with a *, which stands for any characters, is so.
     *
     * @return text
     */
    String path() default "";

    /**
     * Set {@code header} – only requests with this header: name, or name=value.
     *
     * @return text
     */
    String header() default "";

    /**
     * Set {@code host} – only requests for this host, without its port; * stands for any characters.
     *
     * @return text
     */
    String host() default "";

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
        HttpThrottle[] value();
    }
}
