package dev.brownout.junit;

import dev.brownout.faults.FaultRegistry;
import dev.brownout.faults.undo.StateDirectory;
import dev.brownout.scenarios.library.Library;
import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * What all sessions of a class share: what its tests have left behind; and what all classes of a test run share: the kinds of
 * faults there are, and who undoes what an earlier run has left. Thread safe.
 */
final class Common {
    private final Supplier<FaultRegistry> kinds;
    private final Runnable recovery;
    private final Set<String> left = new LinkedHashSet<>();

    Common(Supplier<FaultRegistry> kinds, Runnable recovery) {
        this.kinds = kinds;
        this.recovery = recovery;
    }

    /** What the sessions of a class share in a test run. */
    static Common in(ExtensionContext context) {
        var run = run(context);
        return new Common(
                () -> kinds(run),
                () -> run.getOrComputeIfAbsent(
                                Leftovers.class, key -> new Leftovers(StateDirectory.standard()), Leftovers.class)
                        .recover());
    }

    private static ExtensionContext.Store run(ExtensionContext context) {
        return context.getRoot().getStore(BrownoutExtension.NAMESPACE);
    }

    private static FaultRegistry kinds(ExtensionContext.Store run) {
        return run.getOrComputeIfAbsent(FaultRegistry.class, key -> FaultRegistry.load(), FaultRegistry.class);
    }

    /** What outages are played with: the kinds of faults of a test run, and what else there is. */
    static Library library(ExtensionContext context) {
        var run = run(context);
        return run.getOrComputeIfAbsent(Library.class, key -> Library.load().with(kinds(run)), Library.class);
    }

    /** The kinds of faults there are. */
    FaultRegistry kinds() {
        return kinds.get();
    }

    /** Undo what an earlier run, or an earlier class, has left. */
    void recover() {
        recovery.run();
    }

    /** Note what could not be restored. */
    synchronized void left(String words) {
        left.add(words);
    }

    /** What could not be restored; empty when all is as before. */
    synchronized Optional<String> left() {
        return left.isEmpty() ? Optional.empty() : Optional.of(String.join("; ", left));
    }
}
