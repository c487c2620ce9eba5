package dev.brownout.faults.tls;

import java.time.Duration;

/**
 * How a certificate is made.
 *
 * @param flaw what is wrong with it
 * @param by how far its time is off; zero where time is not its flaw
 */
record CertificateShape(Flaw flaw, Duration by) {
    static final CertificateShape VALID = of(Flaw.NONE);

    /** What can be wrong with a certificate. A closed set. */
    enum Flaw {
        NONE,
        EXPIRED,
        NOT_YET_VALID,
        WRONG_NAME,
        UNKNOWN_ISSUER
    }

    static CertificateShape of(Flaw flaw) {
        return new CertificateShape(flaw, Duration.ZERO);
    }
}
