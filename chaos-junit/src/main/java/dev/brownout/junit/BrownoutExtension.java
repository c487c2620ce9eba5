package dev.brownout.junit;

import dev.brownout.api.BrownoutException;
import dev.brownout.api.FaultPlane;
import dev.brownout.api.Stack;
import dev.brownout.api.StackProvider;
import java.lang.reflect.Modifier;
import java.lang.reflect.Parameter;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.UUID;
import java.util.function.Supplier;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.AfterTestExecutionCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.BeforeTestExecutionCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolutionException;
import org.junit.jupiter.api.extension.ParameterResolver;
import org.junit.jupiter.api.extension.TestExecutionExceptionHandler;
import org.junit.jupiter.api.extension.TestInstanceFactoryContext;
import org.junit.jupiter.api.extension.TestInstancePreConstructCallback;
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
        var type = context.getRequiredTestClass();
        var own = source(type);
        if (own.isPresent() || sessions(context).isEmpty()) {
            var sessions = new Sessions(
                    own.orElseGet(() -> () -> {
                        throw new BrownoutException("what is under test must be named, but " + type.getSimpleName()
                                + " does not: annotate a static field with @StackUnderTest, or say"
                                + " @Brownout(stack = \"…\")");
                    }),
                    seed(type),
                    Settings.of(context),
                    context);
            context.getStore(NAMESPACE).put(Sessions.class, sessions);
        }
        inject(context, type, null);
    }

    private Optional<Supplier<StackSource>> source(Class<?> type) {
        var named = StackSources.in(type);
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

    private static Optional<Sessions> sessions(ExtensionContext context) {
        return Optional.ofNullable(context.getStore(NAMESPACE).get(Sessions.class, Sessions.class));
    }

    /** The session that a test, or before all tests its class, uses. */
    static Session session(ExtensionContext context) {
        return sessions(context)
                .orElseThrow(() -> new BrownoutException(
                        "a BrownoutExtension that is registered by a field must be in a static one: planes belong to the"
                                + " class"))
                .of(context);
    }

    /**
     * Start what static fields asked for before a test instance is made: by now other extensions have started the containers,
     * and Spring's, which connects to them, comes after this.
     */
    @Override
    public void preConstructTestInstance(TestInstanceFactoryContext factory, ExtensionContext context) {
        sessions(context).map(sessions -> sessions.of(context)).ifPresent(Session::startIfAsked);
    }

    @Override
    public void beforeEach(ExtensionContext context) {
        var session = session(context);
        session.begin();
        session.declare(DeclaredFaults.of(context, session::stack));
        context.getRequiredTestInstances()
                .getAllInstances()
                .forEach(instance -> inject(context, instance.getClass(), instance));
        session.startIfAsked();
    }

    @Override
    public void beforeTestExecution(ExtensionContext context) throws Throwable {
        var session = session(context);
        var declared = session.declared();
        if (!declared.isEmpty()) {
            configured(context, session, () -> session.inject(declared));
        }
    }

    @Override
    public void handleTestExecutionException(ExtensionContext context, Throwable thrown) throws Throwable {
        var session = session(context);
        if (!(thrown instanceof UnprovenFaultError) && !session.inPlace().isEmpty()) {
            thrown.addSuppressed(new FaultsInPlace(session.inPlace(), session.replay()));
        }
        throw asConfigured(context, session, thrown);
    }

    @Override
    public void afterTestExecution(ExtensionContext context) throws Throwable {
        var session = session(context);
        configured(context, session, session::reset);
    }

    private static void configured(ExtensionContext context, Session session, Runnable step) throws Throwable {
        try {
            step.run();
        } catch (UnprovenFaultError e) {
            throw asConfigured(context, session, e);
        }
    }

    /** An unproven fault fails a test, unless somebody chose otherwise for this machine; then it is said at the end. */
    private static Throwable asConfigured(ExtensionContext context, Session session, Throwable thrown) {
        if (!(thrown instanceof UnprovenFaultError) || session.settings().unproven() == Settings.Unproven.FAIL) {
            return thrown;
        }
        AbortedTests.in(context).add(context);
        return new TestAbortedException(thrown.getMessage(), thrown);
    }

    @Override
    public void afterEach(ExtensionContext context) {
        var sessions = sessions(context).orElseThrow();
        var session = sessions.of(context);
        try {
            session.reset();
        } finally {
            keepJournal(context, session);
            sessions.end(context);
        }
    }

    private static void keepJournal(ExtensionContext context, Session session) {
        var thrown = context.getExecutionException();
        if (thrown.isEmpty() || session.journal().events().isEmpty()) {
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
        var own = context.getStore(NAMESPACE).get(Sessions.class, Sessions.class);
        if (own != null && own.owner().equals(context.getUniqueId())) {
            own.close();
            own.notRestored().ifPresent(left -> {
                throw new NotRestoredError(
                        "class " + context.getRequiredTestClass().getSimpleName() + " left something behind: " + left);
            });
        }
    }

    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
        var type = parameter.getParameter().getType();
        return type == Faults.class
                || type == Stack.class
                || type == FaultPlane.class
                || type == TestJournal.class
                || (type == long.class && parameter.isAnnotated(Seed.class))
                || parameter.isAnnotated(LinkAddress.class);
    }

    @Override
    public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
        var session = session(context);
        var type = parameter.getParameter().getType();
        try {
            var value = resolve(parameter, context, session, type);
            session.startIfAsked();
            return value;
        } catch (BrownoutException e) {
            throw new ParameterResolutionException(String.valueOf(e.getMessage()), e);
        }
    }

    private static Object resolve(
            ParameterContext parameter, ExtensionContext context, Session session, Class<?> type) {
            if (type == Faults.class) {
                return new Faults(session);
            } else if (type == Stack.class) {
                return session.stack();
            } else if (type == FaultPlane.class) {
                return session.plane();
            } else if (type == TestJournal.class) {
                return session.journal();
            } else if (type == long.class && parameter.isAnnotated(Seed.class)) {
                return session.seed();
            }
            var link = parameter.findAnnotation(LinkAddress.class).orElseThrow().value();
            return address(context, session, link, type, describe(parameter.getParameter(), link));
    }

    private static String describe(Parameter parameter, String link) {
        return "@LinkAddress(\"" + link + "\") " + parameter.getType().getSimpleName() + " " + parameter.getName();
    }

    private static Object address(
            ExtensionContext context, Session session, String link, Class<?> type, String where) {
        InetSocketAddress address;
        try {
            address = session.address(link);
        } catch (BrownoutException e) {
            throw new BrownoutException(where + ": " + e.getMessage(), e);
        }
        if (context.getTestMethod().isEmpty()) {
            sessions(context).ifPresent(Sessions::handedOut);
        }
        return Addresses.as(type, address, Targets.link(link).in(session.stack()), where);
    }

    /** Set the fields that ask for addresses: the static ones of a class, or those of an instance. */
    private static void inject(
            ExtensionContext context, Class<?> type, @org.jspecify.annotations.Nullable Object instance) {
        for (var field : AnnotationSupport.findAnnotatedFields(
                type, LinkAddress.class, f -> Modifier.isStatic(f.getModifiers()) == (instance == null))) {
            var annotation = field.getAnnotation(LinkAddress.class);
            var where = "@LinkAddress(\"" + annotation.value() + "\") "
                    + field.getType().getSimpleName() + " " + field.getName();
            if (Modifier.isFinal(field.getModifiers())) {
                throw new BrownoutException(where + " must not be final: it is set before the tests");
            }
            var address = address(context, session(context), annotation.value(), field.getType(), where);
            try {
                field.setAccessible(true);
                field.set(instance, address);
            } catch (ReflectiveOperationException | RuntimeException e) {
                throw new BrownoutException(where + " must be writable, but: " + e, e);
            }
        }
    }
}
