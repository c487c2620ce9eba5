package dev.brownout.junit;

import java.util.Collections;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * The tests that were aborted because a fault was not proven and {@code brownout.unproven=abort} was chosen: they count as skipped,
 * so they are named at the end. Thread safe.
 */
final class AbortedTests implements AutoCloseable {
    private final Set<String> names = Collections.synchronizedSet(new TreeSet<>());

    static AbortedTests in(ExtensionContext context) {
        return context.getRoot()
                .getStore(BrownoutExtension.NAMESPACE)
                .getOrComputeIfAbsent(AbortedTests.class, key -> new AbortedTests(), AbortedTests.class);
    }

    void add(ExtensionContext test) {
        var type = Sessions.test(test).orElse(test).getRequiredTestClass();
        names.add(type.getSimpleName() + "." + test.getDisplayName());
    }

    @Override
    public void close() {
        if (!names.isEmpty()) {
            System.err.println(
                    "brownout: " + names.size() + " tests count as skipped, as a fault in them was not proven and "
                            + Settings.UNPROVEN + "=abort was chosen: " + String.join(", ", names));
        }
    }
}
