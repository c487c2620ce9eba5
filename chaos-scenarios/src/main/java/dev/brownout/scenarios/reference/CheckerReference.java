package dev.brownout.scenarios.reference;

import dev.brownout.api.Checker;
import dev.brownout.api.CheckerDescription;
import dev.brownout.api.CheckerDescription.Kind;
import dev.brownout.api.Parameter;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.stream.Collectors;

/** Writes what there is to know about every registered checker, ours or anybody's, as Markdown. */
public final class CheckerReference {
    /** The assertions of the incident dossier, A1 first. */
    private static final List<String> ASSERTIONS = List.of(
            "nothing waits past its deadline",
            "errors are honest",
            "unknown is not zero",
            "no acknowledgement is lost",
            "nothing is executed twice",
            "withdrawals happen exactly once",
            "cancelling is always possible",
            "old data is labelled and not traded on",
            "the blast radius is small",
            "failover happens by itself",
            "recovery happens by itself",
            "retries do not amplify",
            "targets do not flap",
            "nothing must be created or changed to survive",
            "bad configuration is refused",
            "the view from outside works",
            "sessions survive",
            "the ledger adds up",
            "re-opening keeps its order",
            "the backlog drains");

    private CheckerReference() {}

    /**
     * Write the reference.
     *
     * @param checkers the checkers to tell of, in the order in which to tell
     * @return Markdown, with Unix line ends
     */
    public static String markdown(Collection<Checker.Factory> checkers) {
        var all = checkers.stream().map(Checker.Factory::description).toList();
        var lines = new ArrayList<>(List.of(
                "# Checkers",
                "",
                "What must hold throughout a run, made by `brownout reference checkers` from what each checker says of itself. A",
                "scenario asks for one by its name, alone or with bounds of its own; bounds are stack time unless they say otherwise.",
                "",
                "```yaml",
                "always:",
                "  - no-lost-acks",
                "  - fail-fast: {p99: 1s}",
                "```",
                "",
                "A checker that finds nothing has seen that its statement held. What it needs and is not there (samples, counts, the",
                "final read) makes the run `INCONCLUSIVE`, never a pass; where a plan already tells that it will not be there, the",
                "plan is refused. **Safety**: one bad event breaks it, and nothing later mends that. **Liveness**: something good",
                "must happen in time, and only the end of the run or of a bound can break it. Samples in transition (a fault was",
                "just being put in place or taken away) and blind ones (the harness stood still) are not judged unless it says so.",
                "",
                "| checker | checks | what held when it finds nothing |",
                "|---|---|---|"));
        all.forEach(d -> lines.add(
                "| " + link(d) + " | " + String.join(", ", d.assertions()) + " | " + cell(d.statement()) + " |"));
        lines.addAll(List.of("", "## Assertions", "", "| id | assertion | checked by |", "|---|---|---|"));
        for (int id = 1; id <= ASSERTIONS.size(); id++) {
            lines.add(row(id, all));
        }
        checkers.forEach(c -> describe(c, lines));
        lines.add("");
        return String.join("\n", lines);
    }

    private static String row(int id, List<CheckerDescription> all) {
        var by = all.stream()
                .filter(d -> d.assertions().contains("A" + id))
                .map(CheckerReference::link)
                .collect(Collectors.joining(", "));
        return "| A" + id + " | " + ASSERTIONS.get(id - 1) + " | " + (by.isEmpty() ? "–" : by) + " |";
    }

    private static void describe(Checker.Factory checker, List<String> lines) {
        var about = checker.description();
        lines.addAll(List.of("", "## " + about.name(), "", about.statement(), ""));
        lines.add("* Kind: " + (about.kind() == Kind.SAFETY ? "safety" : "liveness") + ", version " + checker.version()
                + (about.assertions().isEmpty() ? "" : ", checks " + String.join(", ", about.assertions())) + ".");
        lines.add("* Reads: " + sentence(about.reads()));
        lines.add("* Remembers: " + sentence(about.remembers()));
        if (!about.parameters().isEmpty()) {
            lines.add("* Why these defaults: " + sentence(about.reason()));
            lines.addAll(List.of("", "| bound | value | unless given | meaning |", "|---|---|---|---|"));
            about.parameters().forEach(p -> lines.add(bound(p)));
        }
    }

    private static String bound(Parameter p) {
        var range = p.min().isEmpty() ? p.type().words() : p.type().words() + ", " + p.min() + " to " + p.max();
        var standard =
                p.standard().map(s -> s.isEmpty() ? "nothing" : "`" + s + "`").orElse("must be given");
        return "| `" + p.name() + "` | " + cell(range) + " | " + cell(standard) + " | " + cell(p.meaning()) + " |";
    }

    private static String link(CheckerDescription d) {
        return "[`" + d.name() + "`](#" + d.name() + ")";
    }

    private static String sentence(String words) {
        return words.isEmpty() || words.endsWith(".") ? words : words + ".";
    }

    private static String cell(String text) {
        return text.replace("|", "\\|");
    }
}
