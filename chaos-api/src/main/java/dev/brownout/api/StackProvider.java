package dev.brownout.api;

import java.nio.file.Path;
import java.util.Map;

/** Bring a stack to a run. Found with {@link java.util.ServiceLoader}, so implementations need a public constructor. */
public interface StackProvider {

    /**
     * Name the stack as the command line does.
     *
     * @return kebab-case, unique
     */
    String name();

    /**
     * List the variants there are, the default first.
     *
     * @return variant to what it is, in order; at least one
     */
    Map<String, String> variants();

    /**
     * Describe a variant, without starting anything: the same for the same arguments, always.
     *
     * @param variant one of {@link #variants()}
     * @param options options of the stack's own, possibly empty
     * @return the description
     * @throws BrownoutException if there is no such variant or option; the message lists those there are
     */
    Stack describe(String variant, Map<String, String> options);

    /**
     * Start a stack, with its links and names going through a plane.
     *
     * @param stack made by {@link #describe}
     * @param plane where its links and names go through
     * @param directory an empty directory for its data and logs, which the caller keeps or deletes
     * @return the running stack, ready for users
     * @throws BrownoutException if it does not start; then nothing of it is left running, and the message holds the end of
     *     the log of the part that did not
     */
    RunningStack start(Stack stack, FaultPlane plane, Path directory);
}
