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
 * The name comes and goes.
 *
 * <p>Seen from query on the wire: by turns the chosen failure and the right answer.
 *
 * <p>Seen from look-up in a JVM: fails now and then, when the cached addresses run out in a bad window.
 *
 * <p>{@code dns.flap} is in place while a test runs that bears this annotation, or whose class does; {@link
 * DeclaredFault} tells what holds for every declared fault.
 */
@DeclaredFault("dns.flap")
@Repeatable(DnsFlap.List.class)
@Documented
@Inherited
@Retention(RetentionPolicy.RUNTIME)
@Target({ElementType.TYPE, ElementType.METHOD})
public @interface DnsFlap {
    /**
     * Say for which host name.
     *
     * @return a name of the stack
     */
    String name();

    /**
     * Set {@code period} – how long a bad and a good window take together; longer ones are phases.
     *
     * @return a duration, 20ms to 2s
     */
    String period() default "1s";

    /**
     * Set {@code bad} – the share of the period, from its beginning, that is bad.
     *
     * @return a number, 0.05 to 0.95
     */
    double bad() default 0.5;

    /**
     * Set {@code shape} – what a bad window answers: servfail, nxdomain, empty-answer or refused.
     *
     * @return text
     */
    String shape() default "servfail";

    /**
     * Set {@code negative-ttl} – how long a resolver may remember that there is nothing (RFC 2308).
     *
     * @return a duration, 0s to 1h
     */
    String negativeTtl() default "1s";

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
        DnsFlap[] value();
    }
}
