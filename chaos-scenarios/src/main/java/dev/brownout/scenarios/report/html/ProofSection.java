package dev.brownout.scenarios.report.html;

import dev.brownout.scenarios.judge.FaultProof;
import dev.brownout.scenarios.plan.Plan;
import dev.brownout.scenarios.report.Chronicle.Trace;
import dev.brownout.scenarios.report.Invariants;
import dev.brownout.scenarios.report.Report;
import dev.brownout.scenarios.report.Words;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** What was proven: of every fault, and of what must hold throughout. */
final class ProofSection {
    private final Report report;

    ProofSection(Report report) {
        this.report = report;
    }

    void write(Html html) {
        html.open("section", "aria-labelledby", "faults").el("h2", "Faults", "id", "faults");
        if (report.verdict().proofs().isEmpty()) {
            html.el("p", "No fault was planned.", "class", "none");
        } else {
            html.el(
                    "p",
                    "A fault counts only when its symptom was absent before, was seen from every victim, was met by every "
                            + "victim's own traffic, and was seen to be gone.");
            faults(html);
        }
        html.close();
        html.open("section", "aria-labelledby", "invariants").el("h2", "Invariants", "id", "invariants");
        report.verdict()
                .plan()
                .filter(p -> !p.checkers().isEmpty())
                .ifPresentOrElse(
                        p -> invariants(html, p), () -> html.el("p", "The scenario asks for none.", "class", "none"));
        html.close();
    }

    private void faults(Html html) {
        Tables.open(
                html,
                "The proof of every fault",
                "Fault",
                "Absent before",
                "Witnessed",
                "Met by traffic",
                "Proven restored",
                "Seen after",
                "Met by",
                "What the witness read",
                "Journal lines");
        for (var p : report.verdict().proofs()) {
            html.open("tr").el("th", p.fault(), "scope", "row");
            Tables.mark(html, p.control(), "yes", "no");
            Tables.mark(html, p.effect(), "yes", "no");
            Tables.mark(html, p.exposure(), "yes", "no");
            Tables.mark(html, p.restored(), "yes", "no");
            html.el("td", p.onsetMillis().map(Words::time).orElse("–"), "class", "figure");
            html.el("td", hits(p));
            var trace = report.chronicle()
                    .faults()
                    .getOrDefault(
                            p.fault(),
                            new Trace(
                                    new EnumMap<>(dev.brownout.scenarios.journal.Event.Change.class),
                                    Map.of(),
                                    List.of()));
            html.open("td").text(p.reading());
            trace.details().forEach((change, detail) -> html.el("p", change + ": " + detail, "class", "note"));
            html.close().open("td");
            Tables.lines(html, report, trace.lines());
            html.close().close();
        }
        Tables.close(html);
    }

    private static String hits(FaultProof p) {
        return p.hits().isEmpty()
                ? "–"
                : p.hits().entrySet().stream()
                        .sorted(Map.Entry.comparingByKey())
                        .map(e -> e.getKey() + " " + e.getValue() + "×")
                        .collect(Collectors.joining(", "));
    }

    private void invariants(Html html, Plan plan) {
        Tables.open(
                html, "What must hold throughout", "Checker", "Result", "What held", "Kind", "Bounds", "Assertions");
        for (var i : Invariants.of(plan, report)) {
            html.open("tr").el("th", i.name(), "scope", "row");
            switch (i.state()) {
                case HELD -> Tables.mark(html, true, "held", "");
                case BROKEN -> Tables.mark(html, false, "", "broken");
                case OPEN -> html.el("td", "? cannot tell", "class", "open");
                case NOT_JUDGED -> html.el("td", "– not judged", "class", "open");
            }
            html.el("td", i.statement());
            html.el("td", i.kind());
            html.el("td", i.bounds());
            html.el("td", String.join(", ", i.assertions())).close();
        }
        Tables.close(html);
    }
}
