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
 * What goes one way on a link of a container is cut to a rate: packets above it are dropped.
 *
 * <p>Seen from victim: short exchanges as ever; long ones break down to the rate or below, with packets that are sent
 * again: unlike with tcp.bandwidth nothing waits in a queue.
 *
 * <p>{@code packet.rate-limit} is in place while a test runs that bears this annotation, or whose class does; {@link
 * DeclaredFault} tells what holds for every declared fault.
 */
@DeclaredFault("packet.rate-limit")
@Repeatable(PacketRateLimit.List.class)
@Documented
@Inherited
@Retention(RetentionPolicy.RUNTIME)
@Target({ElementType.TYPE, ElementType.METHOD})
public @interface PacketRateLimit {
    /**
     * Say on which link.
     *
     * @return its id, or the component that it leads to if no other link does
     */
    String link();

    /**
     * Set {@code rate} – how much passes on all connections of the link together, in KB (1000 bytes) a second, after a
     * burst of a second's worth, two at first.
     *
     * @return a whole number, 20 to 10000
     */
    long rate();

    /**
     * Set {@code direction} – which packets, as the victim sees them: in, out (out is what it sends, in what it is
     * sent).
     *
     * @return text
     */
    String direction() default "in";

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
        PacketRateLimit[] value();
    }
}
