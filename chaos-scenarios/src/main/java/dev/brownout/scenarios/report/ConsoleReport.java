package dev.brownout.scenarios.report;

import dev.brownout.api.Durations;
import dev.brownout.api.Finding;
import dev.brownout.api.Finding.Weight;
import dev.brownout.api.Mode;
import dev.brownout.scenarios.journal.Event;
import dev.brownout.scenarios.judge.Course;
import dev.brownout.scenarios.judge.FaultProof;
import dev.brownout.scenarios.judge.Row;
import dev.brownout.scenarios.judge.Verdict;
import dev.brownout.scenarios.plan.Plan;
import dev.brownout.scenarios.plan.Plan.PlannedPhase;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/** Writes a verdict for people at a terminal: what was played, how each capability served, what was proven, and why. */
public final class ConsoleReport {
    private static final int STRIP = 24;

    private final Paint paint;

    /**
     * Create a report.
     *
     * @param paint colours, or not
     */
    public ConsoleReport(Paint paint) {
        this.paint = paint;
    }

    /**
     * Write the report.
     *
     * @param verdict the verdict
     * @param journal how to name the journal that the evidence's line numbers speak of
     * @return the lines
     */
    public List<String> lines(Verdict verdict, String journal) {
        var out = new ArrayList<String>();
        verdict.plan().ifPresent(plan -> {
            out.add("");
            out.add(paint.bold(plan.title()));
            out.add(paint.dim(plan.scenario() + " on " + plan.stack().id() + ", seed " + plan.seed() + ", 1 s plays "
                    + Words.scale(plan)));
            out.add("");
            table(verdict, plan, out);
            out.add("");
            proofs(verdict, out);
        });
        findings(verdict, out);
        out.add("");
        out.add(paint.of(verdict.outcome(), paint.bold(verdict.outcome().name())) + "  " + Words.of(verdict));
        verdict.recoveredMillis()
                .ifPresent(ms -> out.add(paint.dim(
                        String.format(Locale.ROOT, "service was back %.1f s after the last fault was gone", ms / 1000)
                                + each(verdict))));
        out.add(paint.dim(Words.harness(verdict)));
        out.add(paint.dim("journal: " + journal));
        return out;
    }

    private void table(Verdict verdict, Plan plan, List<String> out) {
        var phases = verdict.rows().stream().map(Row::phase).distinct().toList();
        for (var phase : phases) {
            var planned =
                    plan.phases().stream().filter(p -> p.id().equals(phase)).findFirst();
            out.add(heading(phase, planned));
            verdict.rows().stream().filter(r -> r.phase().equals(phase)).forEach(r -> out.add(row(r)));
        }
        out.add(legend(verdict));
    }

    private String heading(String phase, Optional<PlannedPhase> planned) {
        if (planned.isEmpty()) {
            return paint.bold(phase)
                    + paint.dim(phase.equals(Event.STEADY) ? "  before the first fault" : "  after the last fault");
        }
        var p = planned.get();
        return paint.bold(phase)
                + paint.dim("  +" + Durations.format(p.incidentAt()) + ", " + Durations.format(p.incidentLength())
                        + " played in " + Durations.format(p.length())
                        + (p.lengthened().isEmpty() ? "" : " (lengthened)") + ": " + p.title());
    }

    private String row(Row r) {
        var shares = r.counts().entrySet().stream()
                .filter(e -> e.getValue() > 0)
                .sorted(java.util.Map.Entry.comparingByKey())
                .map(e -> paint.of(e.getKey(), e.getKey().word() + " " + Words.percent(r.share(e.getKey()))))
                .collect(Collectors.joining("  "));
        var mark = switch (r.verdict()) {
            case MET -> paint.good("✓");
            case BROKEN -> paint.bad("✗");
            case NOT_JUDGED -> paint.doubtful("?");
            case NONE -> " ";
        };
        return String.format(
                Locale.ROOT,
                "  %s %-13s %s %s  %s%s",
                mark,
                r.capability(),
                strip(r),
                paint.dim(String.format(Locale.ROOT, "%4d, p99 %5.0f ms", r.samples(), r.p99Millis())),
                shares,
                paint.dim(course(r.course())));
    }

    /** What is worth a word: nothing where service went on as if nothing had happened. */
    private static String course(Course c) {
        var words = new ArrayList<String>();
        if (c.worstGapMillis() > 0) {
            words.add("gap " + seconds(c.worstGapMillis()));
        }
        if (c.worstGapMillis() > 0 || c.detectedMillis().isPresent()) {
            c.detectedMillis().ifPresent(ms -> words.add("told after " + seconds(ms)));
            c.degradedMillis().ifPresent(ms -> words.add("graceful after " + seconds(ms)));
        }
        c.oldestMillis().ifPresent(ms -> words.add("up to " + seconds(ms) + " old"));
        if (c.changes() > 1) {
            words.add(c.changes() + " changes");
        }
        return words.isEmpty() ? "" : "  (" + String.join(", ", words) + ")";
    }

    private static String seconds(double millis) {
        return String.format(Locale.ROOT, "%.1f s", millis / 1000);
    }

    /** A bar of fixed width; every mode that occurred at all gets at least one character. */
    private String strip(Row r) {
        var present = r.counts().entrySet().stream()
                .filter(e -> e.getValue() > 0)
                .map(java.util.Map.Entry::getKey)
                .sorted()
                .toList();
        var widths = new java.util.EnumMap<Mode, Integer>(Mode.class);
        present.forEach(m -> widths.put(m, Math.max(1, (int) Math.round(r.share(m) * STRIP))));
        int over = widths.values().stream().mapToInt(i -> i).sum() - STRIP;
        if (!present.isEmpty()) {
            var widest = present.stream().max(Comparator.comparing(m -> widths.getOrDefault(m, 0)));
            widest.ifPresent(m -> widths.merge(m, -over, Integer::sum));
        }
        return present.stream()
                        .map(m -> paint.of(m, Paint.mark(m).repeat(widths.getOrDefault(m, 0))))
                        .collect(Collectors.joining())
                + (present.isEmpty() ? " ".repeat(STRIP) : "");
    }

    private String legend(Verdict verdict) {
        return verdict.rows().stream()
                .flatMap(r -> r.counts().keySet().stream())
                .distinct()
                .sorted()
                .map(m -> paint.of(m, Paint.mark(m)) + " " + m.word())
                .collect(Collectors.joining("   ", "  ", ""));
    }

    private void proofs(Verdict verdict, List<String> out) {
        if (verdict.proofs().isEmpty()) {
            return;
        }
        out.add(paint.bold("faults")
                + paint.dim("  absent before, seen from the victim, met by its traffic, seen gone"));
        for (var p : verdict.proofs()) {
            out.add("  " + mark(p.control()) + mark(p.effect()) + mark(p.exposure()) + mark(p.restored()) + " "
                    + p.fault() + paint.dim(detail(p)));
        }
    }

    private String mark(boolean proven) {
        return proven ? paint.good("✓") : paint.bad("✗");
    }

    private static String detail(FaultProof p) {
        var onset = p.onsetMillis()
                .map(ms -> String.format(Locale.ROOT, "  seen after %.0f ms", ms))
                .orElse("");
        var hits = p.hits().isEmpty()
                ? ""
                : p.hits().entrySet().stream()
                        .sorted(java.util.Map.Entry.comparingByKey())
                        .map(e -> e.getKey() + " " + e.getValue() + "×")
                        .collect(Collectors.joining(", ", "; met by ", ""));
        return onset + hits;
    }

    private void findings(Verdict verdict, List<String> out) {
        if (verdict.findings().isEmpty()) {
            return;
        }
        out.add("");
        out.add(paint.bold("findings"));
        // where something is proven to have failed, what could not be proven is a footnote
        boolean decided = verdict.findings().stream().anyMatch(f -> f.weight().compareTo(Weight.INCONCLUSIVE) > 0);
        var open = verdict.findings().stream()
                .filter(f -> decided && f.weight() == Weight.INCONCLUSIVE)
                .toList();
        verdict.findings().stream()
                .filter(f -> !open.contains(f))
                .forEach(f -> out.add("  " + label(f) + " " + f.message() + paint.dim(evidence(f))));
        if (!open.isEmpty()) {
            out.add("  " + paint.doubtful("open") + " " + open.size()
                    + " more could not be proven or judged; the first: "
                    + open.get(0).message());
        }
    }

    private String label(Finding f) {
        return switch (f.weight()) {
            case NOTE -> paint.dim("note");
            case INCONCLUSIVE, NOT_STEADY, ABORT -> paint.doubtful(f.rule());
            case FAILURE, NOT_RESTORED -> paint.bad(f.rule());
        };
    }

    private static String evidence(Finding f) {
        return f.evidence().isEmpty()
                ? ""
                : f.evidence().stream().map(String::valueOf).collect(Collectors.joining(", ", " [journal line ", "]"));
    }

    private static String each(Verdict v) {
        return v.recoveredEachMillis().entrySet().stream()
                .map(e -> e.getKey() + " " + seconds(e.getValue()))
                .collect(Collectors.joining(", ", " (", ")"));
    }
}
