package dev.brownout.junit;

import dev.brownout.api.BrownoutException;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.parallel.ExecutionMode;

/**
 * The sessions of a test class: one of the class and, where its tests run concurrently, one a test, so that none meets another's
 * faults. Kept in the class's store and closed by it. Thread safe.
 */
final class Sessions implements AutoCloseable {
    private final Supplier<StackSource> source;
    private final long seed;
    private final Settings settings;
    private final String owner;
    private final Session shared;
    private final Map<String, Session> own = new ConcurrentHashMap<>();
    private volatile boolean handedOut;

    Sessions(Supplier<StackSource> source, long seed, Settings settings, ExtensionContext context) {
        this.source = source;
        this.seed = settings.seed().orElse(seed);
        this.settings = settings;
        this.owner = context.getUniqueId();
        this.shared = new Session(source, this.seed, settings, () -> {});
    }

    /** The unique id of the class that these belong to. */
    String owner() {
        return owner;
    }

    /** Note that an address of the class's own planes was given to somebody. */
    void handedOut() {
        handedOut = true;
    }

    /** The session of a test, or of the class where the context is no test's. */
    Session of(ExtensionContext context) {
        var test = test(context);
        if (test.isEmpty() || !concurrent(test.get())) {
            return shared;
        }
        return own.computeIfAbsent(
                test.get().getUniqueId(), id -> new Session(source, seed, settings, this::checkReach));
    }

    private static Optional<ExtensionContext> test(ExtensionContext context) {
        return context.getTestMethod().map(method -> context);
    }

    /** Whether the test may run beside another one of the class whose planes it would share. */
    private boolean concurrent(ExtensionContext test) {
        if (!test.getConfigurationParameter("junit.jupiter.execution.parallel.enabled")
                .map(Boolean::parseBoolean)
                .orElse(false)) {
            return false;
        }
        for (var at = Optional.of(test); at.isPresent(); at = at.get().getParent()) {
            if (at.get().getUniqueId().equals(owner)) {
                return false;
            }
            if (at.get().getExecutionMode() == ExecutionMode.CONCURRENT) {
                return true;
            }
        }
        return false;
    }

    /** Refuse faults of a test that cannot reach what was given to its class. */
    private void checkReach() {
        if (handedOut) {
            throw new BrownoutException("faults of tests that run concurrently act on planes of their own, but an address of"
                    + " the class's planes was taken by a static field, a constructor or @BeforeAll; take it as a"
                    + " parameter of the test or in an instance field, or say @Execution(SAME_THREAD) on the class");
        }
    }

    /** What could not be restored in tests that share the class's planes; empty when all is as before. */
    Optional<String> notRestored() {
        return shared.notRestored();
    }

    /** End a test: what it had for itself is closed. */
    void end(ExtensionContext test) {
        var ended = own.remove(test.getUniqueId());
        if (ended != null) {
            ended.close();
        }
    }

    @Override
    public void close() {
        own.values().forEach(Session::close);
        own.clear();
        shared.close();
    }
}
