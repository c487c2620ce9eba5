package dev.brownout.scenarios.stack;

import dev.brownout.api.Workload;
import java.net.InetSocketAddress;
import java.util.function.Function;

/** Makes background users once the links are open. */
@FunctionalInterface
public interface WorkloadFactory {

    /**
     * Make the users.
     *
     * @param seed all that they do follows from it
     * @param links link id to the loopback address on which the plane takes that link's connections
     * @return the users, who have not begun to trade
     */
    Workload workload(long seed, Function<String, InetSocketAddress> links);
}
