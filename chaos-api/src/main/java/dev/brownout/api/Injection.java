package dev.brownout.api;

import java.util.Map;

/** A fault that is in place. Thread safe. */
public interface Injection extends AutoCloseable {

    /**
     * Count how often each victim's own traffic met the fault, as the plane decided it. Witness traffic is not counted.
     *
     * @return victim (a component's id, or the address it came from) to number of hits so far; empty when nobody met it
     */
    Map<String, Long> exposure();

    /**
     * Restore what was before. Idempotent.
     *
     * @throws BrownoutException if it could not be restored
     */
    @Override
    void close();
}
