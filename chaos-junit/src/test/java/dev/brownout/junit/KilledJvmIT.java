package dev.brownout.junit;

import static dev.brownout.junit.Targets.component;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;

import dev.brownout.faults.undo.StateDirectory;
import dev.brownout.scenarios.stack.ServiceStack;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.platform.launcher.core.LauncherDiscoveryRequestBuilder;
import org.junit.platform.launcher.core.LauncherFactory;
import org.junit.platform.launcher.listeners.SummaryGeneratingListener;

/** A test JVM is killed with faults on a file and a process in place: the next one notices, and undoes them. */
class KilledJvmIT {
    private static final Duration PATIENCE = Duration.ofMinutes(2);
    private static final FileTime LONG_AGO = FileTime.from(Instant.parse("2025-11-18T11:05:00.123456789Z"));
    private static final String IN_PLACE = "ALL IN PLACE";

    @TempDir
    Path directory;

    /** Cases are run by child JVMs of this test only. */
    @Brownout
    abstract static class Case {
        @StackUnderTest
        static ServiceStack stack() {
            return Standing.stack(
                    Standing.of(System.getProperty("standing.gateway")),
                    Standing.of(System.getProperty("standing.engine")));
        }
    }

    static class Doomed extends Case {
        @Test
        void isKilled(Faults faults) throws InterruptedException {
            faults.on(component("engine")).file().empty().inject();
            faults.on(component("gateway")).process().pause().inject();
            System.out.println(IN_PLACE);
            new CountDownLatch(1).await();
        }
    }

    static class Next extends Case {
        @Test
        void findsAllAsBefore(@LinkAddress("gateway") URI gateway, @LinkAddress("engine") URI engine)
                throws IOException {
            assertThat(Echo.ask(gateway)).isEqualTo(200);
            assertThat(Echo.ask(engine)).isEqualTo(200);
        }
    }

    /** Runs a class as a build tool does. Argument: its name. */
    public static final class RunMain {
        private RunMain() {}

        /** Ends with 1 if a test failed. */
        public static void main(String[] arguments) {
            var summary = new SummaryGeneratingListener();
            LauncherFactory.create()
                    .execute(
                            LauncherDiscoveryRequestBuilder.request()
                                    .selectors(selectClass(arguments[0]))
                                    .build(),
                            summary);
            summary.getSummary().getFailures().forEach(f -> f.getException().printStackTrace());
            boolean passed = summary.getSummary().getTestsSucceededCount() == 1
                    && summary.getSummary().getTotalFailureCount() == 0;
            System.exit(passed ? 0 : 1);
        }
    }

    private Process run(Class<?> type, Standing gateway, Standing engine, Path out) throws IOException {
        var temporary = Files.createDirectories(directory.resolve("tmp"));
        var builder = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:TieredStopAtLevel=1",
                        "-Djava.io.tmpdir=" + temporary,
                        "-Dstanding.gateway=" + gateway.word(),
                        "-Dstanding.engine=" + engine.word(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        RunMain.class.getName(),
                        type.getName())
                .redirectErrorStream(true)
                .redirectOutput(out.toFile());
        builder.environment().put("BROWNOUT_STATE", directory.resolve("state").toString());
        return builder.start();
    }

    @Test
    void should_undo_in_the_next_run_what_a_killed_one_has_left() throws Exception {
        var original = "btc-usd 1\neth-usd 2\n".getBytes(StandardCharsets.UTF_8);
        var file = Files.write(directory.resolve("pairs"), original);
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r-----"));
        Files.setLastModifiedTime(file, LONG_AGO);
        try (var gateway = Standing.start(file);
                var engine = Standing.start(file)) {
            kill(gateway, engine);
            assertThat(file).isEmptyFile();
            assertThat(gateway.state()).isEqualTo('T');
            assertThat(left()).hasSize(2);

            assertThat(runToItsEnd(Next.class, gateway, engine))
                    .anySatisfy(line -> assertThat(line)
                            .contains("an earlier run has left " + directory.resolve("tmp"))
                            .contains("2 to undo, left by"))
                    .anySatisfy(line -> assertThat(line).contains("restored process.continue #"))
                    .anySatisfy(line -> assertThat(line).contains("restored file.restore #"));

            assertThat(file).hasBinaryContent(original);
            assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                    .isEqualTo("rw-r-----");
            assertThat(Files.getLastModifiedTime(file)).isEqualTo(LONG_AGO);
            assertThat(gateway.state()).isIn('S', 'R');
            assertThat(left()).isEmpty();
            assertThat(runToItsEnd(Next.class, gateway, engine))
                    .noneSatisfy(line -> assertThat(line).contains("an earlier run has left"));
        }
    }

    private List<Map<String, String>> left() {
        return new StateDirectory(directory.resolve("state"))
                .leftovers().stream()
                        .flatMap(leftover -> leftover.left().stream())
                        .map(entry -> entry.arguments())
                        .toList();
    }

    private void kill(Standing gateway, Standing engine) throws Exception {
        var out = directory.resolve("doomed.log");
        var doomed = run(Doomed.class, gateway, engine, out);
        try {
            await("faults are in place").atMost(PATIENCE).until(() -> {
                assertThat(doomed.isAlive()).as("%s", Files.readString(out)).isTrue();
                return Files.readString(out).contains(IN_PLACE);
            });
        } finally {
            doomed.destroyForcibly();
        }
        assertThat(doomed.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)).isTrue();
    }

    private List<String> runToItsEnd(Class<?> type, Standing gateway, Standing engine) throws Exception {
        var out = Files.createTempFile(directory, type.getSimpleName(), ".log");
        var next = run(type, gateway, engine, out);
        try {
            assertThat(next.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)).isTrue();
        } finally {
            next.destroyForcibly();
        }
        assertThat(next.exitValue()).as("%s", Files.readString(out)).isZero();
        return Files.readAllLines(out);
    }
}
