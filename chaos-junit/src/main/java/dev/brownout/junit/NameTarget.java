package dev.brownout.junit;

import dev.brownout.api.Name;
import dev.brownout.junit.fault.DnsFaults;

/** A host name of the stack under test. */
public final class NameTarget extends FaultTarget {
    NameTarget(Faults faults, Name name) {
        super(faults, name);
    }

    /**
     * Choose among the faults of look-ups.
     *
     * @return the faults of the name
     */
    public DnsFaults dns() {
        return new DnsFaults(this);
    }
}
