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
 * A file is bad and good in turn.
 *
 * <p>Seen from component: good and bad files in turn; what it makes of it is its own.
 *
 * <p>Seen from its neighbours: nothing, as long as it keeps its last good file.
 *
 * <p>{@code file.alternate} is in place while a test runs that bears this annotation, or whose class does; {@link
 * DeclaredFault} tells what holds for every declared fault.
 */
@DeclaredFault("file.alternate")
@Repeatable(FileAlternate.List.class)
@Documented
@Inherited
@Retention(RetentionPolicy.RUNTIME)
@Target({ElementType.TYPE, ElementType.METHOD})
public @interface FileAlternate {
    /**
     * Say to which component.
     *
     * @return its id
     */
    String component();

    /**
     * Set {@code file} – the id of the file as its component declares it; may be left out where it declares only one.
     *
     * @return text
     */
    String file() default "";

    /**
     * Set {@code shape} – what it is while it is bad, with that fault's defaults: oversize, duplicate-rows, empty,
     * truncate, half-written, wrong-type or null-field.
     *
     * @return text
     */
    String shape() default "oversize";

    /**
     * Set {@code period} – how long the bad content stays, and how long the good one; stack time.
     *
     * @return a duration, 50ms to 1h
     */
    String period() default "1s";

    /**
     * Set {@code write} – rename: a whole new file takes the place of the old one at once; in-place: the file itself is
     * written over, which a reader may see happen.
     *
     * @return text
     */
    String write() default "rename";

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
        FileAlternate[] value();
    }
}
