package dev.brownout.cli;

import dev.brownout.api.BrownoutException;
import dev.brownout.api.Checker;
import dev.brownout.api.Durations;
import dev.brownout.api.FaultKind;
import dev.brownout.api.Parameter;
import dev.brownout.api.Scenario;
import dev.brownout.scenarios.catalogue.Catalogue;
import dev.brownout.scenarios.format.Nearest;
import dev.brownout.scenarios.library.Library;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Tells what is known of one outage, fault, checker or stack. */
@Command(
        name = "describe",
        description = "Tell what is known of an outage (its sources and fidelity card), a fault, a checker or a stack.",
        mixinStandardHelpOptions = true)
final class DescribeCommand implements Callable<Integer> {
    @Parameters(
            paramLabel = "NAME",
            description = "an outage's id, a scenario or stack file, a fault, a checker, or a stack")
    private String name = "";

    @Spec
    @SuppressWarnings("NullAway.Init") // set by picocli before call()
    private CommandSpec spec;

    @Override
    public Integer call() {
        var out = spec.commandLine().getOut();
        var library = Library.load();
        var fault = library.faults().find(name);
        var checker = library.checkers().get(name);
        if (fault.isPresent()) {
            describe(fault.get(), out);
        } else if (checker != null) {
            describe(checker, out);
        } else if (library.stacks().stream().anyMatch(p -> name.equals(p.name()) || name.startsWith(p.name() + ":"))
                || Library.isStackFile(name)) {
            stack(library, out);
        } else if (Library.isPath(name) || Catalogue.ids().contains(name)) {
            describe(library.scenario(name, Map.of()), out);
        } else {
            throw unknown(library);
        }
        return 0;
    }

    private BrownoutException unknown(Library library) {
        var known = new ArrayList<>(Catalogue.ids());
        library.faults().kinds().forEach(k -> known.add(k.name()));
        known.addAll(library.checkers().keySet());
        return new BrownoutException("nothing is called \"" + name + "\"; " + Nearest.hint(name, known));
    }

    private static void describe(FaultKind<?> kind, PrintWriter out) {
        out.println(kind.name() + ": " + kind.description().summary());
        out.println("Takes hold of a " + kind.target().name().toLowerCase(java.util.Locale.ROOT) + ".");
        parameters("Parameters:", kind.parameters(), out);
        out.println("Symptoms:");
        kind.description().symptoms().forEach((where, what) -> out.println("  " + where + ": " + what));
    }

    private static void describe(Checker.Factory checker, PrintWriter out) {
        var about = checker.description();
        out.println(about.name() + ": " + about.statement());
        out.println(about.kind().name().toLowerCase(java.util.Locale.ROOT) + ", version " + checker.version()
                + (about.assertions().isEmpty() ? "" : ", checks " + String.join(", ", about.assertions())));
        out.println("Reads: " + about.reads());
        out.println("Remembers: " + about.remembers());
        parameters("Bounds:", about.parameters(), out);
        if (!about.reason().isEmpty()) {
            out.println("Why these defaults: " + about.reason());
        }
    }

    private static void parameters(String heading, List<Parameter> parameters, PrintWriter out) {
        if (!parameters.isEmpty()) {
            out.println(heading);
        }
        for (var p : parameters) {
            out.println("  " + p.name() + ": " + p.meaning() + "; " + p.type().words()
                    + (p.type() == Parameter.Type.TEXT ? "" : ", " + p.min() + " to " + p.max())
                    + p.standard()
                            .map(s -> s.isEmpty() ? "" : "; " + s + " unless given")
                            .orElse("; must be given"));
        }
    }

    private void stack(Library library, PrintWriter out) {
        var stack = library.stack(name).stack();
        out.println(stack.id() + ": " + stack.title());
        out.println("Components:");
        stack.components().forEach(c -> out.println("  " + c.id() + " " + c.labels()));
        out.println("Links:");
        stack.links().forEach(l -> out.println("  " + l.id() + " " + l.labels()));
        out.println("Names:");
        stack.names().forEach(n -> out.println("  " + n.id() + " " + n.labels() + ", resolved by " + n.resolvers()));
        out.println("Capabilities:");
        stack.capabilities()
                .forEach(c -> out.println("  " + c.id() + ": " + c.title() + "; slow after "
                        + Durations.format(c.slowAfter()) + ", hung after " + Durations.format(c.deadline())));
    }

    private static void describe(Scenario s, PrintWriter out) {
        out.println(s.title());
        out.println(s.id() + "  [" + String.join(", ", s.tags()) + "]");
        s.incident()
                .ifPresent(i -> out.println(i.provider() + " " + i.region() + ", "
                        + i.began().map(Object::toString).orElse("?") + " to "
                        + i.ended().map(Object::toString).orElse("?")));
        out.println();
        out.println("Timeline:");
        s.timeline()
                .forEach(p -> out.println(String.format(
                        java.util.Locale.ROOT,
                        "  +%-7s %-7s %s: %s",
                        Durations.format(p.at()),
                        Durations.format(p.length()),
                        p.id(),
                        p.title())));
        list("Reproduced", s.fidelity().reproduced(), out);
        list("Approximated", s.fidelity().approximated(), out);
        list("Left out", s.fidelity().leftOut(), out);
        list(
                "Sources",
                s.sources().stream()
                        .map(x -> x.title() + " (" + x.kind().word() + ")"
                                + x.url().map(u -> " " + u).orElse(""))
                        .toList(),
                out);
    }

    private static void list(String heading, List<String> items, PrintWriter out) {
        if (!items.isEmpty()) {
            out.println();
            out.println(heading + ":");
            items.forEach(i -> out.println("  - " + i));
        }
    }
}
