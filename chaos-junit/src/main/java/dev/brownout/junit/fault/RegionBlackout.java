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
 * A region goes dark: each of its containers, rack by rack over a time, or at once.
 *
 * <p>Seen from host, by docker inspect: power: the container does not run; network: it runs, on no network.
 *
 * <p>Seen from same network: time-out, after 3 s no route to host; aliases are gone.
 *
 * <p>Seen from host, at a published port: connection refused: Docker's proxy is gone with it.
 *
 * <p>{@code region.blackout} is in place while a test runs that bears this annotation, or whose class does; {@link
 * DeclaredFault} tells what holds for every declared fault.
 */
@DeclaredFault("region.blackout")
@Repeatable(RegionBlackout.List.class)
@Documented
@Inherited
@Retention(RetentionPolicy.RUNTIME)
@Target({ElementType.TYPE, ElementType.METHOD})
public @interface RegionBlackout {
    /**
     * Say to which component.
     *
     * @return its id
     */
    String component();

    /**
     * Set {@code how} – by power: containers are killed and started again; by network: they run on without network.
     *
     * @return text
     */
    String how() default "power";

    /**
     * Set {@code over} – how long it takes from the first rack to the last; stack time.
     *
     * @return a duration, 0s to 1h
     */
    String over() default "0s";

    /**
     * Set {@code by} – the label that tells in which rack a component is.
     *
     * @return text
     */
    String by() default "rack";

    /**
     * Set {@code order} – the racks in the order in which they go, with spaces between; needed for over.
     *
     * @return text
     */
    String order() default "";

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
        RegionBlackout[] value();
    }
}
