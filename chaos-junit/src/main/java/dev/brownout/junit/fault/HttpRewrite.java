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
 * Answers arrive with another body, other headers or another status than the target gave.
 *
 * <p>Seen from victim: an answer that says that all is well, with content that is not the target's.
 *
 * <p>{@code http.rewrite} is in place while a test runs that bears this annotation, or whose class does; {@link
 * DeclaredFault} tells what holds for every declared fault.
 */
@DeclaredFault("http.rewrite")
@Repeatable(HttpRewrite.List.class)
@Documented
@Inherited
@Retention(RetentionPolicy.RUNTIME)
@Target({ElementType.TYPE, ElementType.METHOD})
public @interface HttpRewrite {
    /**
     * Say on which link.
     *
     * @return its id, or the component that it leads to if no other link does
     */
    String link();

    /**
     * Set {@code patch} – a JSON Patch (RFC 6902) for JSON bodies; where it does not fit, the answer passes as it is.
     *
     * @return text
     */
    String patch() default "";

    /**
     * Set {@code set-headers} – headers to set, each on a line: Name: value.
     *
     * @return text
     */
    String setHeaders() default "";

    /**
     * Set {@code status} – the status code to give; 0: the target's own.
     *
     * @return a whole number, 0 to 599
     */
    long status() default 0;

    /**
     * Set {@code limit} – the longest body that is changed, in bytes; a longer one is refused with 502.
     *
     * @return a whole number, 1 to 16777216
     */
    long limit() default 1048576;

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
        HttpRewrite[] value();
    }
}
