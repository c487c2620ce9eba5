package dev.brownout.junit.generate;

import dev.brownout.api.FaultKind;
import dev.brownout.api.Parameter;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** Writes the reference of every fault by code and as an annotation, as Markdown. */
final class JunitReference {
    private static final String BEGIN = """
            # Faults in JUnit tests

            Every fault by code and as an annotation, made from what each kind says of itself (CONTRIBUTING.md
            tells how). What each looks like from where, and how it is witnessed, is told in [faults.md](faults.md).

            By code, `faults` is a parameter of the test (`Faults faults`), and `link`, `name` and `component` are imported
            from `Targets`. What goes in place with `inject()` goes away with `close()`: put it into a `try (…)`.

            What holds for every annotation:

            * It says on what: `link` (a link's id, or the component that it leads to if no other link does), `name` (a host
              name of the stack) or `component` (its id). A duration is written with its unit: `500ms`, `2s`, `1m30s`.
            * On a method it holds for that test, on a class for each of its tests, those of superclasses, interfaces and
              `@Nested` classes included. Faults go in place after `@BeforeEach` and are gone before `@AfterEach`: those of the
              outermost class first, a superclass before its subclass, a class before the method, and in the order in which
              they are written. One that is declared twice in the same words counts once; two that contradict each other on
              one target are refused.
            * It may be repeated, and put into an annotation of one's own, with others:

              ```java
              @DnsEmptyAnswer(name = "ledger.example")
              @TcpReset(link = "gateway-to-ledger")
              @Retention(RetentionPolicy.RUNTIME)
              @interface RegionalBlackout {}
              ```
            * `exposureOptional = true` lets the test count although no traffic of its own met the fault; the report then
              says "not exercised". By code it is `.exposureOptional()`.
            * Everything is checked before anything is touched, and a message quotes the annotation and its attribute.

            **In parallel.** Links and names belong to the planes of the test's class (or method), which no other test sees:
            there is nothing to lock. A process or a file is the same for everybody whose stack names it: tests that share a
            component guard `process` and `file` faults with a `@ResourceLock` that they agree on.

            A fault of somebody else's, for which there is no annotation: `@InjectFault(kind = "acme.thing", link = "…",
            arguments = {"latency=500ms"})`, or an annotation of one's own with `@DeclaredFault("acme.thing")`; by code,
            `faults.on(link("…")).fault("acme.thing")`.

            """;

    private JunitReference() {}

    static String of(List<FaultKind<?>> kinds) {
        var lines = new ArrayList<String>();
        lines.add("| annotation | by code | what goes wrong |");
        lines.add("|---|---|---|");
        for (var kind : kinds) {
            lines.add("| [`@" + Words.annotation(kind) + "`](#"
                    + Words.annotation(kind).toLowerCase(java.util.Locale.ROOT)
                    + ") | `" + Words.plane(kind) + "()." + Words.method(kind) + "("
                    + Words.required(kind).stream().map(Words::attribute).collect(Collectors.joining(", "))
                    + ")` | " + cell(kind.description().summary()) + " |");
        }
        kinds.forEach(kind -> describe(kind, lines));
        return BEGIN + String.join("\n", lines) + "\n";
    }

    private static void describe(FaultKind<?> kind, List<String> lines) {
        lines.add("");
        lines.add("## @" + Words.annotation(kind));
        lines.add("");
        lines.add(Words.sentence(kind.description().summary()) + " Needs a `" + Words.target(kind) + "`; see [`"
                + kind.name() + "`](faults.md#" + kind.name().replace(".", "") + ").");
        if (!kind.parameters().isEmpty()) {
            lines.add("");
            lines.add("| attribute | value | unless given | meaning |");
            lines.add("|---|---|---|---|");
            Words.required(kind).forEach(p -> lines.add(row(p)));
            Words.optional(kind).forEach(p -> lines.add(row(p)));
        }
        lines.add("");
        lines.add("```java");
        lines.add(ExampleSource.declared(kind));
        lines.add("");
        lines.add("faults.on(" + Words.target(kind) + "(" + JavaText.quoted(ExampleSource.target(kind)) + "))."
                + ExampleSource.prepared(kind) + ".inject()");
        lines.add("```");
    }

    private static String row(Parameter p) {
        var standard =
                p.standard().map(s -> s.isEmpty() ? "nothing" : "`" + s + "`").orElse("must be given");
        return "| `" + Words.attribute(p) + "` | " + cell(Words.range(p)) + " | " + cell(standard) + " | "
                + cell(p.meaning()) + " |";
    }

    private static String cell(String text) {
        return text.replace("|", "\\|");
    }
}
