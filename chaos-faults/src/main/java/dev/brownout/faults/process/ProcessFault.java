package dev.brownout.faults.process;

import dev.brownout.api.Fault;
import java.time.Duration;

/** What the faults of a process have in common. */
interface ProcessFault extends Fault {

    /**
     * Tell how long it may stay in place when nobody takes it away.
     *
     * @return over 0
     */
    Duration life();
}
