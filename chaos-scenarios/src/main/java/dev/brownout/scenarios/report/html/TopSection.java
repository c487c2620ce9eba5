package dev.brownout.scenarios.report.html;

import dev.brownout.api.Durations;
import dev.brownout.api.Incident;
import dev.brownout.api.Source;
import dev.brownout.scenarios.journal.Event;
import dev.brownout.scenarios.judge.Verdict;
import dev.brownout.scenarios.plan.Plan;
import dev.brownout.scenarios.report.Replay;
import dev.brownout.scenarios.report.Report;
import dev.brownout.scenarios.report.Summary;
import dev.brownout.scenarios.report.Words;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;

/** The verdict in words, and what was played: by which sources, how true to them, and how to play it again. */
final class TopSection {
    private static final DateTimeFormatter WALL =
            DateTimeFormatter.ofPattern("d MMMM yyyy, HH:mm 'UTC'", Locale.ROOT).withZone(ZoneOffset.UTC);

    private final Report report;
    private final Verdict verdict;

    TopSection(Report report) {
        this.report = report;
        this.verdict = report.verdict();
    }

    void write(Html html) {
        html.open("header", "class", "top " + tone(verdict));
        html.open("p", "class", "badge");
        html.open("span", "class", "mark", "aria-hidden", "true")
                .text(mark(verdict))
                .close();
        html.el("strong", verdict.outcome().name().replace('_', ' '));
        html.el("span", "exit code " + verdict.outcome().exitCode(), "class", "code");
        html.close();
        html.el("h1", verdict.plan().map(Plan::title).orElse("A run that left no plan"));
        html.el("p", sentence(Words.of(verdict)), "class", "words");
        verdict.findings().stream()
                .filter(f -> verdict.outcome().exitCode() != 0)
                .findFirst()
                .ifPresent(f -> {
                    html.open("p", "class", "first");
                    html.el("a", f.message(), "href", "#finding-1");
                    html.close();
                });
        tiles(html);
        html.close();
        contents(html);
        verdict.plan().ifPresent(p -> played(html, p));
    }

    private static void contents(Html html) {
        html.open("nav", "aria-label", "Contents");
        for (var part : List.of(
                "Played",
                "Timeline",
                "Findings",
                "Service",
                "Faults",
                "Recovery",
                "Invariants",
                "Harness",
                "Journal")) {
            html.el("a", part, "href", "#" + part.toLowerCase(Locale.ROOT));
        }
        html.close();
    }

    private static String tone(Verdict v) {
        return switch (v.outcome()) {
            case PASSED, DEGRADED_OK -> "good";
            case INCONCLUSIVE, NOT_STARTED, ABORTED -> "doubtful";
            case FAILED, ROLLBACK_INCOMPLETE -> "bad";
        };
    }

    private static String mark(Verdict v) {
        return switch (v.outcome()) {
            case PASSED, DEGRADED_OK -> "✓";
            case INCONCLUSIVE -> "?";
            case NOT_STARTED, ABORTED -> "■";
            case FAILED, ROLLBACK_INCOMPLETE -> "✗";
        };
    }

    private static String sentence(String words) {
        return words.substring(0, 1).toUpperCase(Locale.ROOT) + words.substring(1) + ".";
    }

    private void tiles(Html html) {
        html.open("dl", "class", "tiles");
        for (var figure : Summary.figures(verdict)) {
            html.open("div");
            html.el("dt", figure.name()).el("dd", figure.value());
            html.close();
        }
        html.close();
    }

    private void played(Html html, Plan plan) {
        html.open("section", "aria-labelledby", "played");
        html.el("h2", "What was played", "id", "played");
        html.open("dl", "class", "facts");
        plan.incident().ifPresent(i -> fact(html, "Recreates", incident(i)));
        fact(html, "Scenario", plan.scenario());
        fact(html, "Stack", plan.stack().id() + ": " + plan.stack().title());
        fact(html, "Two clocks", "1 s of the run plays " + Words.scale(plan) + " of the incident");
        fact(html, "Seed", String.valueOf(plan.seed()));
        fact(html, "Would stop early", Words.halts(plan));
        report.chronicle()
                .began()
                .ifPresent(at -> fact(html, "Played", WALL.format(at) + ", for " + Words.time(verdict.playedMillis())));
        html.close();
        html.open("div", "class", "replay");
        html.el("span", "Play it again", "id", "replay-label");
        html.el(
                "code",
                Replay.command(plan, report.chronicle().asked()),
                "id",
                "replay",
                "aria-labelledby",
                "replay-label");
        html.el("button", "Copy", "type", "button", "id", "copy", "hidden", "");
        html.close();
        html.open("div", "class", "folded");
        fidelity(html, plan);
        sources(html, plan.sources());
        phases(html, plan);
        html.close().close();
    }

    private static void fact(Html html, String name, String value) {
        html.open("div").el("dt", name).el("dd", value).close();
    }

    private static String incident(Incident i) {
        return i.provider() + " " + i.region()
                + i.began().map(b -> ", " + WALL.format(b)).orElse("")
                + i.ended().map(e -> " to " + WALL.format(e)).orElse("");
    }

    private void phases(Html html, Plan plan) {
        html.open("details").el("summary", "Phases in both clocks");
        Tables.open(
                html,
                "The phases in both clocks",
                "Phase",
                "What happened",
                "Incident clock",
                "Run clock",
                "Played for");
        var zero = report.chronicle().stretches().stream()
                .filter(s -> !s.id().equals(Event.STEADY))
                .findFirst()
                .map(s -> s.from());
        for (var p : plan.phases()) {
            html.open("tr");
            html.el("th", p.id(), "scope", "row");
            html.el("td", p.title());
            html.el("td", "+" + Durations.format(p.incidentAt()) + began(plan, p.incidentAt()), "class", "figure");
            html.el(
                    "td",
                    report.chronicle().stretches().stream()
                            .filter(s -> s.id().equals(p.id()))
                            .findFirst()
                            .map(s -> String.format(Locale.ROOT, "+%.1f s", (s.from() - zero.orElse(0L)) / 1e9))
                            .orElse("not reached"),
                    "class",
                    "figure");
            html.open("td").text(Durations.format(p.length()));
            if (!p.lengthened().isEmpty()) {
                html.el("small", " lengthened: " + String.join("; ", p.lengthened()));
            }
            html.close().close();
        }
        Tables.close(html);
        html.close();
    }

    private static String began(Plan plan, Duration after) {
        return plan.incident()
                .flatMap(Incident::began)
                .map(b -> DateTimeFormatter.ofPattern(" (HH:mm 'UTC')", Locale.ROOT)
                        .withZone(ZoneOffset.UTC)
                        .format((Instant) after.addTo(b)))
                .orElse("");
    }

    private static void fidelity(Html html, Plan plan) {
        var card = plan.fidelity();
        if (card.reproduced().isEmpty()
                && card.approximated().isEmpty()
                && card.leftOut().isEmpty()) {
            return;
        }
        html.open("details").el("summary", "Fidelity card: how true to the event this is");
        html.open("div", "class", "card");
        list(html, "As the sources tell it", card.reproduced());
        list(html, "Approximated", card.approximated());
        list(html, "Left out", card.leftOut());
        html.close().close();
    }

    private static void list(Html html, String title, List<String> entries) {
        html.open("div").el("h3", title).open("ul");
        entries.forEach(e -> html.el("li", e));
        html.close().close();
    }

    private static void sources(Html html, List<Source> sources) {
        if (sources.isEmpty()) {
            return;
        }
        html.open("details").el("summary", "Sources: where the facts come from").open("ul");
        for (var s : sources) {
            html.open("li");
            // a scenario file may say any scheme; only the web's own are worth a click
            if (s.url()
                    .map(u -> "https".equals(u.getScheme()) || "http".equals(u.getScheme()))
                    .orElse(false)) {
                html.el("a", s.title(), "href", s.url().orElseThrow().toString(), "rel", "noreferrer");
            } else {
                html.text(s.title());
            }
            html.text(" ").el("small", s.kind().word()).close();
        }
        html.close().close();
    }
}
