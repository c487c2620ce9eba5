package dev.brownout.api;

/**
 * Signal that Brownout cannot do what it was asked to.
 *
 * <p>The root of every exception of this project. Messages read {@code <what> must <rule>, but was <value> [in <where>];
 * <next step>}. Subtypes exist only where callers react differently.
 */
public class BrownoutException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /**
     * Create an exception with a message that names the next step.
     *
     * @param message what went wrong, the rule, the value and what to do
     */
    public BrownoutException(String message) {
        super(message);
    }

    /**
     * Create an exception with a message and the failure behind it.
     *
     * @param message what went wrong, the rule, the value and what to do
     * @param cause the failure behind it
     */
    public BrownoutException(String message, Throwable cause) {
        super(message, cause);
    }
}
