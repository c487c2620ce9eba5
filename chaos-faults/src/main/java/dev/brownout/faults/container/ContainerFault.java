package dev.brownout.faults.container;

import dev.brownout.api.Fault;
import java.time.Duration;

/** What the faults of a container have in common. */
interface ContainerFault extends Fault {

    /**
     * Tell how long it may stay in place when nobody takes it away.
     *
     * @return over 0
     */
    Duration life();
}
