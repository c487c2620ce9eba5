package dev.brownout.scenarios.report;

import dev.brownout.api.Finding;
import dev.brownout.api.Finding.Weight;
import dev.brownout.scenarios.judge.Row;
import dev.brownout.scenarios.judge.Row.RowVerdict;
import dev.brownout.scenarios.judge.Verdict;
import dev.brownout.scenarios.plan.Plan;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * Writes a report as Markdown for a merge request's comment (GitHub's and GitLab's): the verdict and what is behind it first,
 * all else folded. Text from outside is escaped, so that a name is neither markup nor a mention.
 */
public final class MarkdownReport {
    private static final int MOST = 20;
    private static final int LONGEST = 400;

    private final Report report;
    private final StringBuilder out = new StringBuilder();

    private MarkdownReport(Report report) {
        this.report = report;
    }

    /**
     * Write the report.
     *
     * @param report what to tell
     * @return Markdown text
     */
    public static String write(Report report) {
        return new MarkdownReport(report).write();
    }

    private String write() {
        var v = report.verdict();
        line("### " + mark(v) + " " + v.outcome() + ": "
                + v.plan().map(p -> text(p.title())).orElse("a run without a plan"));
        line("");
        line(Words.of(v) + ".");
        line("");
        line(Summary.figures(v).stream()
                .map(f -> f.name() + " **" + f.value() + "**")
                .collect(Collectors.joining(" · ")));
        line("");
        findings(v.findings());
        v.plan().ifPresent(p -> {
            folded("How each capability served", () -> service(v.rows()));
            folded(
                    "Faults: " + v.proofs().stream().filter(Summary::proven).count() + " of "
                            + v.proofs().size() + " proven",
                    this::faults);
            if (!p.checkers().isEmpty()) {
                folded("Invariants", () -> invariants(p));
            }
            folded("What was played, and how to play it again", () -> played(p));
        });
        line("");
        line("<sub>" + text(Words.harness(v)) + "; journal " + text(report.journal()) + "</sub>");
        return out.toString();
    }

    private static String mark(Verdict v) {
        return switch (v.outcome()) {
            case PASSED, DEGRADED_OK -> "✅";
            case INCONCLUSIVE, NOT_STARTED, ABORTED -> "⚠️";
            case FAILED, ROLLBACK_INCOMPLETE -> "❌";
        };
    }

    private void findings(List<Finding> findings) {
        findings.stream()
                .limit(MOST)
                .forEach(f -> line("- **" + weight(f.weight()) + "** <code>" + text(f.rule()) + "</code>: "
                        + text(f.message())
                        + (f.evidence().isEmpty()
                                ? ""
                                : f.evidence().stream()
                                        .map(String::valueOf)
                                        .collect(Collectors.joining(", ", " (journal ", ")")))));
        if (findings.size() > MOST) {
            line("- … and " + (findings.size() - MOST) + " more");
        }
        line("");
    }

    private static String weight(Weight weight) {
        return weight.name().toLowerCase(java.util.Locale.ROOT).replace('_', ' ');
    }

    private void service(List<Row> rows) {
        table("Phase", "Capability", "Result", "Modes", "p50", "p99", "Samples", "Blind");
        for (var r : rows) {
            row(
                    text(r.phase()),
                    text(r.capability()),
                    result(r.verdict()),
                    r.counts().entrySet().stream()
                            .filter(c -> c.getValue() > 0)
                            .sorted(Map.Entry.comparingByKey())
                            .map(c -> c.getKey().word() + " " + Words.percent(r.share(c.getKey())))
                            .collect(Collectors.joining(", ")),
                    Words.time(r.p50Millis()),
                    Words.time(r.p99Millis()),
                    String.valueOf(r.samples()),
                    String.valueOf(r.blind()));
        }
    }

    private static String result(RowVerdict verdict) {
        return switch (verdict) {
            case MET -> "met";
            case BROKEN -> "**broken**";
            case NOT_JUDGED -> "not judged";
            case NONE -> "";
        };
    }

    private void faults() {
        table("Fault", "Absent before", "Witnessed", "Met by traffic", "Restored", "Seen after");
        for (var p : report.verdict().proofs()) {
            row(
                    text(p.fault()),
                    yes(p.control()),
                    yes(p.effect()),
                    yes(p.exposure()),
                    yes(p.restored()),
                    p.onsetMillis().map(Words::time).orElse("–"));
        }
    }

    private static String yes(boolean proven) {
        return proven ? "yes" : "**no**";
    }

    private void invariants(Plan plan) {
        table("Checker", "Result", "What must hold", "Bounds");
        for (var i : Invariants.of(plan, report)) {
            row(
                    "<code>" + text(i.name()) + "</code>",
                    switch (i.state()) {
                        case HELD -> "held";
                        case BROKEN -> "**broken**";
                        case OPEN -> "cannot tell";
                        case NOT_JUDGED -> "not judged";
                    },
                    text(i.statement()),
                    text(i.bounds()));
        }
    }

    private void played(Plan plan) {
        line(text(plan.scenario()) + " on " + text(plan.stack().id()) + ", seed " + plan.seed() + ", 1 s plays "
                + Words.scale(plan) + ". Would stop early " + text(Words.halts(plan)) + ".");
        line("");
        line("    " + Replay.command(plan, report.chronicle().asked()).replaceAll("\\R", " "));
        line("");
        plan.sources()
                .forEach(s -> line("- " + text(s.title()) + " (" + s.kind().word() + ")"));
    }

    private void folded(String title, Runnable content) {
        line("<details><summary>" + text(title) + "</summary>");
        line("");
        content.run();
        line("");
        line("</details>");
    }

    private void table(String... columns) {
        row(columns);
        row(java.util.Arrays.stream(columns).map(c -> "---").toArray(String[]::new));
    }

    private void row(String... cells) {
        line(String.join(" | ", List.of(cells)).transform(c -> "| " + c + " |"));
    }

    private void line(String text) {
        out.append(text).append('\n');
    }

    /** Text from outside: one line, no markup, no HTML, nobody mentioned. */
    static String text(String text) {
        var line = text.replaceAll("\\s+", " ").strip();
        var shortened = line.length() <= LONGEST ? line : line.substring(0, LONGEST) + " …";
        var safe = new StringBuilder();
        Foreign.visible(shortened).codePoints().forEach(c -> {
            switch (c) {
                case '&' -> safe.append("&amp;");
                case '<' -> safe.append("&lt;");
                case '>' -> safe.append("&gt;");
                case '\\', '`', '*', '_', '{', '}', '[', ']', '|' ->
                    safe.append('\\').append((char) c);
                default -> safe.appendCodePoint(c);
            }
        });
        // between the sign and the name: neither GitHub nor GitLab then takes it for a mention or a reference
        return safe.toString().replaceAll("([@#!~%$])(?=\\w)", "$1&#8203;");
    }
}
