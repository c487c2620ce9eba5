package dev.brownout.junit;

import dev.brownout.api.Target;

/** Something of the stack under test that faults can be done to. */
public abstract sealed class FaultTarget permits LinkTarget, NameTarget, ComponentTarget {
    private final Target target;

    FaultTarget(Target target) {
        this.target = target;
    }

    Target target() {
        return target;
    }
}
