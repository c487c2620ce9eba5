package dev.brownout.junit;

/**
 * A fault did not take hold, was met by no traffic, or was not seen to be gone: whatever the test showed, it did not show it
 * under that fault. An error of the kind that assertions throw, so that the test fails.
 */
public final class UnprovenFaultError extends AssertionError {
    private static final long serialVersionUID = 1L;

    UnprovenFaultError(String message) {
        super(message);
    }
}
