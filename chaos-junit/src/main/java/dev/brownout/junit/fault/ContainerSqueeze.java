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
 * A container gets less processor time, memory or processes than it had.
 *
 * <p>Seen from host, by docker inspect: the limits are lower.
 *
 * <p>Seen from inside the container: slower by as much (processors); killed with exit code 137, or cannot allocate
 * (memory); Resource temporarily unavailable at each new process or thread (processes).
 *
 * <p>Seen from same network: slower answers; an answer that never comes where a thread could not be made.
 *
 * <p>{@code container.squeeze} is in place while a test runs that bears this annotation, or whose class does; {@link
 * DeclaredFault} tells what holds for every declared fault.
 */
@DeclaredFault("container.squeeze")
@Repeatable(ContainerSqueeze.List.class)
@Documented
@Inherited
@Retention(RetentionPolicy.RUNTIME)
@Target({ElementType.TYPE, ElementType.METHOD})
public @interface ContainerSqueeze {
    /**
     * Say to which component.
     *
     * @return its id
     */
    String component();

    /**
     * Set {@code cpus} – processors, at least 0.01; 0 leaves them as they are.
     *
     * @return a number, 0 to 64
     */
    double cpus() default 0;

    /**
     * Set {@code memory} – MiB, at least 6; 0 leaves it as it is.
     *
     * @return a whole number, 0 to 1048576
     */
    long memory() default 0;

    /**
     * Set {@code pids} – processes and threads; 0 leaves them as they are.
     *
     * @return a whole number, 0 to 1000000
     */
    long pids() default 0;

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
        ContainerSqueeze[] value();
    }
}
