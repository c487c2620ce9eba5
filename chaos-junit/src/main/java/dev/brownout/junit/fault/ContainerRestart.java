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
 * A container is stopped in order, as in a roll-out, and started again after a while.
 *
 * <p>Seen from host, by docker inspect: the container does not run.
 *
 * <p>Seen from host, at the container's address: no connection: time-out.
 *
 * <p>Seen from same network: time-out, after 3 s no route to host; its alias is gone.
 *
 * <p>Seen from host, at a published port: connection refused: Docker's proxy is gone with it.
 *
 * <p>{@code container.restart} is in place while a test runs that bears this annotation, or whose class does; {@link
 * DeclaredFault} tells what holds for every declared fault.
 */
@DeclaredFault("container.restart")
@Repeatable(ContainerRestart.List.class)
@Documented
@Inherited
@Retention(RetentionPolicy.RUNTIME)
@Target({ElementType.TYPE, ElementType.METHOD})
public @interface ContainerRestart {
    /**
     * Say to which component.
     *
     * @return its id
     */
    String component();

    /**
     * Set {@code down} – how long it stays down before it is started again; stack time.
     *
     * @return a duration, 100ms to 24h
     */
    String down() default "1m";

    /**
     * Set {@code grace} – after what time whoever has not ended in order is killed; stack time.
     *
     * @return a duration, 1s to 2m
     */
    String grace() default "10s";

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
        ContainerRestart[] value();
    }
}
