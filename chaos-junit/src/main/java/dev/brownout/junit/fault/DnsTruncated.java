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
 * Answers over UDP are truncated, and TCP has the whole one, or has none.
 *
 * <p>Seen from query on the wire: TC over UDP without records; over TCP as chosen.
 *
 * <p>Seen from look-up in a JVM: the addresses, a round trip later; UnknownHostException where TCP has no answer and
 * none is cached.
 *
 * <p>{@code dns.truncated} is in place while a test runs that bears this annotation, or whose class does; {@link
 * DeclaredFault} tells what holds for every declared fault.
 */
@DeclaredFault("dns.truncated")
@Repeatable(DnsTruncated.List.class)
@Documented
@Inherited
@Retention(RetentionPolicy.RUNTIME)
@Target({ElementType.TYPE, ElementType.METHOD})
public @interface DnsTruncated {
    /**
     * Say for which host name.
     *
     * @return a name of the stack
     */
    String name();

    /**
     * Set {@code tcp} – what questions over TCP meet: answers (the whole one), silent (none) or closed (the connection
     * ends).
     *
     * @return text
     */
    String tcp() default "answers";

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
        DnsTruncated[] value();
    }
}
