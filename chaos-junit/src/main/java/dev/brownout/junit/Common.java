package dev.brownout.junit;

import dev.brownout.faults.FaultRegistry;
import dev.brownout.faults.undo.StateDirectory;
import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * What all sessions of a class share: what its tests have left behind; and what all classes share, found once in a test run: the
 * kinds of faults there are, and that what an earlier run had left is undone. Thread safe.
 */
final class Common {
    private final ExtensionContext.Store run;
    private final Set<String> left = new LinkedHashSet<>();

    Common(ExtensionContext context) {
        this.run = context.getRoot().getStore(BrownoutExtension.NAMESPACE);
    }

    /** The kinds of faults there are. */
    FaultRegistry kinds() {
        return run.getOrComputeIfAbsent(FaultRegistry.class, key -> FaultRegistry.load(), FaultRegistry.class);
    }

    /** Undo what an earlier run has left; whoever asks meanwhile waits. */
    void recover(StateDirectory state) {
        run.getOrComputeIfAbsent(Leftovers.class, key -> Leftovers.recover(state), Leftovers.class);
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
