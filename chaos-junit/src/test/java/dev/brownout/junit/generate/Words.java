package dev.brownout.junit.generate;

import dev.brownout.api.FaultKind;
import dev.brownout.api.Parameter;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import javax.lang.model.SourceVersion;

/** How kinds and parameters are called in Java. */
final class Words {
    /** What fault annotations and prepared faults have already, or inherit. */
    private static final Set<String> TAKEN = Set.of(("link name component exposureOptional set inject annotationType"
                    + " equals hashCode toString clone finalize getClass notify notifyAll wait")
            .split(" "));

    private Words() {}

    static String plane(FaultKind<?> kind) {
        return kind.name().substring(0, kind.name().indexOf('.'));
    }

    static String facet(String plane) {
        return pascal(plane) + "Faults";
    }

    /** The method of a facet: {@code emptyAnswer}. */
    static String method(FaultKind<?> kind) {
        return camel(fault(kind));
    }

    /** The class nested in a facet: {@code EmptyAnswer}. */
    static String prepared(FaultKind<?> kind) {
        return pascal(fault(kind));
    }

    /** The annotation: {@code DnsEmptyAnswer}. */
    static String annotation(FaultKind<?> kind) {
        return pascal(kind.name());
    }

    /** The attribute that names the target, and the word for it: {@code link}. */
    static String target(FaultKind<?> kind) {
        return kind.target().name().toLowerCase(Locale.ROOT);
    }

    /** The class whose facets do it: {@code LinkTarget}. */
    static String targetType(FaultKind<?> kind) {
        return pascal(target(kind)) + "Target";
    }

    static String attribute(Parameter parameter) {
        return camel(parameter.name());
    }

    static String type(Parameter parameter) {
        return switch (parameter.type()) {
            case DURATION -> "Duration";
            case RATIO -> "double";
            case INTEGER -> "long";
            case TEXT -> "String";
        };
    }

    /** An annotation can hold no duration: it is written as in scenario files. */
    static String attributeType(Parameter parameter) {
        return parameter.type() == Parameter.Type.DURATION ? "String" : type(parameter);
    }

    static List<Parameter> required(FaultKind<?> kind) {
        return kind.parameters().stream().filter(p -> p.standard().isEmpty()).toList();
    }

    static List<Parameter> optional(FaultKind<?> kind) {
        return kind.parameters().stream().filter(p -> p.standard().isPresent()).toList();
    }

    /** What may be given, and what holds where nothing is, for people. */
    static String range(Parameter parameter) {
        return switch (parameter.type()) {
            case DURATION -> "a duration, " + parameter.min() + " to " + parameter.max();
            case RATIO -> "a number, " + parameter.min() + " to " + parameter.max();
            case INTEGER -> "a whole number, " + parameter.min() + " to " + parameter.max();
            case TEXT -> "text";
        };
    }

    static String sentence(String text) {
        return text.endsWith(".") ? text : text + ".";
    }

    /** For the middle of a sentence; abbreviations stay as they are. */
    static String uncapitalized(String text) {
        return text.length() > 1 && Character.isUpperCase(text.charAt(1))
                ? text
                : text.substring(0, 1).toLowerCase(Locale.ROOT) + text.substring(1);
    }

    private static String fault(FaultKind<?> kind) {
        return kind.name().substring(kind.name().indexOf('.') + 1);
    }

    private static String camel(String kebab) {
        var pascal = pascal(kebab);
        var camel = pascal.substring(0, 1).toLowerCase(Locale.ROOT) + pascal.substring(1);
        if (TAKEN.contains(camel) || SourceVersion.isKeyword(camel)) {
            throw new IllegalStateException("a fault or parameter must not be called \"" + kebab
                    + "\": Java or the annotations use that word; rename it");
        }
        return camel;
    }

    private static String pascal(String words) {
        return Arrays.stream(words.split("[.-]"))
                .map(w -> w.substring(0, 1).toUpperCase(Locale.ROOT) + w.substring(1))
                .collect(Collectors.joining());
    }
}
