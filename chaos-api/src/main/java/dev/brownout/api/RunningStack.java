package dev.brownout.api;

import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/** A stack that serves. Thread safe. */
public interface RunningStack extends AutoCloseable {

    /**
     * Give the question for each capability.
     *
     * @return capability id to probe, one for every capability of the stack
     */
    Map<String, Probe> probes();

    /**
     * Make background users.
     *
     * @param seed all that they do follows from it
     * @return the users; empty when the stack brings none
     */
    Optional<Workload> workload(long seed);

    /**
     * Be told when a component ends that nobody asked to end.
     *
     * @param listener called on any thread, once a component, also for those that have ended already
     */
    void onUnexpectedExit(Consumer<Exit> listener);

    /** Stop every component. Idempotent; nothing of the stack runs when it returns. */
    @Override
    void close();

    /**
     * A component that ended by itself.
     *
     * @param component its id
     * @param how exit code or signal, and the end of its log, at most a few lines
     */
    record Exit(String component, String how) {}
}
