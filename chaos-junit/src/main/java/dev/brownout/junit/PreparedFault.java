package dev.brownout.junit;

import dev.brownout.scenarios.play.LiveFaults;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A fault with its arguments, ready to be put in place. Not thread safe.
 *
 * @param <S> the subclass
 */
public abstract class PreparedFault<S extends PreparedFault<S>> {
    private final FaultTarget target;
    private final String kind;
    private final Map<String, Object> arguments = new LinkedHashMap<>();
    private boolean exposureOptional;

    /**
     * Prepare a fault.
     *
     * @param target what to do it to
     * @param kind its kind's name
     */
    protected PreparedFault(FaultTarget target, String kind) {
        this.target = target;
        this.kind = kind;
    }

    /**
     * Give an argument.
     *
     * @param parameter its name, as in scenario files
     * @param value a {@link java.time.Duration}, a number or a text, by the parameter's type
     * @return this
     */
    protected final S set(String parameter, Object value) {
        arguments.put(parameter, value);
        return self();
    }

    final FaultTarget target() {
        return target;
    }

    final String kind() {
        return kind;
    }

    final Map<String, Object> arguments() {
        return arguments;
    }

    @SuppressWarnings("unchecked") // by the rule of the type parameter
    private S self() {
        return (S) this;
    }

    /**
     * Let the fault count although no traffic meets it. Without this, a fault that nothing meets fails the test: nothing was
     * shown under it.
     *
     * @return this
     */
    public final S exposureOptional() {
        exposureOptional = true;
        return self();
    }

    /**
     * Measure that the fault is absent, put it in place, and measure that it is felt by everybody whom it should hit. Blocks,
     * mostly for some tens of milliseconds, up to about ten seconds where it is not felt.
     *
     * @return the fault in place
     * @throws dev.brownout.api.BrownoutException if the arguments are wrong or the fault cannot be done to its target; then
     *     nothing was touched
     * @throws UnprovenFaultError if it could not be put in place or is not felt; then it was taken away again
     */
    public final InjectedFault inject() {
        return target.faults()
                .inject(List.of(new LiveFaults.Use(kind, target.target(), arguments, exposureOptional)))
                .get(0);
    }
}
