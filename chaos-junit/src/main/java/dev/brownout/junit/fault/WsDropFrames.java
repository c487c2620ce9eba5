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
 * A share of a WebSocket's messages is lost.
 *
 * <p>Seen from victim: an open connection with gaps in its stream, and pings without pongs.
 *
 * <p>Seen from target: gaps in what the victim sends.
 *
 * <p>{@code ws.drop-frames} is in place while a test runs that bears this annotation, or whose class does; {@link
 * DeclaredFault} tells what holds for every declared fault.
 */
@DeclaredFault("ws.drop-frames")
@Repeatable(WsDropFrames.List.class)
@Documented
@Inherited
@Retention(RetentionPolicy.RUNTIME)
@Target({ElementType.TYPE, ElementType.METHOD})
public @interface WsDropFrames {
    /**
     * Say on which link.
     *
     * @return its id, or the component that it leads to if no other link does
     */
    String link();

    /**
     * Set {@code ratio} – the share of messages on each WebSocket, both ways, in whole percents.
     *
     * @return a number, 0.01 to 1
     */
    double ratio() default 1;

    /**
     * Set {@code method} – only requests with this method.
     *
     * @return text
     */
    String method() default "";

    /**
     * Set {@code path} – only requests whose path begins so; with a *, which stands for any characters, is so.
     *
     * @return text
     */
    String path() default "";

    /**
     * Set {@code header} – only requests with this header: name, or name=value.
     *
     * @return text
     */
    String header() default "";

    /**
     * Set {@code host} – only requests for this host, without its port; * stands for any characters.
     *
     * @return text
     */
    String host() default "";

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
        WsDropFrames[] value();
    }
}
