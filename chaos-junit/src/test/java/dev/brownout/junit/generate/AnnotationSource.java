package dev.brownout.junit.generate;

import dev.brownout.api.FaultKind;
import dev.brownout.api.Parameter;
import java.util.ArrayList;

/** Writes one fault as an annotation. */
final class AnnotationSource {
    private static final String META = """
            @Documented
            @Inherited
            @Retention(RetentionPolicy.RUNTIME)
            @Target({ElementType.TYPE, ElementType.METHOD})""";

    private AnnotationSource() {}

    static String of(FaultKind<?> kind) {
        var text = JavaText.generated("dev.brownout.junit.fault");
        text.line("import dev.brownout.junit.DeclaredFault;");
        text.line("import java.lang.annotation.Documented;");
        text.line("import java.lang.annotation.ElementType;");
        text.line("import java.lang.annotation.Inherited;");
        text.line("import java.lang.annotation.Repeatable;");
        text.line("import java.lang.annotation.Retention;");
        text.line("import java.lang.annotation.RetentionPolicy;");
        text.line("import java.lang.annotation.Target;");
        text.line("");
        text.doc("", about(kind));
        text.line("@DeclaredFault(\"" + kind.name() + "\")");
        text.line("@Repeatable(" + Words.annotation(kind) + ".List.class)");
        META.lines().forEach(text::line);
        text.line("public @interface " + Words.annotation(kind) + " {");
        target(kind, text);
        Words.required(kind).forEach(p -> attribute(p, text));
        Words.optional(kind).forEach(p -> attribute(p, text));
        text.line("");
        text.doc(
                "    ",
                "Let the test count although no traffic of its own met the fault.",
                "@return true for a fault that need not be met");
        text.line("    boolean exposureOptional() default false;");
        text.line("");
        text.doc("    ", "Several of them.");
        META.lines().forEach(l -> text.line("    " + l));
        text.line("    @interface List {");
        text.doc("        ", "Hold them.", "@return the faults, in order");
        text.line("        " + Words.annotation(kind) + "[] value();");
        text.line("    }");
        return text.line("}").toString();
    }

    private static String[] about(FaultKind<?> kind) {
        var parts = new ArrayList<String>();
        parts.add(JavaText.plain(Words.sentence(kind.description().summary())));
        kind.description()
                .symptoms()
                .forEach((where, what) ->
                        parts.add("Seen from " + JavaText.plain(where) + ": " + JavaText.plain(Words.sentence(what))));
        parts.add("{@code " + kind.name()
                + "} is in place while a test runs that bears this annotation, or whose class does;"
                + " {@link DeclaredFault} tells what holds for every declared fault.");
        return parts.toArray(String[]::new);
    }

    private static void target(FaultKind<?> kind, JavaText text) {
        switch (kind.target()) {
            case LINK ->
                text.doc(
                        "    ",
                        "Say on which link.",
                        "@return its id, or the component that it leads to if no other link does");
            case NAME -> text.doc("    ", "Say for which host name.", "@return a name of the stack");
            case COMPONENT -> text.doc("    ", "Say to which component.", "@return its id");
        }
        text.line("    String " + Words.target(kind) + "();");
    }

    private static void attribute(Parameter parameter, JavaText text) {
        text.line("");
        text.doc(
                "    ",
                "Set {@code " + parameter.name() + "} – " + JavaText.plain(Words.sentence(parameter.meaning())),
                "@return " + Words.range(parameter));
        text.line("    " + Words.attributeType(parameter) + " " + Words.attribute(parameter) + "()"
                + parameter
                        .standard()
                        .map(s -> " default " + Literals.attribute(parameter, s))
                        .orElse("") + ";");
    }
}
