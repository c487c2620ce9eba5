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
 * The DNS server answers for the name late.
 *
 * <p>Seen from query on the wire: the right answer, not before the delay less the jitter.
 *
 * <p>Seen from look-up in a JVM: as late when it is not cached; UnknownHostException when the delay outlasts the
 * resolver's patience.
 *
 * <p>{@code dns.slow} is in place while a test runs that bears this annotation, or whose class does; {@link
 * DeclaredFault} tells what holds for every declared fault.
 */
@DeclaredFault("dns.slow")
@Repeatable(DnsSlow.List.class)
@Documented
@Inherited
@Retention(RetentionPolicy.RUNTIME)
@Target({ElementType.TYPE, ElementType.METHOD})
public @interface DnsSlow {
    /**
     * Say for which host name.
     *
     * @return a name of the stack
     */
    String name();

    /**
     * Set {@code delay} – how late each answer that it hits is.
     *
     * @return a duration, 50ms to 1m
     */
    String delay() default "300ms";

    /**
     * Set {@code jitter} – how much earlier or later than the delay at most, evenly spread.
     *
     * @return a duration, 0s to 1m
     */
    String jitter() default "0s";

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
        DnsSlow[] value();
    }
}
