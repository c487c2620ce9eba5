package dev.brownout.scenarios.report.html;

import dev.brownout.api.CheckerDescription;
import dev.brownout.api.Finding;
import dev.brownout.scenarios.report.Chronicle.Point;
import dev.brownout.scenarios.report.Report;
import dev.brownout.scenarios.report.Surroundings;
import dev.brownout.scenarios.report.Words;
import java.util.Locale;
import java.util.Optional;

/** Why: the findings in order of weight, each with its rule, the samples around it and the lines that show it. */
final class FindingsSection {
    /** Each of the first so many is told in full; the verdict does not change by reading more. */
    private static final int MOST = 100;

    private final Report report;

    FindingsSection(Report report) {
        this.report = report;
    }

    void write(Html html) {
        var findings = report.verdict().findings();
        html.open("section", "aria-labelledby", "findings");
        html.el("h2", "Findings", "id", "findings");
        report.truncated()
                .ifPresent(t -> html.el("p", "The journal's " + t + "; what came before is judged.", "class", "note"));
        if (findings.isEmpty()) {
            html.el("p", "None: nothing broke, and nothing stands in the way of the verdict.", "class", "none");
        }
        for (int i = 0; i < Math.min(MOST, findings.size()); i++) {
            finding(html, i + 1, findings.get(i));
        }
        if (findings.size() > MOST) {
            html.el("p", (findings.size() - MOST) + " more are in the JUnit XML and in the journal's last line.");
        }
        html.close();
    }

    private void finding(Html html, int number, Finding f) {
        var weight = weight(f);
        html.open("article", "class", "finding " + tone(f), "id", "finding-" + number);
        html.open("h3")
                .el("span", weight, "class", "weight")
                .text(" " + f.message())
                .close();
        html.open("p", "class", "rule");
        html.text("Rule ").el("code", f.rule());
        var about = rule(f);
        html.text(about.isEmpty() ? ". " : ": " + about + " ");
        if (f.evidence().isEmpty()) {
            html.text("No line shows it: what is missing is the evidence.");
        } else {
            html.text(f.evidence().size() == 1 ? "Journal line " : "Journal lines ");
            Tables.lines(html, report, f.evidence());
            html.text(".");
        }
        html.close();
        Surroundings.of(f, report.chronicle()).ifPresent(s -> samples(html, number, s));
        html.close();
    }

    private void samples(Html html, int number, Surroundings s) {
        if (number == 1) {
            html.open("details", "open", "");
        } else {
            html.open("details");
        }
        html.el("summary", "The samples of " + s.capability() + " around it");
        Tables.open(
                html, "Samples of " + s.capability() + ", finding " + number, "Line", "Due", "Mode", "Took", "Answer");
        for (var p : s.points()) {
            html.open("tr", "class", s.evidence().contains(p.line()) ? "hit" : "");
            html.open("th", "scope", "row");
            Tables.lines(html, report, java.util.List.of(p.line()));
            html.close();
            html.el("td", String.format(Locale.ROOT, "%.3f s", p.due() / 1e9), "class", "figure");
            html.open("td");
            html.el("span", "", "class", "swatch " + p.mode().word(), "aria-hidden", "true");
            html.text(p.mode().word()).close();
            html.el("td", took(p), "class", "figure").el("td", p.detail()).close();
        }
        Tables.close(html);
        html.close();
    }

    private static String took(Point p) {
        return Words.time(p.millis());
    }

    /** What the rule asks, where it is a checker's. */
    private String rule(Finding f) {
        return Optional.ofNullable(report.checkers().get(f.rule()))
                .map(CheckerDescription::statement)
                .orElseGet(() -> switch (f.rule()) {
                    case "expectation" -> "what the scenario expects of a capability in a phase.";
                    case "wrong-content" -> "an answer that says 200 must not lie, in transition neither.";
                    case "proof" -> "a fault counts only when its absence, effect, exposure and removal are proven.";
                    case "recovery" -> "service must be back in full in time, and stay.";
                    case "re-open-order" -> "capabilities must come back in the order that is asked.";
                    case "steady-state" -> "every capability must serve in full before the first fault.";
                    case "component" -> "nothing may end that nobody asked to end.";
                    case "stop" -> "the run must come to its end.";
                    default -> "";
                });
    }

    private static String weight(Finding f) {
        return switch (f.weight()) {
            case NOTE -> "Note";
            case INCONCLUSIVE -> "Open";
            case FAILURE -> "Failure";
            case NOT_STEADY -> "Not steady";
            case ABORT -> "Stopped";
            case NOT_RESTORED -> "Not restored";
        };
    }

    private static String tone(Finding f) {
        return switch (f.weight()) {
            case NOTE -> "plain";
            case INCONCLUSIVE, NOT_STEADY, ABORT -> "doubtful";
            case FAILURE, NOT_RESTORED -> "bad";
        };
    }
}
