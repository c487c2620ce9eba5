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
 * All packets of a link are lost on their way from or to its victim's container.
 *
 * <p>Seen from victim, connecting: no answer at all: the connection times out, whichever way is cut.
 *
 * <p>Seen from victim, connected: nothing comes back, neither an end nor a reset; with in, what it sends still reaches
 * the far end and is carried out there.
 *
 * <p>Seen from target: with both and out, a silent client; with in, connections that are never completed, and answers
 * that are never acknowledged.
 *
 * <p>{@code packet.drop} is in place while a test runs that bears this annotation, or whose class does; {@link
 * DeclaredFault} tells what holds for every declared fault.
 */
@DeclaredFault("packet.drop")
@Repeatable(PacketDrop.List.class)
@Documented
@Inherited
@Retention(RetentionPolicy.RUNTIME)
@Target({ElementType.TYPE, ElementType.METHOD})
public @interface PacketDrop {
    /**
     * Say on which link.
     *
     * @return its id, or the component that it leads to if no other link does
     */
    String link();

    /**
     * Set {@code direction} – which packets, as the victim sees them: both, out, in (out is what it sends, in what it
     * is sent).
     *
     * @return text
     */
    String direction() default "both";

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
        PacketDrop[] value();
    }
}
