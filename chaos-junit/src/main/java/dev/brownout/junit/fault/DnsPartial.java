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
 * Some of the name's addresses are missing.
 *
 * <p>Seen from query on the wire: NOERROR with fewer addresses than were published.
 *
 * <p>Seen from look-up in a JVM: fewer addresses, once the cached ones have run out.
 *
 * <p>{@code dns.partial} is in place while a test runs that bears this annotation, or whose class does; {@link
 * DeclaredFault} tells what holds for every declared fault.
 */
@DeclaredFault("dns.partial")
@Repeatable(DnsPartial.List.class)
@Documented
@Inherited
@Retention(RetentionPolicy.RUNTIME)
@Target({ElementType.TYPE, ElementType.METHOD})
public @interface DnsPartial {
    /**
     * Say for which host name.
     *
     * @return a name of the stack
     */
    String name();

    /**
     * Set {@code keep} – the share of the addresses of a family that stays; at least one stays and one goes.
     *
     * @return a number, 0.01 to 0.99
     */
    double keep() default 0.5;

    /**
     * Set {@code ratio} – the share of questions that it hits, per victim.
     *
     * @return a number, 0.01 to 1
     */
    double ratio() default 1;

    /**
     * Set {@code scope} – what it hits: the name, suffix (every name of a domain) or resolver (every name asked for,
     * forwarded ones too).
     *
     * @return text
     */
    String scope() default "name";

    /**
     * Set {@code suffix} – with scope suffix: the domain that the name is in; the name's parent where nothing is said.
     *
     * @return text
     */
    String suffix() default "";

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
        DnsPartial[] value();
    }
}
