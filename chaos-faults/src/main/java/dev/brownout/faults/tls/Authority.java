package dev.brownout.faults.tls;

import dev.brownout.api.BrownoutException;
import io.netty.pkitesting.CertificateBuilder;
import io.netty.pkitesting.CertificateBuilder.KeyUsage;
import io.netty.pkitesting.X509Bundle;
import java.security.KeyPair;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.util.Set;

/**
 * A plane's test authority: a root that a victim can trust, one that nobody does, and the certificates under both. Keys are
 * new in every plane and never written anywhere. Thread safe.
 */
final class Authority {
    /** A host name that is never anybody's (RFC 6761, section 6.4). */
    static final String WRONG_NAME = "somebody-else.invalid";

    /** As long as public authorities grant at most (CA/Browser Forum, ballot SC-081v3, from March 2026). */
    private static final Duration LIFE = Duration.ofDays(200);

    private static final Duration LONG = Duration.ofDays(3650);
    private static final Duration AGE = Duration.ofDays(1);
    private static final int LONGEST_COMMON_NAME = 64;

    private final Clock clock;
    private final X509Bundle root;
    private final X509Bundle stranger;
    /** One for all: making keys costs more than signing. */
    private final KeyPair key;

    Authority(Clock clock) {
        this.clock = clock;
        try {
            root = root("Brownout test root");
            stranger = root("Nobody trusts this root");
            key = CertificateBuilder.Algorithm.ecp256.generateKeyPair(new SecureRandom());
        } catch (Exception e) {
            throw failed(e);
        }
    }

    private X509Bundle root(String name) throws Exception {
        return new CertificateBuilder()
                .ecp256()
                .subject("CN=" + name + ", O=Brownout, OU=For tests only")
                .notBefore(clock.instant().minus(LONG))
                .notAfter(clock.instant().plus(LONG))
                .setIsCertificateAuthority(true)
                .setKeyUsage(true, KeyUsage.keyCertSign, KeyUsage.cRLSign)
                .buildSelfSigned();
    }

    TestRoot root() {
        return new TestRoot(root.getCertificate());
    }

    /**
     * Issue a server's certificate.
     *
     * @param names the host names that it is for; loopback's names and addresses are added
     * @param subject which of them is the subject's
     */
    X509Bundle issue(String subject, Set<String> names, CertificateShape shape) {
        var now = clock.instant();
        var from = now.minus(AGE);
        var until = now.plus(LIFE);
        boolean wrong = false;
        var issuer = root;
        switch (shape.flaw()) {
            case NONE -> {}
            case EXPIRED -> {
                until = now.minus(shape.by());
                from = until.minus(LIFE);
            }
            case NOT_YET_VALID -> {
                from = now.plus(shape.by());
                until = from.plus(LIFE);
            }
            case WRONG_NAME -> wrong = true;
            case UNKNOWN_ISSUER -> issuer = stranger;
        }
        var common = wrong ? WRONG_NAME : subject;
        var builder = new CertificateBuilder()
                .keyPair(key)
                .subject("CN=" + common.substring(0, Math.min(common.length(), LONGEST_COMMON_NAME)) + ", O=Brownout")
                .notBefore(from)
                .notAfter(until)
                .setKeyUsage(true, KeyUsage.digitalSignature)
                .addExtendedKeyUsageServerAuth();
        if (wrong) {
            builder.addSanDnsName(WRONG_NAME);
        } else {
            names.forEach(builder::addSanDnsName);
            builder.addSanDnsName("localhost").addSanIpAddress("127.0.0.1").addSanIpAddress("::1");
        }
        try {
            return builder.buildIssuedBy(issuer);
        } catch (Exception e) {
            throw failed(e);
        }
    }

    private static BrownoutException failed(Exception e) {
        return new BrownoutException("a test certificate could not be made: " + e, e);
    }
}
