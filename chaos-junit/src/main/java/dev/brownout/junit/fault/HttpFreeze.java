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
 * The first good answer to each question is given again and again: the feed stands still.
 *
 * <p>Seen from victim: answers in time, that never change any more.
 *
 * <p>Seen from target: no more of these questions.
 *
 * <p>{@code http.freeze} is in place while a test runs that bears this annotation, or whose class does; {@link
 * DeclaredFault} tells what holds for every declared fault.
 */
@DeclaredFault("http.freeze")
@Repeatable(HttpFreeze.List.class)
@Documented
@Inherited
@Retention(RetentionPolicy.RUNTIME)
@Target({ElementType.TYPE, ElementType.METHOD})
public @interface HttpFreeze {
    /**
     * Say on which link.
     *
     * @return its id, or the component that it leads to if no other link does
     */
    String link();

    /**
     * Set {@code timestamps} – old: frozen answers are the same to the last byte; fresh: Date and the timestamp fields
     * are those of now.
     *
     * @return text
     */
    String timestamps() default "old";

    /**
     * Set {@code timestamp-fields} – JSON Pointers (RFC 6901), apart by commas, to times in ms since 1970 in the body.
     *
     * @return text
     */
    String timestampFields() default "";

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
        HttpFreeze[] value();
    }
}
