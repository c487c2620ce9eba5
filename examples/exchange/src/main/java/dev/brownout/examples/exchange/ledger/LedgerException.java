package dev.brownout.examples.exchange.ledger;

/** The ledger answered with an error of ours: a refused invariant, a mistake in a statement. */
public final class LedgerException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /** Says what. */
    public LedgerException(String message, Throwable cause) {
        super(message, cause);
    }
}
