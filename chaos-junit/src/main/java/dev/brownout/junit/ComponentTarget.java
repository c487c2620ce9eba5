package dev.brownout.junit;

import dev.brownout.api.Component;
import dev.brownout.junit.fault.ContainerFaults;
import dev.brownout.junit.fault.FileFaults;
import dev.brownout.junit.fault.PostgresFaults;
import dev.brownout.junit.fault.ProcessFaults;
import dev.brownout.junit.fault.RedisFaults;
import dev.brownout.junit.fault.RegionFaults;
import dev.brownout.junit.fault.ZoneFaults;

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

    /**
     * Choose among the faults of its container.
     *
     * @return the faults of a component that runs in a container; refused on others when they are put in place
     */
    public ContainerFaults container() {
        return new ContainerFaults(this);
    }

    /**
     * Choose among the faults of a PostgreSQL server.
     *
     * @return the faults of a component that is one, in a container; refused on others when they are put in place
     */
    public PostgresFaults postgres() {
        return new PostgresFaults(this);
    }

    /**
     * Choose among the faults of a Redis server.
     *
     * @return the faults of a component that is one, in a container; refused on others when they are put in place
     */
    public RedisFaults redis() {
        return new RedisFaults(this);
    }

    /**
     * Choose among what becomes of a component when its region is lost.
     *
     * @return the faults of a component that runs in a container; refused on others when they are put in place
     */
    public RegionFaults region() {
        return new RegionFaults(this);
    }

    /**
     * Choose among what becomes of a component when its zone is lost.
     *
     * @return the faults of a component that runs in a container; refused on others when they are put in place
     */
    public ZoneFaults zone() {
        return new ZoneFaults(this);
    }
}
