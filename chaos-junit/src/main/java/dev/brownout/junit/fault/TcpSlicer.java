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
 * What is sent one way on a link arrives in small pieces.
 *
 * <p>Seen from victim: reads return a few bytes at a time; long messages dribble in.
 *
 * <p>{@code tcp.slicer} is in place while a test runs that bears this annotation, or whose class does; {@link
 * DeclaredFault} tells what holds for every declared fault.
 */
@DeclaredFault("tcp.slicer")
@Repeatable(TcpSlicer.List.class)
@Documented
@Inherited
@Retention(RetentionPolicy.RUNTIME)
@Target({ElementType.TYPE, ElementType.METHOD})
public @interface TcpSlicer {
    /**
     * Say on which link.
     *
     * @return its id, or the component that it leads to if no other link does
     */
    String link();

    /**
     * Set {@code size} – how large a piece is on average, in bytes.
     *
     * @return a whole number, 1 to 65536
     */
    long size() default 64;

    /**
     * Set {@code variation} – by how many bytes more or less, less than the size.
     *
     * @return a whole number, 0 to 65535
     */
    long variation() default 0;

    /**
     * Set {@code delay} – the pause after each piece.
     *
     * @return a duration, 1ms to 500ms
     */
    String delay() default "5ms";

    /**
     * Set {@code ratio} – the share of connections, in whole percents.
     *
     * @return a number, 0.01 to 1
     */
    double ratio() default 1;

    /**
     * Set {@code stream} – which way: upstream is what the victim sends, downstream what it receives.
     *
     * @return text
     */
    String stream() default "downstream";

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
        TcpSlicer[] value();
    }
}
