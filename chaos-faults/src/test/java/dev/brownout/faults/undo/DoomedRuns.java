package dev.brownout.faults.undo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.LongPredicate;
import java.util.jar.JarOutputStream;
import java.util.zip.ZipEntry;

/**
 * Runs that are going to be killed, each a JVM of a driver that is started ahead of its time; and the look whether recovery leaves
 * everything as it was.
 */
final class DoomedRuns implements AutoCloseable {
    /** Steps that a run tells of; every one is a place where it is killed. */
    static final List<String> STEPS =
            List.of("opened", "asked", "written", "injected", "removing", "restored", "noted", "removed", "ended");

    private static final int AHEAD = 2;

    private final Path directory;
    private final Class<?> main;
    private final List<String> arguments;
    private final String classPath;
    private final List<Process> processes = new ArrayList<>();
    private final LinkedBlockingQueue<Driver> ready = new LinkedBlockingQueue<>();

    /** A driver's process, and what it has said. */
    record Driver(Process process, BufferedReader out) {
        String line() throws IOException {
            return String.valueOf(out.readLine());
        }
    }

    /**
     * What to do and how to die: at a step, or after some time.
     *
     * @param faults as a driver reads them
     * @param stop the step with its number, or {@code never:0}
     * @param nanos after what time; 0 for a step
     * @param gently by SIGTERM, and not by SIGKILL
     */
    record Trial(List<String> faults, String stop, long nanos, boolean gently) {
        Trial(List<String> faults, String stop, long nanos) {
            this(faults, stop, nanos, false);
        }
    }

    DoomedRuns(Path directory, Class<?> main, List<String> arguments) throws IOException {
        this.directory = directory;
        this.main = main;
        this.arguments = arguments;
        this.classPath = jars(directory);
    }

    private static List<String> java(String sharing, String classPath, Class<?> main, List<String> arguments) {
        var command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                "-XX:-UsePerfData",
                "-Xshare:auto",
                "-Xmx128m",
                "-Xlog:disable",
                sharing,
                "-cp",
                classPath,
                main.getName()));
        command.addAll(arguments);
        return command;
    }

    /** Start a JVM of ours. */
    static Process java(Path directory, Class<?> main, List<String> arguments) throws IOException {
        return start(directory, main, java("-Xshare:auto", System.getProperty("java.class.path"), main, arguments));
    }

    private static Process start(Path directory, Class<?> main, List<String> command) throws IOException {
        return new ProcessBuilder(command)
                .redirectError(directory.resolve(main.getSimpleName() + ".log").toFile())
                .start();
    }

    /** The command of a driver. */
    List<String> command(String sharing) {
        return java(sharing, classPath, main, arguments);
    }

    private Driver start(String sharing) throws IOException {
        var process = start(directory, main, command(sharing));
        processes.add(process);
        return new Driver(process, process.inputReader(StandardCharsets.UTF_8));
    }

    private Path archive() {
        return directory.resolve("driver.jsa");
    }

    /**
     * Let a driver do one of everything and keep its classes as they are in memory then: the next ones start in a third of
     * the time (JEP 350), which is most of what a trial takes.
     */
    void shareClasses(List<String> faults) throws Exception {
        var driver = start("-XX:ArchiveClassesAtExit=" + archive());
        assertThat(driver.line()).isEqualTo("READY");
        try (var in = driver.process().outputWriter(StandardCharsets.UTF_8)) {
            in.write(directory.resolve("state") + " " + directory.resolve("shared.jsonl") + " alone:0 "
                    + String.join(" ", faults) + "\n");
        }
        var last = "";
        for (var next = driver.line(); !next.equals("null"); next = driver.line()) {
            last = next;
        }
        assertThat(last).isEqualTo("closed");
        assertThat(driver.process().waitFor(60, TimeUnit.SECONDS)).isTrue();
    }

    /** Our class path with jars in place of directories, which classes cannot be shared from. */
    private static String jars(Path into) throws IOException {
        var jars = new ArrayList<String>();
        for (var part : System.getProperty("java.class.path").split(java.io.File.pathSeparator, -1)) {
            var path = Path.of(part);
            jars.add(Files.isDirectory(path) ? jar(path, into.resolve("classes-" + jars.size() + ".jar")) : part);
        }
        return String.join(java.io.File.pathSeparator, jars);
    }

    private static String jar(Path classes, Path jar) throws IOException {
        try (var out = new JarOutputStream(Files.newOutputStream(jar));
                var files = Files.walk(classes)) {
            for (var file : files.filter(Files::isRegularFile).toList()) {
                out.putNextEntry(new ZipEntry(classes.relativize(file).toString()));
                Files.copy(file, out);
            }
        }
        return jar.toString();
    }

    /**
     * Plays trials and recovers after each.
     *
     * @param look tells what is there
     * @param stays whether a process that a run has started may go on after it
     * @return how many entries were recovered
     */
    int play(List<Trial> trials, Callable<Map<String, String>> look, LongPredicate stays) throws Exception {
        var shared = "-XX:SharedArchiveFile=" + archive();
        var died = new TreeMap<String, Integer>();
        int entries = 0;
        var began = System.nanoTime();
        var before = look.call();
        for (int i = 0; i < AHEAD; i++) {
            ready.add(start(shared));
        }
        for (int i = 0; i < trials.size(); i++) {
            var trial = trials.get(i);
            var as = "trial " + i + ": " + trial;
            var driver = ready.remove();
            if (i + AHEAD < trials.size()) {
                ready.add(start(shared));
            }
            var state = new StateDirectory(directory.resolve("state-" + i));
            var ledger = directory.resolve("ledger-" + i + ".jsonl");
            died.merge(kill(driver, trial, state, ledger, stays, as), 1, Integer::sum);

            var left = state.leftovers();
            if (Files.exists(ledger)) {
                var report = new Recovery(state, UndoActions.load()).run(ledger, step -> {});
                assertThat(report.steps()).as(as).allMatch(Recovery.Step::restored);
                assertThat(report.complete()).as(as).isTrue();
                assertThat(left).as(as).hasSize(report.steps().isEmpty() ? 0 : 1);
                entries += report.steps().size();
            }
            assertThat(state.leftovers()).as(as).isEmpty();
            assertThat(look.call()).as(as).isEqualTo(before);
        }
        System.out.println(trials.size() + " runs killed, " + entries + " entries recovered, "
                + (System.nanoTime() - began) / 1_000_000_000 + " s; died after " + died);
        return entries;
    }

    /** Let it run until it is to die, kill it, and see that nothing of it goes on. */
    private static String kill(
            Driver driver, Trial trial, StateDirectory state, Path ledger, LongPredicate stays, String as)
            throws Exception {
        assertThat(driver.line()).as(as).isEqualTo("READY");
        var in = driver.process().outputWriter(StandardCharsets.UTF_8);
        in.write(state.path() + " " + ledger + " " + trial.stop() + " " + String.join(" ", trial.faults()) + "\n");
        in.flush();
        var last = driver.line();
        if (trial.nanos() > 0) {
            while (!last.equals("asked")) {
                assertThat(last).as(as).doesNotStartWith("FAILED").isNotEqualTo("null");
                last = driver.line();
            }
            LockSupport.parkNanos(trial.nanos()); // the moment of its death is what the seed decides
        } else {
            for (var next = driver.line(); !next.equals("STOPPED"); next = driver.line()) {
                assertThat(next)
                        .as("%s, after %s", as, last)
                        .doesNotStartWith("FAILED")
                        .isNotEqualTo("null");
                last = next;
            }
        }
        var children = driver.process().descendants().toList();
        var handle = driver.process().toHandle();
        assertThat(trial.gently() ? handle.destroy() : handle.destroyForcibly())
                .as(as)
                .isTrue();
        assertThat(driver.process().waitFor(30, TimeUnit.SECONDS)).as(as).isTrue();
        for (var next = driver.line(); !next.equals("null"); next = driver.line()) {
            last = next.equals("STOPPED") ? last : next;
        }
        await(as)
                .atMost(Duration.ofSeconds(20))
                .until(() -> children.stream().noneMatch(c -> c.isAlive() && !stays.test(c.pid())));
        return last;
    }

    @Override
    public void close() {
        processes.forEach(Process::destroyForcibly);
    }
}
