package dev.brownout.faults.packet;

import dev.brownout.api.Fault;
import java.util.List;

/** What the faults of packets have in common. */
interface PacketFault extends Fault {

    /** Give the rules that do it, in their order. */
    List<Rule> rules();

    /** Whether nothing else can be seen on new connections of the link while it is in place. */
    default boolean hidesTheRest() {
        return false;
    }
}
