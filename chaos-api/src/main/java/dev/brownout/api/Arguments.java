package dev.brownout.api;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * The checked values of the parameters of a fault or a checker, in canonical text, defaults filled in.
 *
 * @param values parameter name to canonical text; every parameter of the kind is there
 */
public record Arguments(Map<String, String> values) {

    /** Copy the values. */
    public Arguments {
        values = Rules.sorted(values);
    }

    /**
     * Check given values against a kind's parameters and fill in the defaults.
     *
     * @param parameters the kind's parameters
     * @param given parameter name to value, as read from a file or given in code
     * @return the checked arguments
     * @throws InvalidFaultException at the first value that is unknown, missing, of the wrong type or out of range
     */
    public static Arguments of(List<Parameter> parameters, Map<String, ?> given) {
        var values = new TreeMap<String, String>();
        for (var parameter : parameters) {
            Object value = given.get(parameter.name());
            if (value != null) {
                values.put(parameter.name(), parameter.canonical(value));
            } else {
                values.put(
                        parameter.name(),
                        parameter
                                .standard()
                                .map(parameter::canonical)
                                .orElseThrow(() -> new InvalidFaultException(
                                        parameter.name(),
                                        parameter.name() + " must be given: "
                                                + parameter.type().words() + "; " + parameter.meaning())));
            }
        }
        for (var name : given.keySet()) {
            if (!values.containsKey(name)) {
                throw new InvalidFaultException(
                        name, "parameter must be one of " + values.keySet() + ", but was \"" + name + "\"");
            }
        }
        return new Arguments(values);
    }

    /**
     * Read a duration.
     *
     * @param name a parameter of type {@link Parameter.Type#DURATION}
     * @return its value
     */
    public Duration duration(String name) {
        return Durations.parse(text(name));
    }

    /**
     * Read a share or a factor.
     *
     * @param name a parameter of type {@link Parameter.Type#RATIO}
     * @return its value
     */
    public double ratio(String name) {
        return Double.parseDouble(text(name));
    }

    /**
     * Read a whole number.
     *
     * @param name a parameter of type {@link Parameter.Type#INTEGER}
     * @return its value
     */
    public long integer(String name) {
        return Long.parseLong(text(name));
    }

    /**
     * Read a text.
     *
     * @param name a parameter of any type
     * @return its canonical text
     * @throws BrownoutException if the kind has no such parameter
     */
    public String text(String name) {
        var value = values.get(name);
        if (value == null) {
            throw new BrownoutException("parameter must be one of " + values.keySet() + ", but was \"" + name + "\"");
        }
        return value;
    }
}
