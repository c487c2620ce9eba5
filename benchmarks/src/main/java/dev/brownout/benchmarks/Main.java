package dev.brownout.benchmarks;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

/** Runs suites, prints tables and writes the same as JSON. Started by {@code benchmarks/run}, which checks what is asked for. */
final class Main {
    private static final String JUDGE_HEAP = "256m";

    private Main() {}

    /**
     * Run what is asked for.
     *
     * @param args {@code full} or {@code quick}, the JSON file, then suites: dns, http, judge, junit
     */
    public static void main(String[] args) throws IOException {
        boolean quick = args[0].equals("quick");
        var file = Path.of(args[1]).toAbsolutePath();
        var suites = List.of(args).subList(2, args.length);
        var placement = Placement.here();
        var result = new LinkedHashMap<String, Object>();
        result.put("at", Instant.now().truncatedTo(ChronoUnit.SECONDS).toString());
        result.put("quick", quick);
        var machine = machine(placement);
        result.put("machine", machine);
        machine.forEach((what, value) -> System.out.println(what + ": " + value));
        var scratch = Files.createTempDirectory("brownout-benchmarks");
        try {
            if (suites.contains("dns")) {
                var versions = Map.of("dnsmasq", Peers.version("dnsmasq", "--version"));
                System.out.println(versions);
                result.put("dns", with(versions, new DnsBench(quick, placement, System.out).run(scratch)));
                result.put("dns_onset", onset(args[0], "dns", scratch, placement));
            }
            if (suites.contains("http")) {
                var versions = Map.of("nginx", Peers.version("nginx", "-v"), "wrk", Peers.version("wrk", "-v"));
                System.out.println(versions);
                result.put("http", with(versions, new HttpBench(quick, placement, System.out).run(scratch)));
                result.put("http_onset", onset(args[0], "http", scratch, placement));
            }
            if (suites.contains("junit")) {
                result.put("junit", new JunitBench(quick, placement, System.out).run());
            }
            if (suites.contains("judge")) {
                result.put("judge", judge(quick, scratch, placement));
            }
        } finally {
            delete(scratch);
        }
        JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build().writeValue(file.toFile(), result);
        System.out.println();
        System.out.println("written to " + file);
    }

    /** Measure in a JVM that has all cores: faults, load and servers run at once there, as in a test. */
    private static Object onset(String mode, String suite, Path scratch, Placement placement) throws IOException {
        var file = scratch.resolve("onset.json");
        try (var child = Child.java(placement.all(), Onset.class, mode, suite, file.toString())) {
            child.lines().forEach(System.out::println);
        }
        return JsonMapper.shared().readValue(file.toFile(), Map.class);
    }

    /** Judge in a JVM whose heap is the bound, with all cores: the compiler and the collector have theirs, as always. */
    private static Object judge(boolean quick, Path scratch, Placement placement) throws IOException {
        var operations = quick ? "100000" : "1000000";
        var results = new LinkedHashMap<String, Object>();
        System.out.println();
        System.out.println("Judge: a history read and folded by one thread at a time, on cores " + placement.all()
                + "; bar: 250,000 operations/s, an invocation and its answer counted once, in a heap of " + JUDGE_HEAP);
        for (var checkers : List.of("typical", "all")) {
            var file = scratch.resolve("judge-" + checkers + ".json");
            try (var child = Child.java(
                    placement.all(),
                    JUDGE_HEAP,
                    JudgeBench.class,
                    operations,
                    checkers,
                    scratch.toString(),
                    file.toString())) {
                child.lines().forEach(System.out::println);
            }
            Map<?, ?> figures = JsonMapper.shared().readValue(file.toFile(), Map.class);
            var table = new Table(checkers + " checkers", "");
            figures.forEach(table::row);
            table.print(System.out);
            System.out.println("  " + JudgeBench.verdict(figures));
            results.put(checkers, figures);
        }
        return results;
    }

    private static Map<String, Object> with(Map<String, String> versions, Map<String, Object> figures) {
        var all = new LinkedHashMap<String, Object>();
        all.put("versions", versions);
        all.putAll(figures);
        return all;
    }

    private static Map<String, String> machine(Placement placement) {
        var machine = new LinkedHashMap<String, String>();
        machine.put("processor", cpu());
        machine.put("cores", System.getProperty("brownout.cores", "unknown"));
        machine.put("measured on core", placement.measured());
        machine.put("load on core", placement.load());
        machine.put("kernel", System.getProperty("os.name") + " " + System.getProperty("os.version"));
        machine.put("JDK", System.getProperty("java.vm.name") + " " + System.getProperty("java.runtime.version"));
        machine.put("network", System.getProperty("brownout.network", "unknown"));
        machine.put("load average at the start", read("/proc/loadavg"));
        return machine;
    }

    private static String cpu() {
        try (var lines = Files.lines(Path.of("/proc/cpuinfo"))) {
            return lines.filter(l -> l.startsWith("model name"))
                    .map(l -> l.substring(l.indexOf(':') + 1).strip())
                    .findFirst()
                    .orElse("unknown");
        } catch (IOException e) {
            return "unknown";
        }
    }

    private static String read(String file) {
        try {
            return Files.readString(Path.of(file)).strip();
        } catch (IOException e) {
            return "unknown";
        }
    }

    private static void delete(Path directory) throws IOException {
        try (var all = Files.walk(directory)) {
            all.sorted(Comparator.reverseOrder()).forEach(path -> {
                try {
                    Files.delete(path);
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
            });
        }
    }
}
