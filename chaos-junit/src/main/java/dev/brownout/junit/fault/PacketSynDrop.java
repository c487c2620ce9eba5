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
 * A container's new connections on a link time out, while those that are open live on.
 *
 * <p>Seen from victim, connecting: no answer at all: curl, psql, Java and Go wait for their own limit, else about two
 * minutes (Linux, tcp_syn_retries).
 *
 * <p>Seen from victim, connected: nothing: a pool does not notice until it needs a new connection.
 *
 * <p>{@code packet.syn-drop} is in place while a test runs that bears this annotation, or whose class does; {@link
 * DeclaredFault} tells what holds for every declared fault.
 */
@DeclaredFault("packet.syn-drop")
@Repeatable(PacketSynDrop.List.class)
@Documented
@Inherited
@Retention(RetentionPolicy.RUNTIME)
@Target({ElementType.TYPE, ElementType.METHOD})
public @interface PacketSynDrop {
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
        PacketSynDrop[] value();
    }
}
