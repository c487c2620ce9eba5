package dev.brownout.scenarios.stack;

import dev.brownout.api.Probe;
import java.net.InetSocketAddress;
import java.util.function.Function;

/** Makes a capability's probe once the links are open: most questions must go over a link, where its faults are met. */
@FunctionalInterface
public interface ProbeFactory {

    /**
     * Make the probe.
     *
     * @param links link id to the loopback address on which the plane takes that link's connections; throws a {@link
     *     dev.brownout.api.BrownoutException} that lists the links there are for an id that is none of them
     * @return the probe; one that is {@link AutoCloseable} is closed with the running stack
     */
    Probe probe(Function<String, InetSocketAddress> links);
}
