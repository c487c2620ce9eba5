package dev.brownout.scenarios.plan;

import dev.brownout.api.BrownoutException;
import java.util.List;

/** Signal that a scenario cannot be played against a stack. Carries every reason. */
public final class PlanException extends BrownoutException {
    private static final long serialVersionUID = 1L;

    private final transient List<String> reasons;

    /**
     * Create an exception from all the reasons.
     *
     * @param reasons at least one
     */
    public PlanException(List<String> reasons) {
        super(String.join(System.lineSeparator(), reasons));
        this.reasons = List.copyOf(reasons);
    }

    /**
     * List the reasons.
     *
     * @return at least one
     */
    public List<String> reasons() {
        return reasons;
    }
}
