package dev.brownout.junit;

import dev.brownout.api.Finding;
import dev.brownout.api.Finding.Weight;
import dev.brownout.api.RunView;
import dev.brownout.scenarios.judge.Verdict;
import dev.brownout.scenarios.plan.Plan;
import dev.brownout.scenarios.play.Played;
import dev.brownout.scenarios.report.Words;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/** Tells of a run that is over as a good colleague would: what happened, what shows it, how to see it again. */
final class OutageText {
    /** More than the first few only hide them; all are in the report. */
    private static final int MOST = 3;

    private final Plan plan;
    private final Played played;
    private final Path report;
    private final BothClocks clocks;

    /** @param report where the HTML report will be */
    OutageText(Plan plan, Played played, Path report) {
        this.plan = plan;
        this.played = played;
        this.report = report;
        this.clocks = new BothClocks(plan, played.view().map(RunView::windows).orElse(List.of()));
    }

    /** Which run: {@code small on fixture:plain, seed 7}. */
    String run() {
        return plan.scenario() + " on " + plan.stack().id() + ", seed " + plan.seed();
    }

    /** Why the verdict is what it is. */
    String failure() {
        var verdict = played.verdict();
        var lines = new ArrayList<String>();
        lines.add(run() + ": " + verdict.outcome() + ", " + Words.of(verdict));
        if (played.left() > 0) {
            lines.add(played.left() + " changes are still to be undone; say brownout recover");
        }
        // notes change nothing, and where something is proven to have failed, what could not be proven is a footnote
        var telling = telling(verdict);
        for (int i = 0; i < Math.min(MOST, telling.size()); i++) {
            lines.add("");
            lines.addAll(finding(i + 1, telling.get(i)));
        }
        int more = verdict.findings().size() - Math.min(MOST, telling.size());
        if (more > 0) {
            lines.add("");
            lines.add("and " + more + " more, see the report");
        }
        lines.add("");
        lines.addAll(end());
        return String.join("\n", lines);
    }

    private static List<Finding> telling(Verdict verdict) {
        var heaviest = verdict.findings().stream().map(Finding::weight).max(Weight::compareTo);
        return verdict.findings().stream()
                .filter(f -> f.weight() != Weight.NOTE)
                .filter(f -> f.weight() != Weight.INCONCLUSIVE || heaviest.equals(Optional.of(Weight.INCONCLUSIVE)))
                .toList();
    }

    private List<String> finding(int number, Finding f) {
        var lines = new ArrayList<String>();
        lines.add(number + ". " + f.rule() + ": " + f.message());
        var samples = samples(f.evidence());
        if (!samples.isEmpty()) {
            lines.addAll(violation(samples, f.evidence()));
        } else if (!f.evidence().isEmpty()) {
            lines.add("   see journal line" + (f.evidence().size() == 1 ? " " : "s ")
                    + String.join(
                            ", ", f.evidence().stream().map(String::valueOf).toList()));
        }
        return lines;
    }

    /** The samples of the capability that the evidence is of. */
    private List<RunView.Sample> samples(Collection<Long> evidence) {
        return played.view().stream()
                .flatMap(v -> v.samples().values().stream())
                .filter(all -> all.stream().anyMatch(s -> evidence.contains(s.line())))
                .findFirst()
                .orElse(List.of());
    }

    /** When it was first seen, by both clocks, and the samples around that. */
    List<String> violation(List<RunView.Sample> samples, Collection<Long> evidence) {
        var lines = new ArrayList<String>();
        samples.stream()
                .filter(s -> evidence.contains(s.line()))
                .findFirst()
                .ifPresent(s -> lines.add("   first at " + clocks.at(s.due())));
        lines.addAll(SampleTable.around(samples, evidence));
        return lines;
    }

    /** How to play it again, and where it is written down. */
    List<String> end() {
        return List.of(
                "replay with -D" + Settings.SEED + "=" + plan.seed(),
                "journal: " + played.journal().toAbsolutePath().normalize(),
                "report:  " + report.toAbsolutePath().normalize().toUri());
    }
}
