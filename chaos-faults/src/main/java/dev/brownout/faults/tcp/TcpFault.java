package dev.brownout.faults.tcp;

import dev.brownout.api.Fault;

/** A fault of the tcp plane. Immutable. */
interface TcpFault extends Fault {

    /**
     * Tell whether nothing else on the link can be seen while it is in place.
     *
     * @return whether it hides the rest
     */
    default boolean hidesTheRest() {
        return false;
    }

    /**
     * Tell whether its witness times how long a volume takes: two such faults on one link could not be told apart.
     *
     * @return whether it does
     */
    default boolean timesVolume() {
        return false;
    }
}
