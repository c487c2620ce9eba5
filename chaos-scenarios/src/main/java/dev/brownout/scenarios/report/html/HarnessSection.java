package dev.brownout.scenarios.report.html;

import dev.brownout.scenarios.report.Report;
import dev.brownout.scenarios.report.TrafficTable;
import dev.brownout.scenarios.report.Words;
import java.util.Locale;

/** What the targets got, how well the harness saw, and the lines of the journal that the report rests on. */
final class HarnessSection {
    private static final int MOST_STALLS = 50;

    private final Report report;

    HarnessSection(Report report) {
        this.report = report;
    }

    void write(Html html) {
        var rows = TrafficTable.of(report.chronicle());
        if (!rows.isEmpty()) {
            html.open("section", "aria-labelledby", "traffic").el("h2", "Traffic at the targets", "id", "traffic");
            html.el(
                    "p",
                    "Counted by the planes, not by the clients' word. Amplification is the busiest second against the steady phase.");
            traffic(html, rows);
            html.close();
        }
        html.open("section", "aria-labelledby", "harness").el("h2", "Harness", "id", "harness");
        html.el("p", Words.harness(report.verdict()) + ".");
        html.el(
                "p",
                "Brownout " + report.chronicle().version() + " on "
                        + report.chronicle().machine() + ".",
                "class",
                "none");
        stalls(html);
        html.close();
        html.open("section", "aria-labelledby", "journal").el("h2", "Journal", "id", "journal");
        html.open("p").text("Lines of ").el("code", report.journal());
        html.text(" that this report rests on. Times of probes are ns on the run's own clock.")
                .close();
        html.open("ol", "class", "journal");
        report.excerpt()
                .forEach((n, text) -> html.open("li", "id", "line-" + n)
                        .el("span", String.valueOf(n), "class", "number")
                        .el("code", text)
                        .close());
        html.close().close();
    }

    private static void traffic(Html html, java.util.List<TrafficTable> rows) {
        Tables.open(
                html,
                "What each link's target got",
                "Link",
                "Counted",
                "In all",
                "Steady",
                "Busiest second",
                "Amplification",
                "Refused",
                "Failed",
                "Health checks");
        for (var r : rows) {
            html.open("tr").el("th", r.link(), "scope", "row").el("td", r.what());
            html.el("td", String.valueOf(r.total()), "class", "figure");
            html.el("td", String.format(Locale.ROOT, "%.1f/s", r.steady()), "class", "figure");
            html.el("td", String.format(Locale.ROOT, "%.1f/s in %s", r.busiest(), r.phase()), "class", "figure");
            html.el(
                    "td",
                    r.steady() > 0 ? String.format(Locale.ROOT, "%.1f×", r.busiest() / r.steady()) : "–",
                    "class",
                    "figure");
            html.el("td", String.valueOf(r.refused()), "class", "figure");
            html.el("td", String.valueOf(r.failed()), "class", "figure");
            html.el("td", String.valueOf(r.checks()), "class", "figure").close();
        }
        Tables.close(html);
    }

    private void stalls(Html html) {
        var stalls = report.chronicle().stalls();
        if (stalls.isEmpty()) {
            html.el("p", "It never stood still: no sample is blind.", "class", "none");
            return;
        }
        Tables.open(html, "When the harness stood still; samples that overlap say nothing", "From", "For");
        stalls.stream()
                .limit(MOST_STALLS)
                .forEach(s -> html.open("tr")
                        .el("th", String.format(Locale.ROOT, "%.3f s", s.from() / 1e9), "scope", "row")
                        .el("td", Words.time((s.to() - s.from()) / 1e6), "class", "figure")
                        .close());
        Tables.close(html);
        if (stalls.size() > MOST_STALLS) {
            html.el("p", (stalls.size() - MOST_STALLS) + " more are in the journal.");
        }
    }
}
