package dev.brownout.benchmarks;

import com.sun.management.OperatingSystemMXBean;
import dev.brownout.api.Arguments;
import dev.brownout.api.BrownoutException;
import dev.brownout.api.Capability;
import dev.brownout.api.Component;
import dev.brownout.api.Fidelity;
import dev.brownout.api.Finding.Weight;
import dev.brownout.api.Recovery;
import dev.brownout.api.Stack;
import dev.brownout.api.Steady;
import dev.brownout.api.Timings;
import dev.brownout.scenarios.journal.Event;
import dev.brownout.scenarios.journal.JournalReader;
import dev.brownout.scenarios.journal.JournalWriter;
import dev.brownout.scenarios.journal.Line;
import dev.brownout.scenarios.judge.Checkers;
import dev.brownout.scenarios.judge.Judge;
import dev.brownout.scenarios.plan.Plan;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import tools.jackson.databind.json.JsonMapper;

/**
 * How fast a judge folds a history through a scenario's usual checkers and through every one there is, and in how much memory. Runs in a JVM of its own
 * whose heap is the bound. Reading the journal is timed apart: lines are read in blocks, and folded while nothing is read.
 */
final class JudgeBench {
    /** Few enough that what was read is still at hand when it is folded, as it is when nobody measures. */
    private static final int BLOCK = 64;
    /** Operations a second; an invocation and its answer are one. */
    private static final long BAR = 250_000;
    /** What the catalogue's scenarios ask of a history. */
    private static final List<String> TYPICAL =
            List.of("funds-conserved", "no-double-execution", "no-lost-acks", "unknown-is-not-zero");

    private static final List<String> ALL = List.of(
            "backlog-drain",
            "book-integrity",
            "cancel-on-disconnect",
            "config-safety",
            "funds-conserved",
            "no-double-execution",
            "no-lost-acks",
            "no-trading-on-stale",
            "outside-view",
            "price-time-priority",
            "price-time-priority-seen",
            "re-open-order",
            "sessions-kept",
            "stale-is-labelled",
            "unknown-is-not-zero",
            "withdrawals-exactly-once");

    private final Judge judge = new Judge(Checkers.load());
    private final List<Line> block = new ArrayList<>(BLOCK);
    private final OperatingSystemMXBean process = ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class);
    private long folding;
    private long foldingCpu;

    private JudgeBench() {}

    /**
     * Write a journal, then read and fold it.
     *
     * @param args how many operations, {@code typical} or {@code all} checkers, a directory for the journal, and the file that
     *     takes the figures as JSON
     */
    public static void main(String[] args) throws IOException {
        long operations = Long.parseLong(args[0]);
        var checkers = args[1].equals("all") ? ALL : TYPICAL;
        var journal = Path.of(args[2]).resolve("judge.jsonl");
        var entries = write(journal, checkers, operations);
        System.gc();
        var figures = new JudgeBench().run(journal, operations, entries);
        figures.put("checkers", checkers.size());
        JsonMapper.shared().writeValue(Path.of(args[3]).toFile(), figures);
        Files.delete(journal);
    }

    private static double figure(Map<?, ?> figures, String name) {
        return figures.get(name) instanceof Number number ? number.doubleValue() : Double.NaN;
    }

    /** Say in a line whether the bar is met, and what the other reading of an operation would give. */
    static String verdict(Map<?, ?> figures) {
        double operations = figure(figures, "folded_operations_per_s");
        double entries = figure(figures, "folded_entries_per_s");
        return String.format(
                Locale.ROOT,
                "%,.0f operations/s: the bar of %,d is %s (every entry of the history counted: %,.0f/s)",
                operations,
                BAR,
                operations >= BAR ? "met" : "missed by " + Math.round(100 - 100 * operations / BAR) + " %",
                entries);
    }

    private static long write(Path journal, List<String> checkers, long operations) {
        var count = new long[1];
        try (var writer = JournalWriter.create(journal, Clock.systemUTC(), () -> count[0] * 1000)) {
            writer.append(new Event.RunStarted(plan(checkers), "benchmark", "benchmark"));
            new TradedHistory(o -> writer.append(new Event.Operated(++count[0] * 1000, o))).write(operations);
        }
        return count[0];
    }

    private Map<String, Object> run(Path journal, long operations, long entries) throws IOException {
        long began = System.nanoTime();
        JournalReader.read(journal, line -> {
            block.add(line);
            if (block.size() == BLOCK) {
                fold();
            }
        });
        fold();
        long reading = System.nanoTime() - began - folding;
        System.gc();
        long held = ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
        long beforeEnd = System.nanoTime();
        long beforeEndCpu = process.getProcessCpuTime();
        var verdict = judge.finish(Optional.empty());
        long end = System.nanoTime() - beforeEnd;
        foldingCpu += process.getProcessCpuTime() - beforeEndCpu;
        verdict.findings().stream()
                .filter(f -> (f.weight() == Weight.FAILURE && !f.rule().equals("recovery"))
                        || f.rule().equals("checker")
                        || f.rule().equals("well-formed"))
                .findFirst()
                .ifPresent(f -> {
                    throw new BrownoutException("the history must keep every promise, but " + f);
                });
        var figures = new LinkedHashMap<String, Object>();
        figures.put("operations", operations);
        figures.put("entries", entries);
        figures.put("folded_operations_per_s", Figures.round(operations / ((folding + end) / 1e9)));
        figures.put("folded_entries_per_s", Figures.round(entries / ((folding + end) / 1e9)));
        figures.put("folded_operations_per_cpu_s", Figures.round(operations / (foldingCpu / 1e9)));
        figures.put("end_ms", Figures.round(end / 1e6));
        figures.put("read_entries_per_s", Figures.round(entries / (reading / 1e9)));
        figures.put("journal_mib", Files.size(journal) >> 20);
        figures.put("held_mib", held >> 20);
        figures.put("heap_mib", Runtime.getRuntime().maxMemory() >> 20);
        return figures;
    }

    private void fold() {
        long began = System.nanoTime();
        long beganCpu = process.getProcessCpuTime();
        block.forEach(judge::accept);
        foldingCpu += process.getProcessCpuTime() - beganCpu;
        folding += System.nanoTime() - began;
        block.clear();
    }

    /** A plan that plays nothing and asks for some history checkers with their defaults. */
    private static Plan plan(List<String> names) {
        var known = Checkers.load();
        var checkers = new TreeMap<String, Plan.PlannedChecker>();
        for (var name : names) {
            var factory = Optional.ofNullable(known.get(name)).orElseThrow();
            checkers.put(
                    name,
                    new Plan.PlannedChecker(
                            factory.version(),
                            Arguments.of(factory.description().parameters(), Map.of())));
        }
        var second = Duration.ofSeconds(1);
        var stack = new Stack(
                "benchmark:judge",
                "a shop",
                Map.of(),
                List.of(new Component("shop", Map.of(), Timings.NONE)),
                List.of(),
                List.of(),
                List.of(new Capability("buy", "things can be bought", second, second.plus(second), 10)));
        return new Plan(
                Plan.FORMAT,
                "judge",
                "nothing is played",
                Optional.empty(),
                List.of(),
                new Fidelity(List.of(), List.of(), List.of()),
                stack,
                "",
                42,
                1,
                new Steady(second, 1, second),
                List.of(),
                new Recovery(second, second, List.of(), Map.of()),
                checkers,
                List.of(),
                second);
    }
}
