package dev.brownout.scenarios.report.html;

import dev.brownout.api.Durations;
import dev.brownout.api.Expectation;
import dev.brownout.api.Mode;
import dev.brownout.scenarios.journal.Event.Change;
import dev.brownout.scenarios.judge.Row;
import dev.brownout.scenarios.judge.Verdict;
import dev.brownout.scenarios.plan.Plan;
import dev.brownout.scenarios.report.Report;
import dev.brownout.scenarios.report.Words;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** How each capability served in each phase against what was expected of it, and how each came back. */
final class ServiceSection {
    private final Report report;
    private final Verdict verdict;

    ServiceSection(Report report) {
        this.report = report;
        this.verdict = report.verdict();
    }

    void write(Html html) {
        html.open("section", "aria-labelledby", "service").el("h2", "Service", "id", "service");
        if (verdict.rows().isEmpty()) {
            html.el("p", "No phase came to its end.", "class", "none");
        } else {
            rows(html);
        }
        html.close();
        html.open("section", "aria-labelledby", "recovery").el("h2", "Recovery", "id", "recovery");
        verdict.plan()
                .ifPresentOrElse(
                        p -> recovery(html, p), () -> html.el("p", "Nothing is known of it.", "class", "none"));
        html.close();
    }

    private void rows(Html html) {
        var expected = new HashMap<String, Map<String, Expectation>>();
        verdict.plan().ifPresent(p -> p.phases().forEach(ph -> expected.put(ph.id(), ph.expect())));
        Tables.open(
                html,
                "How each capability served",
                "Phase",
                "Capability",
                "Result",
                "Expected",
                "Modes",
                "p50",
                "p99",
                "Longest",
                "Told of it after",
                "Graceful after",
                "Worst gap",
                "Samples");
        var phase = "";
        for (var r : verdict.rows()) {
            html.open("tr", "class", r.phase().equals(phase) ? "" : "first");
            html.el("th", r.phase(), "scope", "row", "class", r.phase().equals(phase) ? "again" : "");
            phase = r.phase();
            html.el("td", r.capability());
            result(html, r);
            var e = expected.getOrDefault(r.phase(), Map.of()).get(r.capability());
            html.el("td", e == null ? "" : Words.expectation(e));
            html.open("td", "class", "modes");
            modes(html, r);
            html.close();
            html.el("td", Words.time(r.p50Millis()), "class", "figure");
            html.el("td", Words.time(r.p99Millis()), "class", "figure");
            html.el("td", Words.time(r.maxMillis()), "class", "figure");
            var course = r.course();
            html.el("td", course.detectedMillis().map(Words::time).orElse(""), "class", "figure");
            html.el("td", course.degradedMillis().map(Words::time).orElse(""), "class", "figure");
            html.el("td", course.worstGapMillis() == 0 ? "" : Words.time(course.worstGapMillis()), "class", "figure");
            html.el("td", r.samples() + (r.blind() == 0 ? "" : " (" + r.blind() + " blind)"), "class", "figure");
            html.close();
        }
        Tables.close(html);
    }

    private static void result(Html html, Row r) {
        switch (r.verdict()) {
            case MET -> Tables.mark(html, true, "met", "");
            case BROKEN -> Tables.mark(html, false, "", "broken");
            case NOT_JUDGED -> html.el("td", "? not judged", "class", "open");
            case NONE -> html.el("td", "");
        }
    }

    private static void modes(Html html, Row r) {
        html.open("svg", "class", "bar", "viewBox", "0 0 100 8", "preserveAspectRatio", "none", "aria-hidden", "true");
        double x = 0;
        for (var mode : Mode.values()) {
            double share = r.share(mode) * 100;
            if (share > 0) {
                html.el(
                        "rect",
                        "",
                        "class",
                        mode.word(),
                        "x",
                        String.valueOf(x),
                        "width",
                        String.valueOf(share),
                        "height",
                        "8");
            }
            x += share;
        }
        html.close();
        html.text(r.counts().entrySet().stream()
                .filter(c -> c.getValue() > 0)
                .sorted(Map.Entry.comparingByKey())
                .map(c -> c.getKey().word() + " " + Words.percent(r.share(c.getKey())))
                .collect(Collectors.joining(", ")));
    }

    private void recovery(Html html, Plan plan) {
        html.el(
                "p",
                "Asked: every capability full again within "
                        + Durations.format(plan.after().within()) + " after the last fault is gone, and for "
                        + Durations.format(plan.after().hold()) + " on end."
                        + (plan.after().reopenOrder().isEmpty()
                                ? ""
                                : " In this order: "
                                        + String.join(", ", plan.after().reopenOrder()) + ".")
                        + verdict.recoveredMillis()
                                .map(ms -> " Service was back after " + Words.time(ms) + ".")
                                .orElse(" It was not seen to come back."));
        if (report.chronicle().faults().values().stream()
                .noneMatch(t -> t.at(Change.REMOVED).isPresent())) {
            html.el("p", "No fault was taken away.", "class", "none");
            return;
        }
        Tables.open(
                html,
                "How each capability came back after the last fault",
                "Capability",
                "Asked within",
                "Full again after");
        for (var c : plan.stack().capabilities()) {
            html.open("tr").el("th", c.id(), "scope", "row");
            html.el(
                    "td",
                    Durations.format(plan.after()
                            .each()
                            .getOrDefault(c.id(), plan.after().within())),
                    "class",
                    "figure");
            html.el(
                    "td",
                    Optional.ofNullable(verdict.recoveredEachMillis().get(c.id()))
                            .map(Words::time)
                            .orElse("did not"),
                    "class",
                    "figure");
            html.close();
        }
        Tables.close(html);
    }
}
