package dev.brownout.junit;

import java.lang.annotation.Annotation;
import java.lang.annotation.Repeatable;
import java.lang.reflect.AnnotatedElement;
import java.lang.reflect.Method;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.platform.commons.support.ReflectionSupport;

/**
 * Finds the faults that a test declares, by the rules that {@link DeclaredFault} tells. JUnit's own search finds one type of
 * annotation at a time; here all types are searched at once, so that the order between them is kept.
 */
final class FaultAnnotations {
    /** By the annotation, so that one that is met twice is there once. */
    private final Map<Annotation, Declaration> found = new LinkedHashMap<>();

    private FaultAnnotations() {}

    /**
     * Find what holds for a test, and for its classes.
     *
     * @param context of a test or of a class
     * @return in the order in which they are to be put in place; empty when none is declared
     */
    static List<Declaration> of(ExtensionContext context) {
        var elements = new ArrayDeque<AnnotatedElement>();
        for (var c = Optional.of(context); c.isPresent(); c = c.get().getParent()) {
            c.get().getElement().ifPresent(elements::addFirst);
        }
        return on(elements);
    }

    /**
     * Find what is declared on classes and methods.
     *
     * @param elements the outermost first
     * @return in their order; empty when none is declared
     */
    static List<Declaration> on(Collection<? extends AnnotatedElement> elements) {
        var search = new FaultAnnotations();
        new LinkedHashSet<>(elements).forEach(search::element);
        return List.copyOf(search.found.values());
    }

    private void element(AnnotatedElement element) {
        if (element instanceof Class<?> type) {
            if (type.getSuperclass() != null) {
                element(type.getSuperclass());
            }
            for (var above : type.getInterfaces()) {
                element(above);
            }
        }
        all(element, " on " + words(element), Set.of());
    }

    /** @param path the annotations of somebody's own that led here; two may bear each other */
    private void all(AnnotatedElement element, String where, Set<Class<?>> path) {
        for (var annotation : element.getDeclaredAnnotations()) {
            annotation(annotation, where, path);
        }
    }

    private void annotation(Annotation annotation, String where, Set<Class<?>> path) {
        var type = annotation.annotationType();
        var declared = type.getDeclaredAnnotation(DeclaredFault.class);
        if (declared != null) {
            found.computeIfAbsent(annotation, a -> Declaration.of(declared.value(), a, where));
        } else if (annotation instanceof InjectFault inject) {
            found.computeIfAbsent(annotation, a -> Declaration.of(inject, where));
        } else if (!type.getName().startsWith("java.lang.annotation.") && !path.contains(type)) {
            var several = repeated(annotation);
            several.forEach(a -> annotation(a, where, path));
            if (several.isEmpty()) {
                var longer = new LinkedHashSet<>(path);
                longer.add(type);
                all(type, " in @" + type.getSimpleName() + where, longer);
            }
        }
    }

    /** What stands in a container that the compiler made of repeated annotations; empty if it is no container. */
    private static List<Annotation> repeated(Annotation annotation) {
        var type = annotation.annotationType();
        var inside = new ArrayList<Annotation>();
        for (var method : type.getDeclaredMethods()) {
            var element = method.getReturnType().getComponentType();
            if (method.getName().equals("value") && element != null) {
                var repeatable = element.getDeclaredAnnotation(Repeatable.class);
                if (repeatable != null
                        && repeatable.value() == type
                        && ReflectionSupport.invokeMethod(method, annotation) instanceof Annotation[] all) {
                    inside.addAll(List.of(all));
                }
            }
        }
        return inside;
    }

    private static String words(AnnotatedElement element) {
        if (element instanceof Method method) {
            return words(method.getDeclaringClass()) + "." + method.getName() + "()";
        }
        if (element instanceof Class<?> type) {
            return type.getName()
                    .substring(
                            type.getPackageName().isEmpty()
                                    ? 0
                                    : type.getPackageName().length() + 1)
                    .replace('$', '.');
        }
        return element.toString();
    }
}
