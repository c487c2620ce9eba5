package dev.brownout.junit;

import dev.brownout.api.BrownoutException;
import dev.brownout.api.FaultPlane;
import dev.brownout.api.Link;
import dev.brownout.api.Stack;
import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.platform.commons.support.AnnotationSupport;

/** Gives parameters and fields of tests what they ask for. */
final class Supplied {
    private final Sessions sessions;
    private final ExtensionContext context;
    private final Session session;
    /** The outage that the test plays; empty for other tests. */
    private final Optional<OutageRun> outage;

    Supplied(Sessions sessions, ExtensionContext context) {
        this.sessions = sessions;
        this.context = context;
        this.session = sessions.of(context);
        this.outage = OutagePlayer.run(context);
    }

    static boolean supports(ParameterContext parameter) {
        var type = parameter.getParameter().getType();
        return type == Faults.class
                || type == Stack.class
                || type == FaultPlane.class
                || type == TestJournal.class
                || parameter.isAnnotated(Seed.class)
                || parameter.isAnnotated(LinkAddress.class);
    }

    Object asParameter(ParameterContext context) {
        var value = value(context);
        session.startIfAsked();
        return value;
    }

    private Object value(ParameterContext parameter) {
        var type = parameter.getParameter().getType();
        if (parameter.isAnnotated(Seed.class)) {
            if (type != long.class) {
                throw new BrownoutException("@Seed " + type.getSimpleName() + " "
                        + parameter.getParameter().getName() + " must be a long");
            }
            return outage.map(OutageRun::seed).orElseGet(session::seed);
        }
        var link = parameter.findAnnotation(LinkAddress.class);
        if (link.isPresent()) {
            return address(link.get(), type, parameter.getParameter().getName());
        } else if (type == Faults.class) {
            alone().ifPresent(run -> {
                throw new BrownoutException("Faults " + parameter.getParameter().getName()
                        + " would be put into the class's own stack, but the outage has one that is started anew for it;"
                        + " write them into the outage's file, or into a test of their own");
            });
            return new Faults(session, Sessions.test(context).map(ExtensionContext::getUniqueId));
        } else if (type == Stack.class) {
            return stack();
        } else if (type == TestJournal.class) {
            return session.journal();
        }
        handOut();
        return plane();
    }

    /** The run of an outage that has a stack of its own: what is asked for is of that one. */
    private Optional<OutageRun> alone() {
        return outage.filter(OutageRun::alone);
    }

    private Stack stack() {
        return alone().map(run -> run.plan().stack()).orElseGet(session::stack);
    }

    private FaultPlane plane() {
        return alone().map(OutageRun::plane).orElseGet(session::plane);
    }

    /** Give an address, after all is known to be right. */
    private Object address(LinkAddress asked, Class<?> type, String name) {
        return address(asked, type, name, stack(), () -> {
            handOut();
            return plane();
        });
    }

    /** Give an address on planes that are opened when all is known to be right. */
    static Object address(LinkAddress asked, Class<?> type, String name, Stack stack, Supplier<FaultPlane> plane) {
        var where = "@LinkAddress(\"" + asked.value() + "\") " + type.getSimpleName() + " " + name;
        Addresses.check(type, where);
        Link link;
        try {
            link = Targets.link(asked.value()).in(stack);
        } catch (BrownoutException e) {
            throw new BrownoutException(where + ": " + e.getMessage(), e);
        }
        return Addresses.as(type, plane.get().open(link), link);
    }

    private void handOut() {
        if (Sessions.test(context).isEmpty()) {
            sessions.handedOut();
        }
    }

    /** Set the static fields of a class that ask for addresses. */
    void intoStaticFields(Class<?> type) {
        for (var field : fields(type, Modifier::isStatic)) {
            if (field.getDeclaringClass() != type && Sessions.parallel(context)) {
                throw new BrownoutException(words(field) + " must be declared in " + type.getSimpleName()
                        + " itself, not in " + field.getDeclaringClass().getSimpleName()
                        + ", as other classes that inherit it may run concurrently; make it an instance field");
            }
            set(field, null);
        }
    }

    /** Set the fields of the test's instances that ask for addresses. */
    void intoInstances() {
        for (var instance : context.getRequiredTestInstances().getAllInstances()) {
            for (var field : fields(instance.getClass(), modifiers -> !Modifier.isStatic(modifiers))) {
                if (session != sessions.shared() && shared(instance)) {
                    throw new BrownoutException(words(field) + " must be a parameter of the test, as tests that run"
                            + " concurrently share this instance (PER_CLASS) and each has planes of its own");
                }
                set(field, instance);
            }
        }
    }

    private boolean shared(Object instance) {
        return Stream.iterate(Optional.of(context), Optional::isPresent, c -> c.flatMap(ExtensionContext::getParent))
                .flatMap(Optional::stream)
                .anyMatch(c ->
                        c.getTestClass().filter(instance.getClass()::equals).isPresent()
                                && c.getTestInstanceLifecycle()
                                        .filter(Lifecycle.PER_CLASS::equals)
                                        .isPresent());
    }

    private static Iterable<Field> fields(Class<?> type, Predicate<Integer> modifiers) {
        return AnnotationSupport.findAnnotatedFields(
                type, LinkAddress.class, field -> modifiers.test(field.getModifiers()));
    }

    private static String words(Field field) {
        var link = AnnotationSupport.findAnnotation(field, LinkAddress.class).orElseThrow();
        return "@LinkAddress(\"" + link.value() + "\") " + field.getType().getSimpleName() + " " + field.getName();
    }

    private void set(Field field, @Nullable Object instance) {
        if (Modifier.isFinal(field.getModifiers())) {
            throw new BrownoutException(words(field) + " must not be final: it is set before the tests");
        }
        var link = AnnotationSupport.findAnnotation(field, LinkAddress.class).orElseThrow();
        var address = address(link, field.getType(), field.getName());
        try {
            field.setAccessible(true);
            field.set(instance, address);
        } catch (ReflectiveOperationException | RuntimeException e) {
            throw new BrownoutException(words(field) + " must be writable, but: " + e, e);
        }
    }
}
