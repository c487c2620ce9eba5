package dev.brownout.faults.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** However we end, and however the supervisor ends, no process stays. Linux: looks into {@code /proc}. */
class SupervisorEndIT {

    private static final Duration ALL_GONE = Duration.ofSeconds(20);

    @TempDir
    Path directory;

    private final Map<String, Long> pids = new LinkedHashMap<>();
    private Process parent;

    @BeforeEach
    void startAFamily() throws Exception {
        String classes = List.of(Supervisor.class, FamilyMain.class).stream()
                .map(type ->
                        type.getProtectionDomain().getCodeSource().getLocation().getPath())
                .reduce((one, two) -> one + ":" + two)
                .orElseThrow();
        // a process group of its own, as a terminal's foreground job has
        parent = new ProcessBuilder(
                        "setsid",
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        classes,
                        FamilyMain.class.getName(),
                        directory.toString())
                .redirectError(directory.resolve("parent.log").toFile())
                .start();
        try (BufferedReader lines =
                new BufferedReader(new InputStreamReader(parent.getInputStream(), StandardCharsets.UTF_8))) {
            for (String line = lines.readLine(); line != null && !line.equals("UP"); line = lines.readLine()) {
                pids.put(line.substring(0, line.indexOf(' ')), Long.valueOf(line.substring(line.indexOf(' ') + 1)));
            }
        }
        assertThat(pids)
                .as(Files.readString(directory.resolve("parent.log")))
                .containsOnlyKeys(
                        "supervisor",
                        "plain",
                        "stopped",
                        "stubborn",
                        "parent",
                        "parent-grandchild",
                        "deserter",
                        "deserter-grandchild");
        await().until(() -> !Pids.runs(pid("deserter")));
        pids.remove("deserter");
        assertThat(pids.values()).allMatch(Pids::runs);
        assertThat(Pids.state(pid("stopped"))).isEqualTo('T');
    }

    @AfterEach
    void leaveNothing() throws Exception {
        Files.deleteIfExists(directory.resolve("hold"));
        parent.destroyForcibly().waitFor(10, TimeUnit.SECONDS);
        List<Long> left = new ArrayList<>(pids.values());
        left.removeIf(pid -> !Pids.runs(pid));
        left.forEach(pid -> ProcessHandle.of(pid).ifPresent(ProcessHandle::destroyForcibly));
        assertThat(left).isEmpty();
    }

    @Test
    void killedParentTakesAllWithIt() {
        parent.destroyForcibly();
        allGone(pids.keySet());
    }

    @Test
    void orderlyEndTakesAllWithIt() throws Exception {
        parent.getOutputStream().write('\n');
        parent.getOutputStream().flush();
        allGone(pids.keySet());
        assertThat(parent.waitFor(10, TimeUnit.SECONDS)).isTrue();
        assertThat(parent.exitValue()).isZero();
    }

    @Test
    void terminatedSupervisorTakesAllWithIt() throws Exception {
        kill("TERM", Long.toString(pid("supervisor")));
        allGone(pids.keySet());
        assertThat(parent.isAlive()).isTrue();
    }

    @Test
    void killedSupervisorLeavesItsDutyToUs() throws Exception {
        kill("KILL", Long.toString(pid("supervisor")));
        allGone(pids.keySet());
        assertThat(parent.isAlive()).isTrue();
    }

    @Test
    void killedSupervisorOfAFrozenParentTakesItsChildrenByTheKernel() throws Exception {
        kill("STOP", Long.toString(parent.pid()));
        kill("KILL", Long.toString(pid("supervisor")));
        // not the grandchildren: that is as far as the kernel's death signal goes
        allGone(List.of("supervisor", "plain", "stopped", "stubborn", "parent"));
        assertThat(Pids.runs(pid("parent-grandchild"))).isTrue();
        kill("CONT", Long.toString(parent.pid()));
        allGone(pids.keySet());
    }

    @Test
    void interruptOfTheTerminalsJobReachesNoChild() throws Exception {
        Files.createFile(directory.resolve("hold"));
        kill("INT", "-" + parent.pid());
        await().until(this::inShutdown);
        assertThat(parent.isAlive()).isTrue();
        assertThat(pids.values()).allMatch(Pids::runs);

        Files.delete(directory.resolve("hold"));
        allGone(pids.keySet());
        assertThat(parent.waitFor(10, TimeUnit.SECONDS)).isTrue();
        assertThat(parent.exitValue()).isEqualTo(130);
    }

    /** The JVM names the thread that runs its hooks on SIGINT; it is there once the signal has arrived. */
    private boolean inShutdown() throws IOException {
        try (var threads = Files.list(Path.of("/proc/" + parent.pid() + "/task"))) {
            return threads.anyMatch(thread -> {
                try {
                    return Files.readString(thread.resolve("comm")).startsWith("SIGINT");
                } catch (IOException e) {
                    return false;
                }
            });
        }
    }

    private long pid(String name) {
        return Objects.requireNonNull(pids.get(name), name);
    }

    private void allGone(Iterable<String> names) {
        await().atMost(ALL_GONE)
                .pollInterval(Duration.ofMillis(20))
                .untilAsserted(() -> assertThat(names)
                        .allSatisfy(name -> assertThat(Pids.state(pid(name))).isEqualTo('X')));
    }

    private static void kill(String signal, String target) throws Exception {
        Process kill = new ProcessBuilder("sh", "-c", "kill -s \"$0\" -- \"$1\"", signal, target)
                .inheritIO()
                .start();
        assertThat(kill.waitFor()).isZero();
    }
}
