package dev.brownout.junit;

import dev.brownout.api.BrownoutException;
import dev.brownout.api.StackProvider;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.UUID;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.AfterTestExecutionCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.BeforeTestExecutionCallback;
import org.junit.jupiter.api.extension.DynamicTestInvocationContext;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.InvocationInterceptor;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolutionException;
import org.junit.jupiter.api.extension.ParameterResolver;
import org.junit.jupiter.api.extension.TestExecutionExceptionHandler;
import org.junit.jupiter.api.extension.TestInstanceFactoryContext;
import org.junit.jupiter.api.extension.TestInstancePreConstructCallback;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.platform.commons.support.AnnotationSupport;
import org.opentest4j.TestAbortedException;

/**
 * The extension behind {@link Brownout}. Registered by that annotation, or by a static field for those who prefer code:
 *
 * <pre>{@code
 * @RegisterExtension
 * static final BrownoutExtension BROWNOUT = BrownoutExtension.builder().stack(STACK).seed(7).build();
 * }</pre>
 *
 * <p>Faults that are declared by annotations are put in place after all {@code @BeforeEach} methods and taken away before the
 * first {@code @AfterEach} method, so that what a test prepares and cleans up does not run under them.
 */
public final class BrownoutExtension
        implements BeforeAllCallback,
                TestInstancePreConstructCallback,
                BeforeEachCallback,
                BeforeTestExecutionCallback,
                TestExecutionExceptionHandler,
                AfterTestExecutionCallback,
                AfterEachCallback,
                AfterAllCallback,
                InvocationInterceptor,
                ParameterResolver {
    static final Namespace NAMESPACE = Namespace.create(BrownoutExtension.class);

    private final Optional<Supplier<StackSource>> given;
    private final OptionalLong seed;

    /** For {@link Brownout}. */
    BrownoutExtension() {
        this(Optional.empty(), OptionalLong.empty());
    }

    private BrownoutExtension(Optional<Supplier<StackSource>> given, OptionalLong seed) {
        this.given = given;
        this.seed = seed;
    }

    /**
     * Make an extension by code.
     *
     * @return a builder
     */
    public static Builder builder() {
        return new Builder();
    }

    /** Makes an extension. Not thread safe. */
    public static final class Builder {
        private Optional<Supplier<StackSource>> stack = Optional.empty();
        private OptionalLong seed = OptionalLong.empty();

        private Builder() {}

        /**
         * Say what is under test.
         *
         * @param provider brings it
         * @return this
         */
        public Builder stack(StackProvider provider) {
            stack = Optional.of(() -> StackSource.of(provider, "the extension's builder"));
            return this;
        }

        /**
         * Say what is under test.
         *
         * @param named as the command line names it: {@code name:variant?option=value}, or the path of a stack file
         * @return this
         */
        public Builder stack(String named) {
            stack = Optional.of(() -> StackSource.named(named, "the extension's builder"));
            return this;
        }

        /**
         * Choose what all decisions follow from.
         *
         * @param number any number
         * @return this
         */
        public Builder seed(long number) {
            seed = OptionalLong.of(number);
            return this;
        }

        /**
         * Make the extension.
         *
         * @return the extension, for a static field with {@code @RegisterExtension}
         */
        public BrownoutExtension build() {
            return new BrownoutExtension(stack, seed);
        }
    }

    @Override
    public void beforeAll(ExtensionContext context) {
        mine(context)
                .ifPresent(
                        sessions -> new Supplied(sessions, context).intoStaticFields(context.getRequiredTestClass()));
    }

    /** Make a class's sessions, unless it has those of the class around it. The one instance of a class comes before all else. */
    private void prepare(ExtensionContext context) {
        var store = context.getStore(NAMESPACE);
        var key = new Prepared(this, context.getUniqueId());
        if (store.get(key) != null) {
            return;
        }
        // for a class in one that this extension was registered for, it is no second naming
        boolean within = store.get(this) != null;
        store.put(this, key);
        store.put(key, key);
        var type = context.getRequiredTestClass();
        var own = source(type, within);
        if (own.isPresent() || Sessions.in(context).isEmpty()) {
            store.put(Sessions.class, new Sessions(this, own.orElseGet(() -> () -> absent(type)), seed(type), context));
        }
    }

    /** That an extension knows a class. */
    private record Prepared(BrownoutExtension extension, String type) {}

    private static StackSource absent(Class<?> type) {
        throw new BrownoutException("what is under test must be named, but " + type.getSimpleName()
                + " does not: annotate a static field with @StackUnderTest, or say @Brownout(stack = \"…\")");
    }

    private Optional<Supplier<StackSource>> source(Class<?> type, boolean within) {
        var named = StackSources.in(type);
        if (within) {
            return named;
        }
        if (named.isPresent() && given.isPresent()) {
            throw new BrownoutException("what is under test must be named once, but " + type.getSimpleName()
                    + " names it itself and the extension's builder does too; keep one of them");
        }
        return given.or(() -> named);
    }

    private long seed(Class<?> type) {
        return seed.orElseGet(() -> AnnotationSupport.findAnnotation(type, Brownout.class)
                .map(Brownout::seed)
                .orElse(1L));
    }

    /** The sessions, unless they are another extension's: where two are registered, the one that names a stack has the word. */
    private Optional<Sessions> mine(ExtensionContext context) {
        if (Sessions.test(context).isEmpty()) {
            prepare(context);
        } else if (context.getStore(NAMESPACE).get(this) == null) {
            throw new BrownoutException(
                    "a BrownoutExtension that is registered by a field must be in a static one, as planes"
                            + " belong to the class; make the field static");
        }
        return Sessions.in(context).filter(sessions -> sessions.by(this));
    }

    /** By what a test is constructed belongs to the test. */
    @Override
    public ExtensionContextScope getTestInstantiationExtensionContextScope(ExtensionContext root) {
        return ExtensionContextScope.TEST_METHOD;
    }

    /**
     * Start what static fields asked for before a test instance is made: by now other extensions have started the containers,
     * and Spring's, which connects to them, comes after this.
     */
    @Override
    public void preConstructTestInstance(TestInstanceFactoryContext factory, ExtensionContext context) {
        mine(context).ifPresent(sessions -> sessions.shared().startIfAsked());
    }

    @Override
    public void beforeEach(ExtensionContext context) {
        var sessions = mine(context);
        if (sessions.isPresent()) {
            var session = sessions.get().of(context);
            session.begin(context.getUniqueId());
            session.declare(DeclaredFaults.of(context, sessions.get().common()::kinds, session::stack));
            new Supplied(sessions.get(), context).intoInstances();
            sessions.get().shared().startIfAsked();
            session.startIfAsked();
        }
    }

    @Override
    public void beforeTestExecution(ExtensionContext context) {
        var session = session(context);
        if (session.isPresent() && !session.get().declared().isEmpty()) {
            configured(
                    context,
                    session.get(),
                    () -> session.get().inject(session.get().declared(), Optional.of(context.getUniqueId())));
        }
    }

    private Optional<Session> session(ExtensionContext context) {
        return mine(context).map(sessions -> sessions.of(context));
    }

    @Override
    public void handleTestExecutionException(ExtensionContext context, Throwable thrown) throws Throwable {
        var session = session(context);
        throw session.isPresent() ? explained(context, session.get(), thrown) : thrown;
    }

    private static Throwable explained(ExtensionContext context, Session session, Throwable thrown) {
        if (thrown instanceof UnprovenFaultError unproven) {
            return session.settings().unproven() == Settings.Unproven.FAIL ? unproven : aborted(context, unproven);
        }
        var inPlace = session.inPlace();
        if (!inPlace.isEmpty()) {
            thrown.addSuppressed(new FaultsInPlace(inPlace, session.replay()));
        }
        return thrown;
    }

    @Override
    public void afterTestExecution(ExtensionContext context) {
        var session = session(context);
        if (session.isPresent()) {
            configured(context, session.get(), session.get()::reset);
        }
    }

    /**
     * Take away what a dynamic test leaves before the next one begins. Those that run concurrently share the planes of their
     * factory, so there it is done when all are over.
     */
    @Override
    public void interceptDynamicTest(
            Invocation<@Nullable Void> invocation, DynamicTestInvocationContext dynamic, ExtensionContext context)
            throws Throwable {
        var session = session(context);
        boolean alone = !Sessions.parallel(context) || context.getExecutionMode() == ExecutionMode.SAME_THREAD;
        if (session.isEmpty() || !alone) {
            invocation.proceed();
            return;
        }
        var before = session.get().faults();
        Throwable failed = null;
        try {
            invocation.proceed();
        } catch (Throwable thrown) {
            failed = explained(context, session.get(), thrown);
        }
        try {
            configured(context, session.get(), () -> session.get().resetTo(before));
        } catch (Throwable thrown) {
            if (failed == null) {
                throw thrown;
            }
            failed.addSuppressed(thrown);
        }
        if (failed != null) {
            throw failed;
        }
    }

    private static void configured(ExtensionContext context, Session session, Runnable step) {
        try {
            step.run();
        } catch (UnprovenFaultError e) {
            if (session.settings().unproven() == Settings.Unproven.FAIL) {
                throw e;
            }
            throw aborted(context, e);
        }
    }

    /** An unproven fault fails a test, unless somebody chose otherwise for this machine; then it is said at the end. */
    private static TestAbortedException aborted(ExtensionContext context, UnprovenFaultError unproven) {
        AbortedTests.in(context).add(context);
        return new TestAbortedException(unproven.getMessage(), unproven);
    }

    @Override
    public void afterEach(ExtensionContext context) {
        var sessions = mine(context);
        if (sessions.isPresent()) {
            end(context, sessions.get());
        }
    }

    private static void end(ExtensionContext context, Sessions sessions) {
        var session = sessions.of(context);
        boolean finished = false;
        try {
            configured(context, session, session::finish);
            finished = true;
        } finally {
            if (!finished || context.getExecutionException().isPresent()) {
                keepJournal(context, session);
            }
            sessions.end(context);
        }
    }

    private static void keepJournal(ExtensionContext context, Session session) {
        if (session.journal().events().isEmpty()) {
            return;
        }
        var name = context.getRequiredTestClass().getSimpleName() + "." + context.getDisplayName();
        var file = session.settings()
                .reports()
                .resolve(name.replaceAll("[^A-Za-z0-9._-]+", "-") + "-"
                        + UUID.randomUUID().toString().substring(0, 8) + ".jsonl");
        session.journal().write(file);
        context.publishReportEntry(Map.of("brownout.journal", file.toString(), "brownout.seed", "" + session.seed()));
    }

    @Override
    public void afterAll(ExtensionContext context) {
        var own = mine(context).filter(sessions -> sessions.belongTo(context));
        if (own.isEmpty()) {
            return;
        }
        RuntimeException failed = null;
        try {
            own.get().close();
        } catch (RuntimeException e) {
            failed = e;
        }
        var left = own.get().left();
        if (left.isPresent()) {
            var error = new NotRestoredError("class "
                    + context.getRequiredTestClass().getSimpleName() + " left something behind: " + left.get());
            if (failed != null) {
                error.addSuppressed(failed);
            }
            throw error;
        }
        if (failed != null) {
            throw failed;
        }
    }

    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
        return Supplied.supports(parameter) && mine(context).isPresent();
    }

    @Override
    public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
        try {
            return new Supplied(mine(context).orElseThrow(), context).asParameter(parameter);
        } catch (BrownoutException e) {
            throw new ParameterResolutionException(String.valueOf(e.getMessage()), e);
        }
    }
}
