package dev.brownout.scenarios.report.html;

import dev.brownout.api.Capability;
import dev.brownout.api.Mode;
import dev.brownout.scenarios.judge.Row;
import dev.brownout.scenarios.report.Report;
import dev.brownout.scenarios.report.Words;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.Map;
import java.util.stream.Collectors;

/** The timeline: phases and faults above a strip of modes and the response times of each capability. */
final class TimelineSection {
    private final Report report;

    TimelineSection(Report report) {
        this.report = report;
    }

    void write(Html html) {
        html.open("section", "aria-labelledby", "timeline", "id", "timeline-section");
        html.el("h2", "Timeline", "id", "timeline");
        if (report.verdict().plan().isEmpty()) {
            html.el("p", "The journal holds no plan: nothing can be drawn.").close();
            return;
        }
        var plan = report.verdict().plan().get();
        var data = new TimelineData(plan, report.chronicle(), report.verdict().proofs());
        legend(html);
        controls(html);
        html.open("noscript").el("p", "The timeline needs JavaScript; the tables below hold the same figures.");
        html.close();
        html.open("div", "class", "figure", "id", "plots");
        int lanes = data.lanes().size();
        head(html, "faults", lanes == 0 ? "No fault was put in place" : "Phases and faults", "");
        html.el("div", "", "class", "plot", "data-plot", "faults", "role", "img", "aria-label", faultsInWords(data));
        for (var c : plan.stack().capabilities()) {
            head(html, c.id(), c.id(), inWords(c));
            html.el(
                    "div",
                    "",
                    "class",
                    "plot",
                    "data-plot",
                    c.id(),
                    "role",
                    "img",
                    "aria-label",
                    "Modes and response times of " + c.id() + ": " + inWords(c)
                            + ". The table Service holds the figures.");
        }
        html.close();
        html.open("script", "type", "application/json", "id", "data")
                .asIs(data.json())
                .close();
        html.close();
    }

    private static void head(Html html, String id, String title, String words) {
        html.open("div", "class", "plot-head").el("h3", title);
        html.el("output", words, "data-readout", id, "data-whole", words).close();
    }

    private String inWords(Capability c) {
        var counts = new EnumMap<Mode, Integer>(Mode.class);
        for (Row row : report.verdict().rows()) {
            if (row.capability().equals(c.id())) {
                row.counts().forEach((mode, n) -> counts.merge(mode, n, Integer::sum));
            }
        }
        int all = counts.values().stream().mapToInt(n -> n).sum();
        return counts.entrySet().stream()
                .filter(e -> e.getValue() > 0)
                .sorted(Map.Entry.comparingByKey())
                .map(e -> e.getKey().word() + " " + Words.percent(e.getValue() / (double) all))
                .collect(Collectors.joining(", "));
    }

    private static String faultsInWords(TimelineData data) {
        return "When each fault was in place: "
                + data.lanes().stream().map(TimelineData.Lane::name).collect(Collectors.joining("; "))
                + ". The table Faults holds the figures.";
    }

    private static void legend(Html html) {
        html.open("ul", "class", "legend", "aria-label", "Colours of the modes");
        Arrays.stream(Mode.values()).forEach(mode -> {
            html.open("li").el("span", "", "class", "swatch " + mode.word(), "aria-hidden", "true");
            html.text(mode.word()).close();
        });
        html.close();
        html.open("ul", "class", "legend", "aria-label", "Signs of the timeline");
        sign(html, "fading", "fault being put in place or taken away");
        sign(html, "witnessed", "fault witnessed");
        sign(html, "unproven", "fault not proven");
        sign(html, "restored", "proven restored");
        sign(html, "unrestored", "not proven restored");
        sign(html, "blind", "harness blind");
        sign(html, "p50", "median time to an answer");
        sign(html, "p99", "slowest 1 %");
        sign(html, "slow", "slow from here on");
        html.close();
    }

    private static void sign(Html html, String name, String words) {
        html.open("li")
                .el("span", "", "class", "swatch sign-" + name, "aria-hidden", "true")
                .text(words)
                .close();
    }

    /** Hidden until the script runs: without it they would do nothing. */
    private static void controls(Html html) {
        html.open("div", "class", "controls", "id", "controls", "hidden", "", "role", "group");
        button(html, "in", "+", "Zoom in");
        button(html, "out", "−", "Zoom out");
        button(html, "left", "←", "Earlier");
        button(html, "right", "→", "Later");
        button(html, "all", "Whole run", "");
        html.open("label").text("Phase ").open("select", "id", "phase").el("option", "whole run", "value", "");
        html.close().close();
        html.el(
                "span",
                "Drag to zoom, double-click to see all. With the keys: arrows move, + and − zoom, 0 shows all.",
                "class",
                "hint");
        html.close();
    }

    private static void button(Html html, String does, String shown, String said) {
        if (said.isEmpty()) {
            html.el("button", shown, "type", "button", "data-do", does);
        } else {
            html.el("button", shown, "type", "button", "data-do", does, "aria-label", said, "title", said);
        }
    }
}
