package dev.brownout.examples.exchange.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.brownout.scenarios.journal.JournalReader;
import dev.brownout.scenarios.judge.Checkers;
import dev.brownout.scenarios.judge.Judge;
import dev.brownout.scenarios.judge.Reproduction;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.TimeUnit;

/** One {@code brownout} command as a child process, with its output in a file. */
final class Cli implements AutoCloseable {
    private final Process process;
    private final Path output;

    private Cli(Process process, Path output) {
        this.process = process;
        this.output = output;
    }

    /** Start a command; its working directory is where its runs go. */
    static Cli start(Path directory, List<String> jvm, String... args) {
        try {
            var output = Files.createTempFile(directory, "output", ".txt");
            var command = new ArrayList<String>();
            // what was started in the background of a shell ignores SIGINT, and so would every child (POSIX sh,
            // "Asynchronous
            // Lists"); a user's terminal does not
            command.addAll(List.of("env", "--default-signal=INT"));
            command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
            command.addAll(List.of("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "-Xmx512m"));
            command.addAll(jvm);
            command.addAll(List.of("-cp", System.getProperty("java.class.path"), "dev.brownout.cli.Brownout"));
            command.addAll(List.of(args));
            var builder = new ProcessBuilder(command)
                    .directory(directory.toFile())
                    .redirectErrorStream(true)
                    .redirectOutput(output.toFile());
            // what one test's killed run leaves is nobody else's business
            builder.environment()
                    .put("BROWNOUT_STATE", directory.resolve("state").toString());
            var process = builder.start();
            return new Cli(process, output);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Run a command to its end. */
    static Ended run(Path directory, String... args) {
        try (var cli = start(directory, List.of(), args)) {
            var ended = cli.ended();
            // a run that was refused has no journal, and a file of its name is somebody else's
            if (args[0].equals("run") && ended.code() != 2) {
                judgedTheSameAgain(directory);
            }
            return ended;
        }
    }

    /** Every run's stored journal gives its verdict and each of its signals again. */
    private static void judgedTheSameAgain(Path directory) {
        try (var files = Files.walk(directory)) {
            for (var journal : files.filter(f -> f.endsWith("journal.jsonl")).toList()) {
                var judge = new Judge(Checkers.load());
                var truncated = JournalReader.read(journal, judge::accept);
                var verdict = judge.finish(truncated);
                assertThat(truncated).as("%s is whole", journal).isEmpty();
                assertThat(Reproduction.difference(judge, verdict)).isEmpty();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Put the scenario of one short phase into a directory; gives the file's path. */
    static String shortScenario(Path directory) {
        var file = directory.resolve("short.yaml");
        try (var in = Cli.class.getResourceAsStream("/scenarios/short.yaml")) {
            Files.write(file, Objects.requireNonNull(in, "short.yaml").readAllBytes());
            return file.toString();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** How a command ended, and what it printed. */
    record Ended(int code, String text) {}

    /** Wait for the end, four minutes at most. */
    Ended ended() {
        try {
            assertThat(process.waitFor(4, TimeUnit.MINUTES))
                    .as("the command should have ended; it printed\n%s", text())
                    .isTrue();
            return new Ended(process.exitValue(), text());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /** What it has printed so far. */
    String text() {
        try {
            return Files.readString(output);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Wait until it has printed something. */
    void awaitText(String words) {
        await().atMost(Duration.ofMinutes(2)).until(() -> text().contains(words) || !process.isAlive());
        assertThat(text()).contains(words);
    }

    /** Send it a signal. */
    void signal(String name) {
        signal(name, process.pid());
    }

    /** Send a process of ours a signal. */
    static void signal(String name, long pid) {
        try {
            new ProcessBuilder("kill", "-" + name, String.valueOf(pid))
                    .inheritIO()
                    .start()
                    .waitFor(10, TimeUnit.SECONDS);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Every process that it has started and those have, while it lives. */
    List<ProcessHandle> descendants() {
        return process.descendants().toList();
    }

    /** Whether a process still does anything: one that is dead but not yet collected by its parent does not (proc(5)). */
    static boolean runs(ProcessHandle process) {
        try {
            var stat = Files.readString(Path.of("/proc", String.valueOf(process.pid()), "stat"));
            return stat.charAt(stat.lastIndexOf(')') + 2) != 'Z';
        } catch (IOException | UncheckedIOException e) {
            return false;
        }
    }

    @Override
    public void close() {
        process.destroyForcibly();
    }
}
