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
 * A cache is empty all at once, and has to be filled again.
 *
 * <p>Seen from any connection: no key is there; writes go on and fill it again.
 *
 * <p>Seen from any connection, when it is over: the keys are back, newer ones stand over them, and deletions in between
 * are undone.
 *
 * <p>{@code redis.flush} is in place while a test runs that bears this annotation, or whose class does; {@link
 * DeclaredFault} tells what holds for every declared fault.
 */
@DeclaredFault("redis.flush")
@Repeatable(RedisFlush.List.class)
@Documented
@Inherited
@Retention(RetentionPolicy.RUNTIME)
@Target({ElementType.TYPE, ElementType.METHOD})
public @interface RedisFlush {
    /**
     * Say to which component.
     *
     * @return its id
     */
    String component();

    /**
     * Set {@code database} – the number of the database that is emptied.
     *
     * @return a whole number, 0 to 1000
     */
    long database() default 0;

    /**
     * Set {@code life} – after what time it is undone even if nobody takes it away.
     *
     * @return a duration, 100ms to 24h
     */
    String life() default "1h";

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
        RedisFlush[] value();
    }
}
