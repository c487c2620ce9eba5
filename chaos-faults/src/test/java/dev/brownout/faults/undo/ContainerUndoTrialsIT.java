package dev.brownout.faults.undo;

import static org.assertj.core.api.Assertions.assertThat;

import dev.brownout.faults.container.StandingContainer;
import dev.brownout.testing.Images;
import dev.brownout.testing.NeedsDocker;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Kills runs that do faults of containers, once after every step and then at seeded moments, mostly with SIGKILL and now and then
 * with SIGTERM, and looks whether recovery leaves every container as it was: the same container, running, on the same networks by
 * the same names and addresses, with the same limits as Docker and as the kernel tell them, and nothing left inside.
 *
 * <p>{@code -Dbrownout.undo.container-trials=N} does another number than 20, {@code -Dbrownout.undo.seed=N} other moments.
 */
@NeedsDocker({Images.REDIS, Images.NGINX})
class ContainerUndoTrialsIT {
    private static final int TRIALS = Integer.getInteger("brownout.undo.container-trials", 20);
    private static final long SEED = Long.getLong("brownout.undo.seed", 4);
    /** The longest that a run lives that is killed at a moment; the slowest fault takes some 1.5 s here. */
    private static final int LONGEST_MILLIS = 2_500;
    /** Every so many runs end by SIGTERM. */
    private static final int GENTLY = 5;

    /** The faults, with where they are done to. */
    private static final Map<String, List<String>> FAULTS = new TreeMap<>(Map.ofEntries(
            Map.entry("container.crash-loop@%s?up-for=300ms&back-off=200ms", ContainerUndoDriver.COMPONENTS),
            Map.entry("container.disk-full@%s", ContainerUndoDriver.COMPONENTS),
            Map.entry("container.kill@%s", ContainerUndoDriver.COMPONENTS),
            Map.entry("container.off-network@%s", ContainerUndoDriver.COMPONENTS),
            Map.entry("container.pause@%s", ContainerUndoDriver.COMPONENTS),
            Map.entry("container.restart@%s?grace=2s", ContainerUndoDriver.COMPONENTS),
            // one of them has no limits, as most people's containers
            Map.entry("container.squeeze@%s?cpus=0.3&pids=40", ContainerUndoDriver.COMPONENTS),
            Map.entry("container.squeeze@%s?cpus=0.3&memory=32&pids=40", List.of("store", "web")),
            Map.entry("container.stop@%s?grace=2s", ContainerUndoDriver.COMPONENTS),
            Map.entry("region.blackout@%s?over=400ms&order=r-web,r-store,r-cache", List.of("web")),
            Map.entry("region.flap@%s?off=300ms&on=300ms", ContainerUndoDriver.COMPONENTS),
            Map.entry("region.flap@%s?how=network&off=300ms&on=300ms", ContainerUndoDriver.COMPONENTS),
            Map.entry("zone.loss@%s", ContainerUndoDriver.COMPONENTS),
            Map.entry("zone.loss@%s?how=network", ContainerUndoDriver.COMPONENTS)));

    /** One that waits for its turn: it may be taken away before it has written a word. */
    private static final String WAITS = "region.blackout@store?over=400ms&order=r-web,r-store,r-cache";

    @TempDir
    private Path directory;

    private final List<StandingContainer> containers = new ArrayList<>();

    @BeforeEach
    void build() {
        containers.add(StandingContainer.start("store", Images.REDIS));
        containers.add(StandingContainer.start("web", Images.NGINX));
        containers.add(StandingContainer.start("cache", Images.REDIS, true, List.of("--restart", "unless-stopped")));
    }

    @AfterEach
    void dismantle() {
        containers.forEach(StandingContainer::close);
    }

    private Map<String, String> look() {
        var seen = new TreeMap<String, String>();
        containers.forEach(c -> c.look().forEach((what, how) -> seen.put(c.name() + " " + what, how)));
        return seen;
    }

    private static String on(String fault, Set<String> not, Random random) {
        var targets = FAULTS.getOrDefault(fault, List.of()).stream()
                .filter(t -> !not.contains(t))
                .toList();
        return String.format(fault, targets.get(random.nextInt(targets.size())));
    }

    /** A fault that can be done to another component. */
    private static String offering(List<String> faults, String taken, Random random) {
        var others = faults.stream()
                .filter(f -> FAULTS.getOrDefault(f, List.of()).stream().anyMatch(t -> !t.equals(taken)))
                .toList();
        return others.get(random.nextInt(others.size()));
    }

    private static String target(String words) {
        return words.replaceFirst(".*@([a-z]+).*", "$1");
    }

    /** Every kind at every step, the steps that change most first; then moments and steps, of two faults at once. */
    private static List<DoomedRuns.Trial> trials() {
        var random = new Random(SEED);
        var faults = List.copyOf(FAULTS.keySet());
        var all = new ArrayList<DoomedRuns.Trial>();
        var order = new ArrayList<>(List.of("injected", "written", "restored"));
        DoomedRuns.STEPS.stream().filter(s -> !order.contains(s)).forEach(order::add);
        for (int s = 0; s < order.size() && all.size() < TRIALS * 3 / 4; s++) {
            for (int k = 0; k < faults.size(); k++) {
                // the first two for every kind; the others for some, in turn
                if (s < 2 || k % 4 == s % 4) {
                    all.add(trial(List.of(on(faults.get(k), Set.of(), random)), order.get(s) + ":1", 0, all.size()));
                }
            }
        }
        while (all.size() < TRIALS) {
            boolean moment = random.nextInt(3) > 0;
            var first = moment && random.nextInt(8) == 0
                    ? WAITS
                    : on(faults.get(random.nextInt(faults.size())), Set.of(), random);
            var second = offering(faults, target(first), random);
            var words = List.of(first, on(second, Set.of(target(first)), random));
            if (moment) {
                all.add(trial(
                        words, "never:0", TimeUnit.MILLISECONDS.toNanos(random.nextInt(LONGEST_MILLIS)), all.size()));
            } else {
                var steps = List.of("asked", "written", "injected", "removing", "removed");
                var step = steps.get(random.nextInt(steps.size()));
                all.add(trial(words, step + ":" + (1 + random.nextInt(2)), 0, all.size()));
            }
        }
        return all.subList(0, TRIALS);
    }

    private static DoomedRuns.Trial trial(List<String> faults, String stop, long nanos, int number) {
        return new DoomedRuns.Trial(faults, stop, nanos, number % GENTLY == GENTLY - 1);
    }

    @Test
    void should_leave_every_container_as_it_was_whenever_a_run_is_killed() throws Exception {
        var names = containers.stream().map(StandingContainer::name).collect(Collectors.toList());
        try (var runs = new DoomedRuns(directory, ContainerUndoDriver.class, names)) {
            runs.shareClasses(FAULTS.keySet().stream()
                    .map(fault -> on(fault, Set.of(), new Random(SEED)))
                    .toList());
            int entries = runs.play(trials(), this::look, pid -> false);
            assertThat(entries).isGreaterThan(TRIALS / 3);
        }
    }
}
