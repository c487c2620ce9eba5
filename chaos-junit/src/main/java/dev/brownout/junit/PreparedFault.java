package dev.brownout.junit;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * A fault that can be told more and then put in place.
 *
 * @param <SELF> the fault's own class
 */
public abstract class PreparedFault<SELF extends PreparedFault<SELF>> {
    private final FaultTarget target;
    private final String kind;
    private final Map<String, Object> given = new LinkedHashMap<>();

    /**
     * Prepare a fault.
     *
     * @param target what it is to be done to
     * @param kind its kind's name
     */
    protected PreparedFault(FaultTarget target, String kind) {
        this.target = target;
        this.kind = kind;
    }

    /**
     * Set a parameter.
     *
     * @param parameter its name
     * @param value its value
     * @return this
     */
    @SuppressWarnings("unchecked")
    protected final SELF set(String parameter, Object value) {
        given.put(parameter, value);
        return (SELF) this;
    }

    FaultTarget target() {
        return target;
    }

    String kind() {
        return kind;
    }

    Map<String, Object> given() {
        return given;
    }
}
