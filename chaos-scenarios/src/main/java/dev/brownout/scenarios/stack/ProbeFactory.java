package dev.brownout.scenarios.stack;

import dev.brownout.api.Probe;

/** Makes a capability's probe once the links are open: most questions must go over a link, where its faults are met. */
@FunctionalInterface
public interface ProbeFactory {

    /**
     * Make the probe.
     *
     * @param links where the plane takes each link's connections
     * @return the probe; one that is {@link AutoCloseable} is closed with the running stack
     */
    Probe probe(OpenLinks links);
}
