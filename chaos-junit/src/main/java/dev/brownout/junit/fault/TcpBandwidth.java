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
 * Only so many bytes a second pass one way on each connection of a link.
 *
 * <p>Seen from victim: short answers come at once, long ones at the rate; its own sends block.
 *
 * <p>{@code tcp.bandwidth} is in place while a test runs that bears this annotation, or whose class does; {@link
 * DeclaredFault} tells what holds for every declared fault.
 */
@DeclaredFault("tcp.bandwidth")
@Repeatable(TcpBandwidth.List.class)
@Documented
@Inherited
@Retention(RetentionPolicy.RUNTIME)
@Target({ElementType.TYPE, ElementType.METHOD})
public @interface TcpBandwidth {
    /**
     * Say on which link.
     *
     * @return its id, or the component that it leads to if no other link does
     */
    String link();

    /**
     * Set {@code rate} – how much passes, in KB (1000 bytes) a second.
     *
     * @return a whole number, 1 to 10000
     */
    long rate();

    /**
     * Set {@code ratio} – the share of connections, in whole percents.
     *
     * @return a number, 0.01 to 1
     */
    double ratio() default 1;

    /**
     * Set {@code stream} – which way: upstream is what the victim sends, downstream what it receives.
     *
     * @return text
     */
    String stream() default "downstream";

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
        TcpBandwidth[] value();
    }
}
