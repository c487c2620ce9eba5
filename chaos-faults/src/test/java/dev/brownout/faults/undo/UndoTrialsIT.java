package dev.brownout.faults.undo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.brownout.api.FaultKind;
import dev.brownout.api.Protocol;
import dev.brownout.api.Stack;
import dev.brownout.api.Target;
import dev.brownout.api.TargetKind;
import dev.brownout.faults.FaultRegistry;
import dev.brownout.faults.TestServer;
import dev.brownout.faults.node.NodePlane;
import dev.brownout.faults.process.ProcessId;
import java.io.BufferedReader;
import java.io.IOException;
import java.net.InetAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.jar.JarOutputStream;
import java.util.zip.ZipEntry;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Kills runs with SIGKILL: once after every step of every kind of fault, then at seeded moments, and looks whether recovery
 * leaves everything as it was: files, processes, proxies, names and what the links answer.
 *
 * <p>{@code -Dbrownout.undo.trials=N} does another number than 200, {@code -Dbrownout.undo.seed=N} other moments.
 */
class UndoTrialsIT {
    /** Steps that a run tells of; every one is a place where it is killed. */
    private static final List<String> STEPS =
            List.of("opened", "asked", "written", "injected", "removing", "restored", "noted", "removed", "ended");

    /** Kinds that nothing of the standing stack can offer a target for. */
    private static final Set<String> NOT_OFFERED = Set.of(
            "postgres.read-only", "postgres.refuse-connections", "postgres.slow", "redis.flush", "redis.readonly");

    private static final int TRIALS = Integer.getInteger("brownout.undo.trials", 200);
    private static final long SEED = Long.getLong("brownout.undo.seed", 4);
    private static final int AHEAD = 2;

    @TempDir
    private Path directory;

    private final List<TestServer> servers = new ArrayList<>();
    private final List<Process> processes = new ArrayList<>();
    private final LinkedBlockingQueue<Driver> ready = new LinkedBlockingQueue<>();
    private StandingStack stack = new StandingStack(Path.of("unset"));
    private Standing standing = new Standing(stack, 0, 0, 0);
    private String control = "";
    private String classPath = "";
    private int served;

    /** A driver's process, and what it has said. */
    private record Driver(Process process, BufferedReader out) {
        String line() throws IOException {
            return String.valueOf(out.readLine());
        }
    }

    private record Fault(String kind, Target target) {
        String words() {
            return kind + "@" + target.id();
        }
    }

    /** What to do and when to die: at a step, or after some time. */
    private record Trial(List<Fault> faults, String stop, long nanos) {}

    private List<String> command(String sharing, Class<?> main) {
        return List.of(
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
                main.getName());
    }

    private Process java(String sharing, Class<?> main, String... args) throws IOException {
        var command = new ArrayList<>(command(sharing, main));
        command.addAll(List.of(args));
        var process = new ProcessBuilder(command)
                .redirectError(directory.resolve(main.getSimpleName() + ".log").toFile())
                .start();
        processes.add(process);
        return process;
    }

    @BeforeEach
    void build() throws IOException {
        stack = new StandingStack(Files.createDirectory(directory.resolve("stack")));
        stack.build();
        var server = new ProcessBuilder(stack.revival().command())
                .directory(stack.revival().directory().toFile())
                .start();
        processes.add(server);
        await().until(() -> Files.exists(stack.pidFile()));

        classPath = jars(directory);
        var node = java(
                "-Xshare:auto", NodeMain.class, directory.resolve("node.jsonl").toString());
        var words = node.inputReader(StandardCharsets.UTF_8).readLine().split(" ", -1);
        control = "http://127.0.0.1:" + words[1];
        standing =
                new Standing(stack, Integer.parseInt(words[1]), Integer.parseInt(words[2]), Integer.parseInt(words[3]));
        try (var plane = NodePlane.connect(URI.create(control))) {
            for (var link : StandingStack.links()) {
                var far = Standing.server(link.protocol());
                servers.add(far);
                if (link.protocol() == Protocol.REDIS) {
                    served = far.address().getPort();
                }
                plane.connect(link, far.address());
            }
            plane.publish(
                    StandingStack.NAME,
                    List.of(
                            address(127, 0, 0, 1),
                            address(127, 0, 0, 2),
                            address(0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1)));
        }
    }

    private static InetAddress address(int... octets) throws IOException {
        var bytes = new byte[octets.length];
        for (int i = 0; i < octets.length; i++) {
            bytes[i] = (byte) octets[i];
        }
        return InetAddress.getByAddress(bytes);
    }

    @AfterEach
    void dismantle() throws IOException {
        ProcessId.of(stack.pid()).ifPresent(p -> p.signal(dev.brownout.faults.process.Signal.KILL));
        processes.forEach(Process::destroyForcibly);
        servers.forEach(TestServer::close);
    }

    private Driver startDriver(String sharing) throws IOException {
        var process = java(sharing, UndoDriver.class, control, stack.directory().toString(), Integer.toString(served));
        return new Driver(process, process.inputReader(StandardCharsets.UTF_8));
    }

    /**
     * Let a driver do one of everything and keep its classes as they are in memory then: the next ones start in a third of
     * the time (JEP 350), which is most of what a trial takes.
     */
    private void shareClasses() throws Exception {
        var driver = startDriver("-XX:ArchiveClassesAtExit=" + archive());
        assertThat(driver.line()).isEqualTo("READY");
        var words = new StringBuilder();
        var model = stack.stack();
        var random = new Random(SEED);
        offered(model)
                .forEach(k -> words.append(' ').append(fault(k, model, random).words()));
        try (var in = driver.process().outputWriter(StandardCharsets.UTF_8)) {
            in.write(directory.resolve("state") + " " + directory.resolve("shared.jsonl") + " alone:0" + words + "\n");
        }
        var last = "";
        for (var next = driver.line(); !next.equals("null"); next = driver.line()) {
            last = next;
        }
        assertThat(last).isEqualTo("closed");
        assertThat(driver.process().waitFor(60, TimeUnit.SECONDS)).isTrue();
    }

    private Path archive() {
        return directory.resolve("driver.jsa");
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

    private static List<FaultKind<?>> offered(Stack stack) {
        var offered = new ArrayList<FaultKind<?>>();
        var not = new TreeSet<String>();
        for (var kind : FaultRegistry.load().kinds()) {
            if (StandingStack.targets(kind, stack).isEmpty()) {
                not.add(kind.name());
            } else {
                offered.add(kind);
            }
        }
        assertThat(not).as("kinds without a target in the standing stack").isEqualTo(new TreeSet<>(NOT_OFFERED));
        return offered;
    }

    /** Every kind at every step, the steps that change most first; then moments, of two faults at once. */
    private List<Trial> trials() {
        var random = new Random(SEED);
        var model = stack.stack();
        var kinds = offered(model);
        var all = new ArrayList<Trial>();
        var order = new ArrayList<>(List.of("injected", "written", "restored"));
        STEPS.stream().filter(s -> !order.contains(s)).forEach(order::add);
        for (int s = 0; s < order.size() && all.size() < TRIALS * 3 / 4; s++) {
            for (int k = 0; k < kinds.size(); k++) {
                // the first two for every kind; the others for every kind of target, in turn
                if (s < 2 || k % order.size() == s) {
                    all.add(new Trial(List.of(fault(kinds.get(k), model, random)), order.get(s) + ":1", 0));
                }
            }
        }
        while (all.size() < TRIALS) {
            var first = fault(kinds.get(random.nextInt(kinds.size())), model, random);
            var others = kinds.stream()
                    .filter(k -> k.target() != kindOf(first.target()) && k.target() != TargetKind.COMPONENT)
                    .toList();
            var faults = others.isEmpty()
                    ? List.of(first)
                    : List.of(first, fault(others.get(random.nextInt(others.size())), model, random));
            var step = STEPS.get(random.nextInt(STEPS.size()));
            // these come once in a run, the others once a fault
            int times = Set.of("opened", "ended").contains(step) ? 1 : 1 + random.nextInt(faults.size());
            all.add(
                    random.nextBoolean()
                            ? new Trial(faults, "never:0", TimeUnit.MICROSECONDS.toNanos(random.nextInt(120_000)))
                            : new Trial(faults, step + ":" + times, 0));
        }
        return all.subList(0, TRIALS);
    }

    private static TargetKind kindOf(Target target) {
        return target.kind();
    }

    private static Fault fault(FaultKind<?> kind, Stack stack, Random random) {
        var targets = StandingStack.targets(kind, stack);
        return new Fault(kind.name(), targets.get(random.nextInt(targets.size())));
    }

    @Test
    void should_leave_everything_as_it_was_whenever_a_run_is_killed() throws Exception {
        var died = new TreeMap<String, Integer>();
        int entries = 0;
        var trials = trials();
        shareClasses();
        var shared = "-XX:SharedArchiveFile=" + archive();
        var began = System.nanoTime();
        var before = standing.look();
        for (int i = 0; i < AHEAD; i++) {
            ready.add(startDriver(shared));
        }
        for (int i = 0; i < trials.size(); i++) {
            var trial = trials.get(i);
            var as = "trial " + i + ": " + trial;
            var driver = ready.remove();
            if (i + AHEAD < trials.size()) {
                ready.add(startDriver(shared));
            }
            var state = new StateDirectory(directory.resolve("state-" + i));
            var ledger = directory.resolve("ledger-" + i + ".jsonl");
            died.merge(kill(driver, trial, state, ledger, as), 1, Integer::sum);

            var left = state.leftovers();
            if (Files.exists(ledger)) {
                var report = new Recovery(state, UndoActions.load()).run(ledger, step -> {});
                assertThat(report.steps()).as(as).allMatch(Recovery.Step::restored);
                assertThat(report.complete()).as(as).isTrue();
                assertThat(left).as(as).hasSize(report.steps().isEmpty() ? 0 : 1);
                entries += report.steps().size();
            }
            assertThat(state.leftovers()).as(as).isEmpty();
            assertThat(standing.look()).as(as).isEqualTo(before);
        }
        System.out.println(trials.size() + " runs killed, " + entries + " entries recovered, "
                + (System.nanoTime() - began) / 1_000_000_000 + " s; died after " + died);
        assertThat(entries).isGreaterThan(TRIALS / 3);
    }

    /**
     * A file may become 512 bytes here, which a ledger soon wants more of: the write fails as on a full disk, in the middle of
     * a line.
     */
    @Test
    void should_touch_nothing_that_could_not_be_written_down() throws Exception {
        var before = standing.look();
        var state = new StateDirectory(directory.resolve("state-full"));
        var ledger = directory.resolve("ledger-full.jsonl");
        var command = new ArrayList<>(List.of("/bin/sh", "-c", "ulimit -f 1; exec \"$0\" \"$@\""));
        command.addAll(command("-Xshare:auto", UndoDriver.class));
        command.addAll(List.of(control, stack.directory().toString(), Integer.toString(served)));
        var process = new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        processes.add(process);
        var driver = new Driver(process, process.inputReader(StandardCharsets.UTF_8));
        assertThat(driver.line()).isEqualTo("READY");
        try (var in = process.outputWriter(StandardCharsets.UTF_8)) {
            in.write(state.path() + " " + ledger + " alone:0"
                    + (" dns.nxdomain@" + StandingStack.NAME.id() + " tcp.refuse@gateway-to-far-redis").repeat(3)
                    + "\n");
        }
        var told = new ArrayList<String>();
        for (var next = driver.line(); !next.equals("null"); next = driver.line()) {
            told.add(next);
        }
        var last = told.get(told.size() - 1);
        assertThat(last).startsWith("FAILED").contains("undo ledger " + ledger + " must be writable");
        assertThat(told).contains("written");
        assertThat(Files.size(ledger)).isLessThan(512);
        assertThat(standing.look()).isEqualTo(before);
        assertThat(new Recovery(state, UndoActions.load())
                        .run(ledger, step -> {})
                        .complete())
                .isTrue();
        assertThat(standing.look()).isEqualTo(before);
    }

    /** Let it run until it is to die, kill it, and see that nothing of it goes on. */
    private String kill(Driver driver, Trial trial, StateDirectory state, Path ledger, String as) throws Exception {
        assertThat(driver.line()).as(as).isEqualTo("READY");
        var words = new StringBuilder(state.path() + " " + ledger + " " + trial.stop());
        trial.faults().forEach(f -> words.append(' ').append(f.words()));
        var in = driver.process().outputWriter(StandardCharsets.UTF_8);
        in.write(words + "\n");
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
        assertThat(driver.process().toHandle().destroyForcibly()).as(as).isTrue();
        assertThat(driver.process().waitFor(30, TimeUnit.SECONDS)).as(as).isTrue();
        for (var next = driver.line(); !next.equals("null"); next = driver.line()) {
            last = next.equals("STOPPED") ? last : next;
        }
        await(as).atMost(Duration.ofSeconds(20)).until(() -> {
            long own = stack.pid(); // of the stack's own server, which the run may have started again
            return children.stream().noneMatch(c -> c.isAlive() && c.pid() != own);
        });
        return last;
    }
}
