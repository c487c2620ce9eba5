package dev.brownout.faults.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SupervisorIT {

    private static final Duration DEADLINE = Duration.ofSeconds(20);

    @TempDir
    Path directory;

    private Supervisor supervisor;

    @BeforeEach
    void start() {
        supervisor = Supervisor.start(directory);
    }

    @AfterEach
    void close() throws Exception {
        supervisor.close();
        supervisor.close();
        assertThat(Pids.runs(supervisor.pid())).isFalse();
        assertThat(Files.readString(directory.resolve("supervisor.log"))).isEmpty();
    }

    @Test
    void reportsAnEndThatNobodyAskedFor() throws Exception {
        Instant before = Instant.now();
        Exit exit = exit(shell("crash", "exit 3"));

        assertThat(exit.code()).hasValue(3);
        assertThat(exit.signal()).isEmpty();
        assertThat(exit.requested()).isFalse();
        assertThat(exit.at()).isBetween(before.minusMillis(5), Instant.now().plusMillis(5));
        assertThat(exit.describe()).isEqualTo("ended unexpectedly with code 3");
    }

    @Test
    void reportsAStrangersKillAsUnexpected() throws Exception {
        SupervisedProcess process = shell("victim", "exec sleep 600");
        ProcessHandle.of(process.pid()).orElseThrow().destroyForcibly();

        assertThat(exit(process).describe()).isEqualTo("ended unexpectedly by signal 9 (code 137)");
    }

    @Test
    void reportsAnEndThatWeAskedFor() throws Exception {
        SupervisedProcess process = shell("victim", "exec sleep 600");
        assertThat(process.alive()).isTrue();
        process.signal(Signal.KILL);

        assertThat(exit(process).describe()).isEqualTo("ended as asked by signal 9 (code 137)");
        assertThat(process.alive()).isFalse();
        process.signal(Signal.TERM);
    }

    @Test
    void freezesAndContinuesAWholeTree() throws Exception {
        SupervisedProcess process = shell("tree", "sleep 600 & echo CHILD $!; wait");
        long child = Long.parseLong(
                process.awaitLine(Pattern.compile("CHILD (\\d+)"), DEADLINE).group(1));

        process.signal(Signal.STOP);
        await().until(() -> Pids.state(process.pid()) == 'T');
        assertThat(Pids.state(child)).isEqualTo('S');
        process.signalTree(Signal.STOP);
        await().until(() -> Pids.state(child) == 'T');
        process.signalTree(Signal.CONT);
        await().until(() -> Pids.state(process.pid()) == 'S' && Pids.state(child) == 'S');
        assertThat(process.alive()).isTrue();
    }

    @Test
    void stopsGentlyAndOnlyOnce() throws Exception {
        SupervisedProcess process =
                shell("gentle", "trap 'echo BYE; exit 0' TERM; echo READY 1; while :; do sleep 0.05; done");
        process.awaitReady(DEADLINE);
        process.signal(Signal.STOP);

        process.stop(DEADLINE);
        assertThat(exit(process).describe()).isEqualTo("ended as asked with code 0");
        assertThat(process.awaitLine(Pattern.compile("BYE"), DEADLINE).group()).isEqualTo("BYE");
        process.stop(DEADLINE);
    }

    @Test
    void stopsTheStubbornAndTheirChildrenByForce() throws Exception {
        SupervisedProcess process =
                shell("stubborn", "trap '' TERM; sleep 600 & echo CHILD $!; while :; do sleep 1; done");
        long child = Long.parseLong(
                process.awaitLine(Pattern.compile("CHILD (\\d+)"), DEADLINE).group(1));
        SupervisedProcess neighbour = shell("neighbour", "exec sleep 600");

        process.stop(Duration.ofMillis(100));
        assertThat(exit(process).describe()).isEqualTo("ended as asked by signal 9 (code 137)");
        assertThat(Pids.runs(child)).isFalse();
        assertThat(Pids.runs(neighbour.pid())).isTrue();
    }

    @Test
    void usesTheStopSignalOfTheProcess() throws Exception {
        SupervisedProcess process = supervisor.spawn(
                spec("postgres-like", "trap '' TERM; trap 'exit 7' INT; echo READY 1; while :; do sleep 0.05; done")
                        .withStopSignal(Signal.INT));
        process.awaitReady(DEADLINE);
        process.stop(DEADLINE);

        assertThat(exit(process).code()).hasValue(7);
    }

    @Test
    void waitsForTheReadyLineOfThisRunOnly() throws Exception {
        SupervisedProcess first = shell("server", "echo READY 1001; exec sleep 600");
        assertThat(first.awaitReady(DEADLINE)).isEqualTo(1001);
        first.stop(DEADLINE);

        SupervisedProcess second = shell("server", "sleep 0.3; echo READY 1002; exec sleep 600");
        assertThat(second.awaitReady(DEADLINE)).isEqualTo(1002);
        assertThat(Files.readString(directory.resolve("server.log"))).isEqualTo("READY 1001\nREADY 1002\n");
    }

    @Test
    void saysWhatAProcessWroteBeforeItDied() {
        SupervisedProcess process = shell("server", "echo starting; echo 'no such table: orders' >&2; exit 5");

        assertThatThrownBy(() -> process.awaitReady(DEADLINE))
                .isInstanceOf(SupervisorException.class)
                .hasMessage("process 'server' (pid " + process.pid() + ") must write a line 'READY (\\d{1,5})', but it"
                        + " ended unexpectedly with code 5; the end of " + directory.resolve("server.log")
                        + ":\n  starting\n  no such table: orders");
    }

    @Test
    void saysThatAProcessIsLate() {
        SupervisedProcess process = shell("server", "echo still starting; exec sleep 600");
        process.awaitLine(Pattern.compile("still starting"), DEADLINE);

        assertThatThrownBy(() -> process.awaitReady(Duration.ofMillis(50)))
                .isInstanceOf(SupervisorException.class)
                .hasMessageContaining("but it did not within PT0.05S; the end of ")
                .hasMessageEndingWith(":\n  still starting");
    }

    @Test
    void refusesAProgramThatIsNotThere() {
        assertThatThrownBy(() -> supervisor.spawn(
                        ProcessSpec.of("absent", List.of("/no/such/program"), directory, directory.resolve("a.log"))))
                .isInstanceOf(SupervisorException.class)
                .hasMessage("cannot start absent: program must be an executable file, but was /no/such/program");
        assertThatThrownBy(() -> supervisor.spawn(
                        ProcessSpec.of("absent", List.of("no-such-program"), directory, directory.resolve("a.log"))))
                .hasMessageContaining("program must be on the PATH, but no-such-program is not in ");
        assertThatThrownBy(() -> supervisor.spawn(
                        ProcessSpec.of("lost", List.of("true"), directory.resolve("none"), directory.resolve("a.log"))))
                .hasMessageContaining("cannot start lost: ");
    }

    @Test
    void passesTheEnvironmentOn() throws Exception {
        SupervisedProcess process = supervisor.spawn(spec("env", "echo \"got $GREETING and $PATH\"; echo READY 1")
                .withEnvironment(Map.of("GREETING", "grüezi")));
        process.awaitReady(DEADLINE);

        assertThat(Files.readString(directory.resolve("env.log")))
                .startsWith("got grüezi and " + System.getenv("PATH"));
    }

    @Test
    void leaksNoDescriptor() throws Exception {
        exit(shell("warm-up", "exit 0"));
        long ours = Pids.descriptors(ProcessHandle.current().pid());
        long its = Pids.descriptors(supervisor.pid());
        for (int i = 0; i < 50; i++) {
            assertThat(exit(shell("short-" + i, "exit 0")).code()).isEqualTo(OptionalInt.of(0));
        }
        // the last one's are closed a moment after its end was told
        await().untilAsserted(() -> {
            assertThat(Pids.descriptors(supervisor.pid())).isLessThanOrEqualTo(its + 2);
            assertThat(Pids.descriptors(ProcessHandle.current().pid())).isLessThanOrEqualTo(ours + 5);
        });
    }

    @Test
    void tellsOfItsOwnDeathAndOfItsChildren() throws Exception {
        try (Supervisor doomed = Supervisor.start(directory.resolve("doomed"))) {
            SupervisedProcess process = doomed.spawn(spec("orphan", "exec sleep 600"));
            ProcessHandle.of(doomed.pid()).orElseThrow().destroyForcibly();

            Exit end = doomed.onExit().toCompletableFuture().get(10, TimeUnit.SECONDS);
            assertThat(end.describe()).isEqualTo("ended unexpectedly by signal 9 (code 137)");
            assertThat(exit(process).describe()).isEqualTo("ended unexpectedly with its supervisor");
            assertThat(Pids.runs(process.pid())).isFalse();
            assertThatThrownBy(() -> doomed.spawn(spec("late", "exit 0")))
                    .isInstanceOf(SupervisorException.class)
                    .hasMessageContaining("cannot start late: the supervisor has ended");
            process.stop(Duration.ofSeconds(1));
        }
    }

    @Test
    void reportsItsChildrensEndsWhenClosed() throws Exception {
        SupervisedProcess process = shell("server", "exec sleep 600");
        supervisor.close();

        assertThat(exit(process).describe()).isEqualTo("ended as asked by signal 15 (code 143)");
        CompletableFuture<Exit> end = supervisor.onExit().toCompletableFuture();
        assertThat(end.get(20, TimeUnit.SECONDS).describe()).isEqualTo("ended as asked with code 0");
    }

    private SupervisedProcess shell(String name, String script) {
        return supervisor.spawn(spec(name, script));
    }

    private ProcessSpec spec(String name, String script) {
        return ProcessSpec.of(name, List.of("sh", "-c", script), directory, directory.resolve(name + ".log"));
    }

    private static Exit exit(SupervisedProcess process) throws Exception {
        return process.onExit().toCompletableFuture().get(20, TimeUnit.SECONDS);
    }
}
