package dev.brownout.junit;

import dev.brownout.api.BrownoutException;
import dev.brownout.api.StackProvider;
import java.lang.reflect.AnnotatedElement;
import java.lang.reflect.Field;
import java.lang.reflect.Member;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.junit.platform.commons.support.AnnotationSupport;
import org.junit.platform.commons.support.HierarchyTraversalMode;
import org.junit.platform.commons.support.ReflectionSupport;

/** Finds what a test class says is under test. Reads nothing of it yet. */
final class StackSources {
    private StackSources() {}

    /**
     * Find it.
     *
     * @param type a test class
     * @return what gives it when it is needed; empty where the class says nothing
     * @throws BrownoutException if it is named twice, or by a member that cannot give it
     */
    static Optional<Supplier<StackSource>> in(Class<?> type) {
        var found = new ArrayList<Named>();
        AnnotationSupport.findAnnotation(type, Brownout.class).ifPresent(b -> found.addAll(named(b)));
        var fields = AnnotationSupport.findAnnotatedFields(type, StackUnderTest.class);
        fields.forEach(f -> found.add(named(f)));
        var methods =
                AnnotationSupport.findAnnotatedMethods(type, StackUnderTest.class, HierarchyTraversalMode.BOTTOM_UP);
        methods.forEach(m -> found.add(named(m)));
        if (found.size() > 1) {
            throw new BrownoutException("what is under test must be named once, but " + type.getSimpleName()
                    + " names it by "
                    + String.join(" and by ", found.stream().map(Named::words).toList())
                    + "; keep one of them");
        }
        return found.stream().findFirst().map(Named::source);
    }

    private record Named(String words, Supplier<StackSource> source) {}

    private static List<Named> named(Brownout annotation) {
        var all = new ArrayList<Named>();
        if (!annotation.stack().isEmpty()) {
            var words = "@Brownout(stack = \"" + annotation.stack() + "\")";
            all.add(new Named(words, () -> StackSource.named(annotation.stack(), words)));
        }
        if (annotation.provider() != StackProvider.class) {
            var words = "@Brownout(provider = " + annotation.provider().getSimpleName() + ".class)";
            all.add(new Named(
                    words, () -> StackSource.of(ReflectionSupport.newInstance(annotation.provider()), words)));
        }
        return all;
    }

    private static Named named(Field field) {
        var words = "@StackUnderTest " + field.getName();
        checked(field, field, field.getType(), words);
        return new Named(words, () -> source(read(field), words));
    }

    private static Named named(Method method) {
        var words = "@StackUnderTest " + method.getName() + "()";
        checked(method, method, method.getReturnType(), words);
        if (method.getParameterCount() > 0) {
            throw new BrownoutException(
                    words + " of " + method.getDeclaringClass().getSimpleName() + " must have no parameter, but has "
                            + method.getParameterCount());
        }
        return new Named(words, () -> source(ReflectionSupport.invokeMethod(method, null), words));
    }

    private static void checked(AnnotatedElement element, Member member, Class<?> type, String words) {
        if (!Modifier.isStatic(member.getModifiers())) {
            throw new BrownoutException(
                    words + " of " + member.getDeclaringClass().getSimpleName()
                            + " must be static, as planes belong to the class; make " + element + " static");
        }
        if (!StackProvider.class.isAssignableFrom(type)) {
            throw new BrownoutException(words + " of "
                    + member.getDeclaringClass().getSimpleName()
                    + " must give a StackProvider, such as a ServiceStack, but gives a " + type.getSimpleName());
        }
    }

    private static @org.jspecify.annotations.Nullable Object read(Field field) {
        return ReflectionSupport.tryToReadFieldValue(field, null)
                .getOrThrow(e -> new BrownoutException("field " + field + " must be readable, but: " + e, e));
    }

    private static StackSource source(@org.jspecify.annotations.Nullable Object value, String words) {
        if (!(value instanceof StackProvider provider)) {
            throw new BrownoutException(words + " must give a stack, but gave null");
        }
        return StackSource.of(provider, words);
    }
}
