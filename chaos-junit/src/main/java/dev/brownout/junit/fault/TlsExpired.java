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
 * The server of a TLS link shows a certificate that has expired.
 *
 * <p>Seen from victim with an established session: nothing; with sessions=cut a reset, then what a new one meets.
 *
 * <p>Seen from victim: the client refuses: certificate_expired; nothing is sent, no request arrives.
 *
 * <p>Seen from victim that verifies nothing: nothing.
 *
 * <p>{@code tls.expired} is in place while a test runs that bears this annotation, or whose class does; {@link
 * DeclaredFault} tells what holds for every declared fault.
 */
@DeclaredFault("tls.expired")
@Repeatable(TlsExpired.List.class)
@Documented
@Inherited
@Retention(RetentionPolicy.RUNTIME)
@Target({ElementType.TYPE, ElementType.METHOD})
public @interface TlsExpired {
    /**
     * Say on which link.
     *
     * @return its id, or the component that it leads to if no other link does
     */
    String link();

    /**
     * Set {@code ratio} – the share of handshakes, in whole percents.
     *
     * @return a number, 0.01 to 1
     */
    double ratio() default 1;

    /**
     * Set {@code sessions} – what becomes of established sessions when it begins: keep, or cut for a reset.
     *
     * @return text
     */
    String sessions() default "keep";

    /**
     * Set {@code since} – how long ago it expired.
     *
     * @return a duration, 1m to 8760h
     */
    String since() default "24h";

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
        TlsExpired[] value();
    }
}
