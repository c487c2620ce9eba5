package dev.brownout.examples.exchange.stack;

import dev.brownout.api.RunningStack.Exit;
import java.util.function.Consumer;
import java.util.function.Supplier;

/** Tells of parts of an exchange that end without having been asked to. */
interface UnexpectedExits {
    /**
     * Be told.
     *
     * @param listener called on any thread that must not be kept waiting, once a component, also for those that have ended
     *     already; takes what reads the end of its log
     */
    void tell(Consumer<Supplier<Exit>> listener);
}
