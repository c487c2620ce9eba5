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
 * Client and server of a TLS link have no version of TLS in common.
 *
 * <p>Seen from victim with an established session: nothing; with sessions=cut a reset, then what a new one meets.
 *
 * <p>Seen from victim of a newer server: the fatal alert protocol_version, at once.
 *
 * <p>Seen from victim of an older server: its own refusal of SSL 3.0; the server receives the alert protocol_version.
 *
 * <p>{@code tls.version-mismatch} is in place while a test runs that bears this annotation, or whose class does; {@link
 * DeclaredFault} tells what holds for every declared fault.
 */
@DeclaredFault("tls.version-mismatch")
@Repeatable(TlsVersionMismatch.List.class)
@Documented
@Inherited
@Retention(RetentionPolicy.RUNTIME)
@Target({ElementType.TYPE, ElementType.METHOD})
public @interface TlsVersionMismatch {
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
     * Set {@code server} – newer: it refuses the client's versions with an alert; older: it answers in SSL 3.0.
     *
     * @return text
     */
    String server() default "newer";

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
        TlsVersionMismatch[] value();
    }
}
