package dev.brownout.faults.process;

/** Says that a process cannot be started, reached or awaited; where there is a log, its last lines are in the message. */
public final class SupervisorException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    SupervisorException(String message) {
        super(message);
    }

    SupervisorException(String message, Throwable cause) {
        super(message, cause);
    }
}
