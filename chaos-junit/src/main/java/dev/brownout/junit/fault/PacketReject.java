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
 * A container's packets on a link are answered with a reset.
 *
 * <p>Seen from victim, connecting: refused at once, as where nobody listens.
 *
 * <p>Seen from victim, connected: reset as soon as it sends, or acknowledges what it was sent.
 *
 * <p>Seen from target: reset when it next sends something; until then its connection stands.
 *
 * <p>{@code packet.reject} is in place while a test runs that bears this annotation, or whose class does; {@link
 * DeclaredFault} tells what holds for every declared fault.
 */
@DeclaredFault("packet.reject")
@Repeatable(PacketReject.List.class)
@Documented
@Inherited
@Retention(RetentionPolicy.RUNTIME)
@Target({ElementType.TYPE, ElementType.METHOD})
public @interface PacketReject {
    /**
     * Say on which link.
     *
     * @return its id, or the component that it leads to if no other link does
     */
    String link();

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
        PacketReject[] value();
    }
}
