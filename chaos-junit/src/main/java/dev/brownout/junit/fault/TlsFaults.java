// Generated from what each fault says of itself; see CONTRIBUTING.md. Do not edit.
package dev.brownout.junit.fault;

import dev.brownout.junit.FaultTarget;
import dev.brownout.junit.LinkTarget;
import dev.brownout.junit.PreparedFault;
import java.time.Duration;

/** Every {@code tls} fault of a link, as {@link LinkTarget#tls} offers them. */
public final class TlsFaults {
    private final FaultTarget target;

    /**
     * Offer them.
     *
     * @param target what they are done to
     */
    public TlsFaults(LinkTarget target) {
        this.target = target;
    }

    /**
     * Prepare {@code tls.expired}. The server of a TLS link shows a certificate that has expired.
     *
     * @return the fault, to be told more or put in place
     */
    public Expired expired() {
        return new Expired(target);
    }

    /**
     * Prepare {@code tls.handshake-failure}. The server of a TLS link ends handshakes with a fatal alert or a reset.
     *
     * @return the fault, to be told more or put in place
     */
    public HandshakeFailure handshakeFailure() {
        return new HandshakeFailure(target);
    }

    /**
     * Prepare {@code tls.handshake-stall}. The server of a TLS link accepts connections and never answers their
     * handshake.
     *
     * @return the fault, to be told more or put in place
     */
    public HandshakeStall handshakeStall() {
        return new HandshakeStall(target);
    }

    /**
     * Prepare {@code tls.not-yet-valid}. The server of a TLS link shows a certificate that is not yet valid.
     *
     * @return the fault, to be told more or put in place
     */
    public NotYetValid notYetValid() {
        return new NotYetValid(target);
    }

    /**
     * Prepare {@code tls.unknown-issuer}. The server of a TLS link shows a certificate of an authority that nobody
     * trusts.
     *
     * @return the fault, to be told more or put in place
     */
    public UnknownIssuer unknownIssuer() {
        return new UnknownIssuer(target);
    }

    /**
     * Prepare {@code tls.version-mismatch}. Client and server of a TLS link have no version of TLS in common.
     *
     * @return the fault, to be told more or put in place
     */
    public VersionMismatch versionMismatch() {
        return new VersionMismatch(target);
    }

    /**
     * Prepare {@code tls.wrong-name}. The server of a TLS link shows a valid certificate for another host.
     *
     * @return the fault, to be told more or put in place
     */
    public WrongName wrongName() {
        return new WrongName(target);
    }

    /** The server of a TLS link shows a certificate that has expired. */
    public static final class Expired extends PreparedFault<Expired> {
        private Expired(FaultTarget target) {
            super(target, "tls.expired");
        }

        /**
         * Set {@code ratio} – the share of handshakes, in whole percents.
         *
         * @param ratio a number, 0.01 to 1; 1 unless given
         * @return this
         */
        public Expired ratio(double ratio) {
            return set("ratio", ratio);
        }

        /**
         * Set {@code sessions} – what becomes of established sessions when it begins: keep, or cut for a reset.
         *
         * @param sessions text; keep unless given
         * @return this
         */
        public Expired sessions(String sessions) {
            return set("sessions", sessions);
        }

        /**
         * Set {@code since} – how long ago it expired.
         *
         * @param since a duration, 1m to 8760h; 24h unless given
         * @return this
         */
        public Expired since(Duration since) {
            return set("since", since);
        }
    }

    /** The server of a TLS link ends handshakes with a fatal alert or a reset. */
    public static final class HandshakeFailure extends PreparedFault<HandshakeFailure> {
        private HandshakeFailure(FaultTarget target) {
            super(target, "tls.handshake-failure");
        }

        /**
         * Set {@code ratio} – the share of handshakes, in whole percents.
         *
         * @param ratio a number, 0.01 to 1; 1 unless given
         * @return this
         */
        public HandshakeFailure ratio(double ratio) {
            return set("ratio", ratio);
        }

        /**
         * Set {@code sessions} – what becomes of established sessions when it begins: keep, or cut for a reset.
         *
         * @param sessions text; keep unless given
         * @return this
         */
        public HandshakeFailure sessions(String sessions) {
            return set("sessions", sessions);
        }

        /**
         * Set {@code with} – how it ends them: the alert handshake-failure or internal-error, or reset.
         *
         * @param with text; handshake-failure unless given
         * @return this
         */
        public HandshakeFailure with(String with) {
            return set("with", with);
        }
    }

    /** The server of a TLS link accepts connections and never answers their handshake. */
    public static final class HandshakeStall extends PreparedFault<HandshakeStall> {
        private HandshakeStall(FaultTarget target) {
            super(target, "tls.handshake-stall");
        }

        /**
         * Set {@code ratio} – the share of handshakes, in whole percents.
         *
         * @param ratio a number, 0.01 to 1; 1 unless given
         * @return this
         */
        public HandshakeStall ratio(double ratio) {
            return set("ratio", ratio);
        }

        /**
         * Set {@code sessions} – what becomes of established sessions when it begins: keep, or cut for a reset.
         *
         * @param sessions text; keep unless given
         * @return this
         */
        public HandshakeStall sessions(String sessions) {
            return set("sessions", sessions);
        }
    }

    /** The server of a TLS link shows a certificate that is not yet valid. */
    public static final class NotYetValid extends PreparedFault<NotYetValid> {
        private NotYetValid(FaultTarget target) {
            super(target, "tls.not-yet-valid");
        }

        /**
         * Set {@code ratio} – the share of handshakes, in whole percents.
         *
         * @param ratio a number, 0.01 to 1; 1 unless given
         * @return this
         */
        public NotYetValid ratio(double ratio) {
            return set("ratio", ratio);
        }

        /**
         * Set {@code sessions} – what becomes of established sessions when it begins: keep, or cut for a reset.
         *
         * @param sessions text; keep unless given
         * @return this
         */
        public NotYetValid sessions(String sessions) {
            return set("sessions", sessions);
        }

        /**
         * Set {@code until} – how long it is until it is valid.
         *
         * @param until a duration, 1h to 8760h; 24h unless given
         * @return this
         */
        public NotYetValid until(Duration until) {
            return set("until", until);
        }
    }

    /** The server of a TLS link shows a certificate of an authority that nobody trusts. */
    public static final class UnknownIssuer extends PreparedFault<UnknownIssuer> {
        private UnknownIssuer(FaultTarget target) {
            super(target, "tls.unknown-issuer");
        }

        /**
         * Set {@code ratio} – the share of handshakes, in whole percents.
         *
         * @param ratio a number, 0.01 to 1; 1 unless given
         * @return this
         */
        public UnknownIssuer ratio(double ratio) {
            return set("ratio", ratio);
        }

        /**
         * Set {@code sessions} – what becomes of established sessions when it begins: keep, or cut for a reset.
         *
         * @param sessions text; keep unless given
         * @return this
         */
        public UnknownIssuer sessions(String sessions) {
            return set("sessions", sessions);
        }
    }

    /** Client and server of a TLS link have no version of TLS in common. */
    public static final class VersionMismatch extends PreparedFault<VersionMismatch> {
        private VersionMismatch(FaultTarget target) {
            super(target, "tls.version-mismatch");
        }

        /**
         * Set {@code ratio} – the share of handshakes, in whole percents.
         *
         * @param ratio a number, 0.01 to 1; 1 unless given
         * @return this
         */
        public VersionMismatch ratio(double ratio) {
            return set("ratio", ratio);
        }

        /**
         * Set {@code sessions} – what becomes of established sessions when it begins: keep, or cut for a reset.
         *
         * @param sessions text; keep unless given
         * @return this
         */
        public VersionMismatch sessions(String sessions) {
            return set("sessions", sessions);
        }

        /**
         * Set {@code server} – newer: it refuses the client's versions with an alert; older: it answers in SSL 3.0.
         *
         * @param server text; newer unless given
         * @return this
         */
        public VersionMismatch server(String server) {
            return set("server", server);
        }
    }

    /** The server of a TLS link shows a valid certificate for another host. */
    public static final class WrongName extends PreparedFault<WrongName> {
        private WrongName(FaultTarget target) {
            super(target, "tls.wrong-name");
        }

        /**
         * Set {@code ratio} – the share of handshakes, in whole percents.
         *
         * @param ratio a number, 0.01 to 1; 1 unless given
         * @return this
         */
        public WrongName ratio(double ratio) {
            return set("ratio", ratio);
        }

        /**
         * Set {@code sessions} – what becomes of established sessions when it begins: keep, or cut for a reset.
         *
         * @param sessions text; keep unless given
         * @return this
         */
        public WrongName sessions(String sessions) {
            return set("sessions", sessions);
        }
    }
}
