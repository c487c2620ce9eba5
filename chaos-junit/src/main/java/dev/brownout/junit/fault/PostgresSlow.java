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
 * Tables of a database are locked.
 *
 * <p>Seen from any session that touches the tables: waits; SQLSTATE 55P03 after its own lock_timeout, 57014 after its
 * statement_timeout.
 *
 * <p>Seen from any other: nothing, until a pool of connections is used up by those that wait.
 *
 * <p>{@code postgres.slow} is in place while a test runs that bears this annotation, or whose class does; {@link
 * DeclaredFault} tells what holds for every declared fault.
 */
@DeclaredFault("postgres.slow")
@Repeatable(PostgresSlow.List.class)
@Documented
@Inherited
@Retention(RetentionPolicy.RUNTIME)
@Target({ElementType.TYPE, ElementType.METHOD})
public @interface PostgresSlow {
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
     * Set {@code tables} – which tables, apart by commas; if left out, all of the database that are there now.
     *
     * @return text
     */
    String tables() default "";

    /**
     * Set {@code lock} – all: reads and writes wait (ACCESS EXCLUSIVE); writes: reads go on (EXCLUSIVE).
     *
     * @return text
     */
    String lock() default "all";

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
        PostgresSlow[] value();
    }
}
