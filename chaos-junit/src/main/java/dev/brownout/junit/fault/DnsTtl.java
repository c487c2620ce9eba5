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
 * The name's records say that they may be cached for another time than they should.
 *
 * <p>Seen from query on the wire: the right answer with the chosen TTL.
 *
 * <p>Seen from look-up in a JVM: no difference at once; a resolver that heeds the TTL keeps what it has for that long.
 *
 * <p>{@code dns.ttl} is in place while a test runs that bears this annotation, or whose class does; {@link
 * DeclaredFault} tells what holds for every declared fault.
 */
@DeclaredFault("dns.ttl")
@Repeatable(DnsTtl.List.class)
@Documented
@Inherited
@Retention(RetentionPolicy.RUNTIME)
@Target({ElementType.TYPE, ElementType.METHOD})
public @interface DnsTtl {
    /**
     * Say for which host name.
     *
     * @return a name of the stack
     */
    String name();

    /**
     * Set {@code ttl} – for how long resolvers may cache each answer, or absence, in s.
     *
     * @return a whole number, 0 to 2147483647
     */
    long ttl() default 86400;

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
        DnsTtl[] value();
    }
}
