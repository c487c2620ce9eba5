package dev.brownout.junit;

import dev.brownout.api.BrownoutException;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import java.util.stream.Stream;
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
    private final BrownoutExtension extension;
    private final String owner;
    private final Common common;
    private final Session shared;
    private final Map<String, Session> own = new ConcurrentHashMap<>();
    private volatile boolean handedOut;

    /**
     * @param extension whose sessions they are: where two are registered, each has its own
     * @param source gives what is under test, when it is needed
     * @param seed all decisions follow from it where none is configured
     * @param context of the class
     */
    Sessions(BrownoutExtension extension, Supplier<StackSource> source, long seed, ExtensionContext context) {
        this.extension = extension;
        this.source = source;
        this.settings = Settings.of(context);
        this.seed = settings.seed().orElse(seed);
        this.owner = context.getUniqueId();
        this.common = Common.in(context);
        this.shared = new Session(source, this.seed, settings, () -> {}, common);
    }

    /** Find those that a class, or one around it, has. */
    static Optional<Sessions> in(ExtensionContext context) {
        return Optional.ofNullable(context.getStore(BrownoutExtension.NAMESPACE).get(Sessions.class, Sessions.class));
    }

    /** What all of them share. */
    Common common() {
        return common;
    }

    /** Whether an extension has made them. */
    boolean by(BrownoutExtension one) {
        return extension == one;
    }

    /** Whether they belong to a class itself, and not to one around it. */
    boolean belongTo(ExtensionContext context) {
        return owner.equals(context.getUniqueId());
    }

    /** What all decisions follow from. */
    long seed() {
        return seed;
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
                test.get().getUniqueId(), id -> new Session(source, seed, settings, this::checkReach, common));
    }

    /** The session of the class. */
    Session shared() {
        return shared;
    }

    /** Find the test that a context is of: the factory of a dynamic test; empty for a class. */
    static Optional<ExtensionContext> test(ExtensionContext context) {
        return Stream.iterate(Optional.of(context), Optional::isPresent, c -> c.flatMap(ExtensionContext::getParent))
                .flatMap(Optional::stream)
                .filter(c -> c.getTestMethod().isPresent())
                .findFirst();
    }

    /** Whether the test may run beside another one of the class whose planes it would share. */
    private boolean concurrent(ExtensionContext test) {
        if (!parallel(test)) {
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

    /** Whether classes or methods may run concurrently at all. */
    static boolean parallel(ExtensionContext context) {
        return context.getConfigurationParameter("junit.jupiter.execution.parallel.enabled")
                .map(Boolean::parseBoolean)
                .orElse(false);
    }

    /** Refuse faults of a test that cannot reach what was given to its class. */
    private void checkReach() {
        if (handedOut) {
            throw new BrownoutException(
                    "faults of tests that run concurrently act on planes of their own, but an address of"
                            + " the class's planes was taken by a static field, a constructor or @BeforeAll; take it as a"
                            + " parameter of the test or in an instance field, or say @Execution(SAME_THREAD) on the class");
        }
    }

    /** What its tests have left behind; empty when all is as before. */
    Optional<String> left() {
        return common.left();
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
