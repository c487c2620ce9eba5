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
 * A container ends again and again, soon after it was started.
 *
 * <p>Seen from host, by docker inspect: another start each time one looks, or none that runs.
 *
 * <p>Seen from same network: time-out, refused, served for a moment, reset, time-out ….
 *
 * <p>{@code container.crash-loop} is in place while a test runs that bears this annotation, or whose class does; {@link
 * DeclaredFault} tells what holds for every declared fault.
 */
@DeclaredFault("container.crash-loop")
@Repeatable(ContainerCrashLoop.List.class)
@Documented
@Inherited
@Retention(RetentionPolicy.RUNTIME)
@Target({ElementType.TYPE, ElementType.METHOD})
public @interface ContainerCrashLoop {
    /**
     * Say to which component.
     *
     * @return its id
     */
    String component();

    /**
     * Set {@code up-for} – how long it serves between a start and its end; stack time.
     *
     * @return a duration, 100ms to 3s
     */
    String upFor() default "1s";

    /**
     * Set {@code back-off} – the first pause between an end and a start, doubled each time; stack time.
     *
     * @return a duration, 0s to 5m
     */
    String backOff() default "500ms";

    /**
     * Set {@code back-off-limit} – the longest pause; stack time.
     *
     * @return a duration, 0s to 1h
     */
    String backOffLimit() default "5s";

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
        ContainerCrashLoop[] value();
    }
}
