package dev.brownout.faults.store;

import dev.brownout.api.Fault;
import java.time.Duration;

/** What the faults of a store have in common. */
interface StoreFault extends Fault {

    /** Returns after what time it is undone even if nobody takes it away. */
    Duration life();
}
