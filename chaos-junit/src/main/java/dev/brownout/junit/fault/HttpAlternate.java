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
 * Windows of error pages and windows in which all is well take turns, bad ones first.
 *
 * <p>Seen from victim: by turns the page and the target's own answers, on connections that stay open.
 *
 * <p>{@code http.alternate} is in place while a test runs that bears this annotation, or whose class does; {@link
 * DeclaredFault} tells what holds for every declared fault.
 */
@DeclaredFault("http.alternate")
@Repeatable(HttpAlternate.List.class)
@Documented
@Inherited
@Retention(RetentionPolicy.RUNTIME)
@Target({ElementType.TYPE, ElementType.METHOD})
public @interface HttpAlternate {
    /**
     * Say on which link.
     *
     * @return its id, or the component that it leads to if no other link does
     */
    String link();

    /**
     * Set {@code status} – the status code.
     *
     * @return a whole number, 400 to 599
     */
    long status() default 502;

    /**
     * Set {@code page} – whose page it looks like: nginx, cloudflare, cloudfront, azure-front-door, google, generic.
     *
     * @return text
     */
    String page() default "nginx";

    /**
     * Set {@code period} – a bad and a good window together.
     *
     * @return a duration, 100ms to 1h
     */
    String period() default "5m";

    /**
     * Set {@code share} – the share of a period that is bad, at first.
     *
     * @return a number, 0.01 to 1
     */
    double share() default 0.5;

    /**
     * Set {@code share-end} – the share that is bad once it has grown.
     *
     * @return a number, 0.01 to 1
     */
    double shareEnd() default 1;

    /**
     * Set {@code growth} – how long the share grows; 0s: it stays as it is.
     *
     * @return a duration, 0s to 24h
     */
    String growth() default "0s";

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
        HttpAlternate[] value();
    }
}
