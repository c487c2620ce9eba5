package dev.brownout.junit.generate;

import dev.brownout.api.FaultKind;
import java.util.List;
import java.util.stream.Collectors;

/** Writes every fault as its own example has it, declared and by code: a test's source, and lines for the documentation. */
final class ExampleSource {
    private ExampleSource() {}

    static String of(List<FaultKind<?>> kinds) {
        var text = JavaText.generated("dev.brownout.junit");
        kinds.stream()
                .map(k -> "import dev.brownout.junit.fault." + Words.annotation(k) + ";")
                .sorted()
                .forEach(text::line);
        text.line("import java.time.Duration;");
        text.line("");
        text.doc("", "Every fault as its own example has it, declared and by code: what the reference shows.");
        text.line("final class FaultExamples {");
        text.line("    private FaultExamples() {}");
        for (var kind : kinds) {
            text.line("");
            text.line("    " + declared(kind));
            text.line("    static PreparedFault<?> " + method(kind) + "(" + Words.targetType(kind) + " "
                    + Words.target(kind) + ") {");
            text.line("        return " + Words.target(kind) + "." + prepared(kind) + ";");
            text.line("    }");
        }
        return text.line("}").toString();
    }

    /** The target that the examples are about. */
    static String target(FaultKind<?> kind) {
        return switch (kind.target()) {
            case LINK -> "gateway-to-ledger";
            case NAME -> "ledger.example";
            case COMPONENT -> "ledger";
        };
    }

    /** {@code @TcpLatency(link = "gateway-to-ledger", latency = "150ms")}. */
    static String declared(FaultKind<?> kind) {
        var example = kind.description().example();
        return "@" + Words.annotation(kind) + "(" + Words.target(kind) + " = " + JavaText.quoted(target(kind))
                + kind.parameters().stream()
                        .filter(p -> example.containsKey(p.name()))
                        .map(p -> ", " + Words.attribute(p) + " = " + Literals.attribute(p, example.get(p.name())))
                        .collect(Collectors.joining())
                + ")";
    }

    /** {@code tcp().latency(Duration.ofMillis(150))}. */
    static String prepared(FaultKind<?> kind) {
        var example = kind.description().example();
        return Words.plane(kind) + "()." + Words.method(kind) + "("
                + Words.required(kind).stream()
                        .map(p -> Literals.argument(p, example.get(p.name())))
                        .collect(Collectors.joining(", "))
                + ")"
                + Words.optional(kind).stream()
                        .filter(p -> example.containsKey(p.name()))
                        .map(p -> "." + Words.attribute(p) + "(" + Literals.argument(p, example.get(p.name())) + ")")
                        .collect(Collectors.joining());
    }

    private static String method(FaultKind<?> kind) {
        return Words.uncapitalized(Words.annotation(kind));
    }
}
