package dev.brownout.api;

import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

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
     * Open the planes that a stack goes through, where those of the run's own JVM are out of its reach.
     *
     * @param stack made by {@link #describe}
     * @param seed all decisions of the planes follow from it
     * @param ledger takes how to undo what would outlive this process, before it is done
     * @param directory where its data and logs may lie; the same that {@link #start} is given
     * @return the planes, which the caller closes after the stack; empty where those of this JVM will do
     * @throws BrownoutException if they cannot be opened; then nothing of them is left
     */
    default Optional<FaultPlane> plane(Stack stack, long seed, UndoLedger ledger, Path directory) {
        return Optional.empty();
    }

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
