package dev.brownout.junit;

/**
 * A fault could not be taken away, or was not seen to be gone: later tests would run under it. Fails the test, every later test
 * of the class, and the class.
 */
public final class NotRestoredError extends AssertionError {
    private static final long serialVersionUID = 1L;

    NotRestoredError(String message) {
        super(message);
    }
}
