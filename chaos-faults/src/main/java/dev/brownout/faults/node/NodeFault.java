package dev.brownout.faults.node;

import dev.brownout.api.Arguments;
import dev.brownout.api.Fault;

/**
 * A fault with the arguments that it was made from, to be sent to a node.
 *
 * @param <F> the fault's own type
 * @param fault the fault
 * @param arguments what it was made from
 */
record NodeFault<F extends Fault>(F fault, Arguments arguments) implements Fault {
    @Override
    public String kind() {
        return fault.kind();
    }
}
