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
import java.io.IOException;
import java.net.InetAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
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
    /** Kinds that nothing of the standing stack can offer a target for. */
    private static final Set<String> NOT_OFFERED = Set.of(
            // they need containers: ContainerUndoTrialsIT, PacketUndoIT, StoresIT
            "container.crash-loop",
            "container.disk-full",
            "container.kill",
            "container.off-network",
            "container.pause",
            "container.restart",
            "container.squeeze",
            "container.stop",
            "packet.drop",
            "packet.loss",
            "packet.rate-limit",
            "packet.reject",
            "packet.syn-drop",
            "postgres.read-only",
            "postgres.refuse-connections",
            "postgres.slow",
            "redis.flush",
            "redis.readonly",
            "region.blackout",
            "region.flap",
            "zone.loss");

    private static final int TRIALS = Integer.getInteger("brownout.undo.trials", 200);
    private static final long SEED = Long.getLong("brownout.undo.seed", 4);

    @TempDir
    private Path directory;

    private final List<TestServer> servers = new ArrayList<>();
    private final List<Process> processes = new ArrayList<>();
    private StandingStack stack = new StandingStack(Path.of("unset"));
    private Standing standing = new Standing(stack, 0, 0, 0);
    private String control = "";
    private int served;

    private record Fault(String kind, Target target) {
        String words() {
            return kind + "@" + target.id();
        }
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

        var node = DoomedRuns.java(
                directory,
                NodeMain.class,
                List.of(directory.resolve("node.jsonl").toString()));
        processes.add(node);
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
    private List<DoomedRuns.Trial> trials() {
        var random = new Random(SEED);
        var model = stack.stack();
        var kinds = offered(model);
        var all = new ArrayList<DoomedRuns.Trial>();
        var order = new ArrayList<>(List.of("injected", "written", "restored"));
        DoomedRuns.STEPS.stream().filter(s -> !order.contains(s)).forEach(order::add);
        for (int s = 0; s < order.size() && all.size() < TRIALS * 3 / 4; s++) {
            for (int k = 0; k < kinds.size(); k++) {
                // the first two for every kind; the others for every kind of target, in turn
                if (s < 2 || k % order.size() == s) {
                    all.add(new DoomedRuns.Trial(
                            List.of(fault(kinds.get(k), model, random).words()), order.get(s) + ":1", 0));
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
            var words = faults.stream().map(Fault::words).toList();
            var step = DoomedRuns.STEPS.get(random.nextInt(DoomedRuns.STEPS.size()));
            // these come once in a run, the others once a fault
            int times = Set.of("opened", "ended").contains(step) ? 1 : 1 + random.nextInt(faults.size());
            all.add(
                    random.nextBoolean()
                            ? new DoomedRuns.Trial(
                                    words, "never:0", TimeUnit.MICROSECONDS.toNanos(random.nextInt(120_000)))
                            : new DoomedRuns.Trial(words, step + ":" + times, 0));
        }
        return all.subList(0, TRIALS);
    }

    private static TargetKind kindOf(Target target) {
        return target.kind();
    }

    private DoomedRuns runs() throws IOException {
        return new DoomedRuns(
                directory, UndoDriver.class, List.of(control, stack.directory().toString(), Integer.toString(served)));
    }

    /** The stack's own server goes on, also where a run has started it again. */
    private boolean stays(long pid) {
        try {
            return pid == stack.pid();
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    private static Fault fault(FaultKind<?> kind, Stack stack, Random random) {
        var targets = StandingStack.targets(kind, stack);
        return new Fault(kind.name(), targets.get(random.nextInt(targets.size())));
    }

    @Test
    void should_leave_everything_as_it_was_whenever_a_run_is_killed() throws Exception {
        var trials = trials();
        try (var runs = runs()) {
            var model = stack.stack();
            var random = new Random(SEED);
            runs.shareClasses(offered(model).stream()
                    .map(k -> fault(k, model, random).words())
                    .toList());
            int entries = runs.play(trials, standing::look, this::stays);
            assertThat(entries).isGreaterThan(TRIALS / 3);
        }
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
        var runs = runs();
        var command = new ArrayList<>(List.of("/bin/sh", "-c", "ulimit -f 1; exec \"$0\" \"$@\""));
        command.addAll(runs.command("-Xshare:auto"));
        var process = new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        processes.add(process);
        var driver = new DoomedRuns.Driver(process, process.inputReader(StandardCharsets.UTF_8));
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
}
