package dev.brownout.junit;

import dev.brownout.api.BrownoutException;
import dev.brownout.api.FaultKind;
import java.lang.annotation.Annotation;
import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.junit.platform.commons.support.ReflectionSupport;

/**
 * A fault as an annotation declares it, not yet checked.
 *
 * @param annotation the annotation's simple name
 * @param where what it stands on, with a space before it
 * @param kind the name of the fault's kind, which there may be or not
 * @param on {@code link}, {@code name} or {@code component} to what was given there
 * @param given parameter to value
 * @param exposureOptional whether the fault need not be met
 * @param written attribute to what was written there, in Java; without those that are as they are by default
 */
record Declaration(
        String annotation,
        String where,
        String kind,
        Map<String, String> on,
        Map<String, Object> given,
        boolean exposureOptional,
        Map<String, String> written) {
    private static final List<String> TARGETS = List.of("link", "name", "component");
    private static final String EXPOSURE = "exposureOptional";

    /** Read an annotation that bears {@link DeclaredFault}. */
    static Declaration of(String kind, Annotation annotation, String where) {
        var values = values(annotation);
        var given = new TreeMap<String, Object>();
        values.forEach((attribute, value) -> {
            if (!TARGETS.contains(attribute) && !attribute.equals(EXPOSURE)) {
                given.put(kebab(attribute), value);
            }
        });
        return of(kind, annotation, where, values, given);
    }

    /** Read the annotation for any kind. */
    static Declaration of(InjectFault annotation, String where) {
        var given = new TreeMap<String, Object>();
        var bad = new ArrayList<String>();
        for (var argument : annotation.arguments()) {
            int equals = argument.indexOf('=');
            if (equals < 1 || given.put(argument.substring(0, equals), argument.substring(equals + 1)) != null) {
                bad.add(argument);
            }
        }
        var declaration = of(annotation.kind(), annotation, where, values(annotation), given);
        if (!bad.isEmpty()) {
            throw declaration.wrong(
                    Optional.empty(),
                    "arguments must be \"name=value\", each name once, but one was " + java(bad.get(0)));
        }
        return declaration;
    }

    private static Declaration of(
            String kind, Annotation annotation, String where, Map<String, Object> values, Map<String, Object> given) {
        var on = new LinkedHashMap<String, String>();
        for (var target : TARGETS) {
            if (values.get(target) instanceof String id && !id.isEmpty()) {
                on.put(target, id);
            }
        }
        var written = new TreeMap<String, String>();
        values.forEach((attribute, value) -> {
            var standard = standard(annotation, attribute);
            if (standard.isEmpty() || !java(standard.get()).equals(java(value))) {
                written.put(attribute, java(value));
            }
        });
        return new Declaration(
                annotation.annotationType().getSimpleName(),
                where,
                kind,
                on,
                given,
                Boolean.TRUE.equals(values.get(EXPOSURE)),
                written);
    }

    /**
     * Quote the annotation.
     *
     * @param kind what it is of, for the order of the attributes, which is lost at run time; empty if there is no such kind
     * @return {@code @TcpLatency(link = "test-to-ledger", latency = "5ms") on OrderTests.timesOut()}
     */
    String quote(Optional<FaultKind<?>> kind) {
        var order = new ArrayList<String>();
        order.add("kind");
        order.addAll(TARGETS);
        // as the generated annotations have them
        kind.ifPresent(k -> {
            k.parameters().stream().filter(p -> p.standard().isEmpty()).forEach(p -> order.add(camel(p.name())));
            k.parameters().stream().filter(p -> p.standard().isPresent()).forEach(p -> order.add(camel(p.name())));
        });
        order.addAll(written.keySet());
        return "@" + annotation
                + order.stream()
                        .distinct()
                        .filter(written::containsKey)
                        .map(a -> a + " = " + written.get(a))
                        .collect(Collectors.joining(", ", "(", ")"))
                + where;
    }

    /** Say what is wrong with it. */
    BrownoutException wrong(Optional<FaultKind<?>> kind, String what) {
        return new BrownoutException(quote(kind) + ": " + what);
    }

    /** The attribute that sets a parameter: {@code negativeTtl} for {@code negative-ttl}. */
    static String camel(String kebab) {
        var camel = new StringBuilder();
        for (var word : kebab.split("-", -1)) {
            camel.append(camel.isEmpty() ? word : word.substring(0, 1).toUpperCase(Locale.ROOT) + word.substring(1));
        }
        return camel.toString();
    }

    private static String kebab(String camel) {
        return camel.replaceAll("([A-Z])", "-$1").toLowerCase(Locale.ROOT);
    }

    private static Map<String, Object> values(Annotation annotation) {
        var values = new TreeMap<String, Object>();
        for (var method : annotation.annotationType().getDeclaredMethods()) {
            // JaCoCo and others may add methods that are no attributes
            if (!method.isSynthetic()) {
                values.put(method.getName(), ReflectionSupport.invokeMethod(method, annotation));
            }
        }
        return values;
    }

    private static Optional<Object> standard(Annotation annotation, String attribute) {
        return ReflectionSupport.findMethod(annotation.annotationType(), attribute)
                .map(Method::getDefaultValue);
    }

    private static String java(Object value) {
        if (value instanceof String text) {
            return '"' + text.replace("\\", "\\\\").replace("\"", "\\\"").replace("\n", "\\n") + '"';
        }
        if (value instanceof Object[] several) {
            return Arrays.stream(several).map(Declaration::java).collect(Collectors.joining(", ", "{", "}"));
        }
        return String.valueOf(value);
    }
}
