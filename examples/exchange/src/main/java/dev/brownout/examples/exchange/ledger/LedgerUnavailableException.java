package dev.brownout.examples.exchange.ledger;

/** The ledger could not be asked, or did not answer in time. What was asked may have been done. */
public final class LedgerUnavailableException extends Exception {
    private static final long serialVersionUID = 1L;

    /** Says why. */
    public LedgerUnavailableException(String message, Throwable cause) {
        super(message, cause);
    }
}
