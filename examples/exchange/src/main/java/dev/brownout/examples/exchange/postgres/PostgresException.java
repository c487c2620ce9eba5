package dev.brownout.examples.exchange.postgres;

/** Says that Postgres cannot be unpacked, initialised or reached; the message carries what its own log said last. */
public final class PostgresException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    PostgresException(String message) {
        super(message);
    }

    PostgresException(String message, Throwable cause) {
        super(message, cause);
    }
}
