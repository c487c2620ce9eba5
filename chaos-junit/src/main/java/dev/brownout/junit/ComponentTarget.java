package dev.brownout.junit;

import dev.brownout.api.Component;
import dev.brownout.junit.fault.FileFaults;
import dev.brownout.junit.fault.ProcessFaults;

/** A component of the stack under test. */
public final class ComponentTarget extends FaultTarget {
    ComponentTarget(Faults faults, Component component) {
        super(faults, component);
    }

    /**
     * Choose among the faults of its process.
     *
     * @return the faults of a component that lets its process be faulted; refused on others when they are put in place
     */
    public ProcessFaults process() {
        return new ProcessFaults(this);
    }

    /**
     * Choose among the faults of the files that it reads.
     *
     * @return the faults of a component that declares files; refused on others when they are put in place
     */
    public FileFaults file() {
        return new FileFaults(this);
    }
}
