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
 * Open connections of a link are dead, and neither end is told.
 *
 * <p>Seen from victim: connects; then nothing is acknowledged and nothing comes, neither an end nor a reset; keep-alive
 * gives up.
 *
 * <p>{@code tcp.half-open} is in place while a test runs that bears this annotation, or whose class does; {@link
 * DeclaredFault} tells what holds for every declared fault.
 */
@DeclaredFault("tcp.half-open")
@Repeatable(TcpHalfOpen.List.class)
@Documented
@Inherited
@Retention(RetentionPolicy.RUNTIME)
@Target({ElementType.TYPE, ElementType.METHOD})
public @interface TcpHalfOpen {
    /**
     * Say on which link.
     *
     * @return its id, or the component that it leads to if no other link does
     */
    String link();

    /**
     * Set {@code direction} – what vanishes: upstream (what the victim sends), downstream (what the target sends; what
     * the victim sends is still acknowledged) or both.
     *
     * @return text
     */
    String direction() default "both";

    /**
     * Set {@code ratio} – the share of connections, in whole percents.
     *
     * @return a number, 0.01 to 1
     */
    double ratio() default 1;

    /**
     * Set {@code ramp} – how long it takes to grow from nothing to its full strength; its witness sees the full
     * strength only.
     *
     * @return a duration, 0s to 1h
     */
    String ramp() default "0s";

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
        TcpHalfOpen[] value();
    }
}
