package dev.brownout.api;

/** What is spoken on a {@link Link}. It decides which faults can act there and how a round trip is measured. */
public enum Protocol {
    /** Bytes whose meaning is not known: no round trip can be measured unless the far end speaks first. */
    TCP,
    /** HTTP/1.1 in the clear, WebSocket upgrades included (RFC 9112, RFC 6455). */
    HTTP1,
    /** PostgreSQL's frontend/backend protocol, version 3 (PostgreSQL manual, chapter "Frontend/Backend Protocol"). */
    POSTGRES,
    /** Redis' RESP protocol. */
    REDIS,
    /** Bytes whose meaning is not known over TLS 1.2 or 1.3, from the first byte on (RFC 5246, RFC 8446). */
    TLS,
    /** HTTP/1.1 over TLS, WebSocket upgrades included (RFC 9110, section 4.2.2). */
    HTTPS1;

    /**
     * Tell whether HTTP/1.1 is spoken, in the clear or over TLS.
     *
     * @return true where HTTP faults can act
     */
    public boolean isHttp() {
        return this == HTTP1 || this == HTTPS1;
    }

    /**
     * Tell whether TLS is spoken from the first byte on.
     *
     * @return true where TLS faults can act
     */
    public boolean isTls() {
        return this == TLS || this == HTTPS1;
    }
}
