package dev.brownout.examples.exchange.session;

/** The session store did not do what was asked, or not in time. */
final class SessionStoreException extends Exception {
    private static final long serialVersionUID = 1L;

    SessionStoreException(String what, Throwable cause) {
        super(what, cause);
    }
}
