package dev.brownout.scenarios.stack;

import dev.brownout.api.Workload;

/** Makes background users once the links are open. */
@FunctionalInterface
public interface WorkloadFactory {

    /**
     * Make the users.
     *
     * @param seed all that they do follows from it
     * @param links where the plane takes each link's connections
     * @return the users, who have not begun to trade
     */
    Workload workload(long seed, OpenLinks links);
}
