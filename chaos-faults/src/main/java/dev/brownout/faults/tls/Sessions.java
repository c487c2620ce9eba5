package dev.brownout.faults.tls;

import dev.brownout.api.Arguments;
import dev.brownout.api.InvalidFaultException;
import dev.brownout.api.Parameter;

/** What becomes of established sessions when a fault of handshakes begins. */
public enum Sessions {
    /** They go on: the fault is met by whoever connects anew. */
    KEEP,
    /** They are reset, so that whoever still wants something connects anew. */
    CUT;

    static final Parameter PARAMETER = Parameter.text(
            "sessions", "keep", "what becomes of established sessions when it begins: keep, or cut for a reset");

    static Sessions of(Arguments arguments) {
        var given = arguments.text("sessions");
        return switch (given) {
            case "keep" -> KEEP;
            case "cut" -> CUT;
            default ->
                throw new InvalidFaultException("sessions", "sessions must be keep or cut, but was \"" + given + "\"");
        };
    }
}
