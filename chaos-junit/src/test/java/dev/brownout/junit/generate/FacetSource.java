package dev.brownout.junit.generate;

import dev.brownout.api.FaultKind;
import dev.brownout.api.Parameter;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** Writes the faults of one plane by code: a method each, and a class with a method for each of its optional parameters. */
final class FacetSource {
    private final String plane;
    private final List<FaultKind<?>> kinds;
    private final String target;
    private final JavaText text = JavaText.generated("dev.brownout.junit.fault");

    private FacetSource(String plane, List<FaultKind<?>> kinds) {
        this.plane = plane;
        this.kinds = kinds;
        this.target = Words.target(kinds.get(0));
    }

    static String of(String plane, List<FaultKind<?>> kinds) {
        if (kinds.stream().map(FaultKind::target).distinct().count() > 1) {
            throw new IllegalStateException("faults of one plane must take hold of one kind of target, but " + plane
                    + "'s do not; teach the generator about a facet each");
        }
        return new FacetSource(plane, kinds).write();
    }

    private String write() {
        var targetType = Words.targetType(kinds.get(0));
        var imports = new TreeSet<String>();
        imports.add("dev.brownout.junit.FaultTarget");
        imports.add("dev.brownout.junit." + targetType);
        imports.add("dev.brownout.junit.PreparedFault");
        if (kinds.stream().flatMap(k -> k.parameters().stream()).anyMatch(p -> p.type() == Parameter.Type.DURATION)) {
            imports.add("java.time.Duration");
        }
        imports.forEach(i -> text.line("import " + i + ";"));
        text.line("");
        text.doc(
                "",
                "Every {@code " + plane + "} fault of a " + target + ", as {@link " + targetType + "#" + plane
                        + "} offers them.");
        text.line("public final class " + Words.facet(plane) + " {");
        text.line("    private final FaultTarget target;");
        text.line("");
        text.doc("    ", "Offer them.", "@param target what they are done to");
        text.line("    public " + Words.facet(plane) + "(" + targetType + " target) {");
        text.line("        this.target = target;");
        text.line("    }");
        kinds.forEach(this::factory);
        kinds.forEach(this::prepared);
        return text.line("}").toString();
    }

    private void factory(FaultKind<?> kind) {
        var required = Words.required(kind);
        var parts = new ArrayList<String>();
        parts.add("Prepare {@code " + kind.name() + "}. "
                + JavaText.plain(Words.sentence(kind.description().summary())));
        required.forEach(p ->
                parts.add("@param " + Words.attribute(p) + " " + JavaText.plain(p.meaning()) + "; " + Words.range(p)));
        parts.add("@return the fault, to be told more or put in place");
        text.line("");
        text.doc("    ", parts.toArray(String[]::new));
        var declared = required.stream().map(FacetSource::declared).collect(Collectors.joining(", "));
        text.line("    public " + Words.prepared(kind) + " " + Words.method(kind) + "(" + declared + ") {");
        text.line("        return new " + Words.prepared(kind) + "(target"
                + required.stream().map(p -> ", " + Words.attribute(p)).collect(Collectors.joining()) + ");");
        text.line("    }");
    }

    private void prepared(FaultKind<?> kind) {
        var name = Words.prepared(kind);
        var required = Words.required(kind);
        text.line("");
        text.doc("    ", JavaText.plain(Words.sentence(kind.description().summary())));
        text.line("    public static final class " + name + " extends PreparedFault<" + name + "> {");
        text.line("        private " + name + "(FaultTarget target"
                + required.stream().map(p -> ", " + declared(p)).collect(Collectors.joining()) + ") {");
        text.line("            super(target, \"" + kind.name() + "\");");
        required.forEach(p -> text.line("            set(\"" + p.name() + "\", " + Words.attribute(p) + ");"));
        text.line("        }");
        Words.optional(kind).forEach(p -> option(name, p));
        text.line("    }");
    }

    private void option(String name, Parameter parameter) {
        var attribute = Words.attribute(parameter);
        text.line("");
        text.doc(
                "        ",
                "Set {@code " + parameter.name() + "} – " + JavaText.plain(Words.sentence(parameter.meaning())),
                "@param " + attribute + " " + Words.range(parameter) + "; " + standard(parameter),
                "@return this");
        text.line("        public " + name + " " + attribute + "(" + declared(parameter) + ") {");
        text.line("            return set(\"" + parameter.name() + "\", " + attribute + ");");
        text.line("        }");
    }

    private static String declared(Parameter parameter) {
        return Words.type(parameter) + " " + Words.attribute(parameter);
    }

    private static String standard(Parameter parameter) {
        var standard = parameter.standard().orElseThrow();
        return (standard.isEmpty() ? "none" : JavaText.plain(standard)) + " unless given";
    }
}
