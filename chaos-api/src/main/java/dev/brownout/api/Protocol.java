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
    REDIS
}
