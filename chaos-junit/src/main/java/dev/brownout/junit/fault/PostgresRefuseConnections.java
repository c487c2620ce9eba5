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
 * A database lets nobody in.
 *
 * <p>Seen from new connection: FATAL, SQLSTATE 55000: not currently accepting connections.
 *
 * <p>Seen from open connection: FATAL, SQLSTATE 57P01, then closed; none with open: keep.
 *
 * <p>{@code postgres.refuse-connections} is in place while a test runs that bears this annotation, or whose class does;
 * {@link DeclaredFault} tells what holds for every declared fault.
 */
@DeclaredFault("postgres.refuse-connections")
@Repeatable(PostgresRefuseConnections.List.class)
@Documented
@Inherited
@Retention(RetentionPolicy.RUNTIME)
@Target({ElementType.TYPE, ElementType.METHOD})
public @interface PostgresRefuseConnections {
    /**
     * Say to which component.
     *
     * @return its id
     */
    String component();

    /**
     * Set {@code database} – which database; if left out, the one that POSTGRES_DB or POSTGRES_USER names.
     *
     * @return text
     */
    String database() default "";

    /**
     * Set {@code open} – end: open connections are ended as an administrator ends them; keep: they go on.
     *
     * @return text
     */
    String open() default "end";

    /**
     * Set {@code life} – after what time it is undone even if nobody takes it away.
     *
     * @return a duration, 100ms to 24h
     */
    String life() default "1h";

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
        PostgresRefuseConnections[] value();
    }
}
