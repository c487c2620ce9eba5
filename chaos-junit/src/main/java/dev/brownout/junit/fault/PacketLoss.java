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
 * A share of a link's packets is lost on their way from and to its victim's container.
 *
 * <p>Seen from victim, connecting: some connections take 1, 3, 7 … s longer, as their first packet is sent again.
 *
 * <p>Seen from victim, connected: answers that come 0.2 s and more too late; long ones come slowly; nothing is missing.
 *
 * <p>{@code packet.loss} is in place while a test runs that bears this annotation, or whose class does; {@link
 * DeclaredFault} tells what holds for every declared fault.
 */
@DeclaredFault("packet.loss")
@Repeatable(PacketLoss.List.class)
@Documented
@Inherited
@Retention(RetentionPolicy.RUNTIME)
@Target({ElementType.TYPE, ElementType.METHOD})
public @interface PacketLoss {
    /**
     * Say on which link.
     *
     * @return its id, or the component that it leads to if no other link does
     */
    String link();

    /**
     * Set {@code ratio} – the share of packets, each way; which ones is left to chance, and no seed repeats it.
     *
     * @return a number, 0.01 to 1
     */
    double ratio();

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
        PacketLoss[] value();
    }
}
