package dev.brownout.api;

/** Signal that a fault's parameters break a rule of its {@link FaultKind}. */
public final class InvalidFaultException extends BrownoutException {
    private static final long serialVersionUID = 1L;

    /** The parameter at fault, or empty where the rule is about several together. */
    private final String parameter;

    /**
     * Create an exception about one parameter.
     *
     * @param parameter the parameter's name in kebab-case, or an empty string where several together break the rule
     * @param message what must hold, and what was given
     */
    public InvalidFaultException(String parameter, String message) {
        super(message);
        this.parameter = parameter;
    }

    /**
     * Name the parameter at fault.
     *
     * @return its name in kebab-case; empty where several together break the rule
     */
    public String parameter() {
        return parameter;
    }
}
