package dev.brownout.examples.exchange.http;

/** Carries an {@link ApiError} to the reply. */
public final class ApiException extends Exception {
    private static final long serialVersionUID = 1L;

    private final transient ApiError error;

    /** Wraps an error. */
    public ApiException(ApiError error) {
        super(error.code() + " " + error.message());
        this.error = error;
    }

    /** Gives the error. */
    public ApiError error() {
        return error;
    }
}
