package dev.brownout.scenarios.play;

import static org.assertj.core.api.Assertions.assertThat;

import dev.brownout.api.Finding;
import dev.brownout.api.Halt;
import dev.brownout.api.Operation;
import dev.brownout.api.Outcome;
import dev.brownout.api.Recovery;
import dev.brownout.api.Steady;
import dev.brownout.faults.undo.Ledger;
import dev.brownout.scenarios.fixture.FixturePlane;
import dev.brownout.scenarios.fixture.Glass;
import dev.brownout.scenarios.fixture.Readers;
import dev.brownout.scenarios.fixture.Replay;
import dev.brownout.scenarios.fixture.Shop;
import dev.brownout.scenarios.fixture.Stacks;
import dev.brownout.scenarios.fixture.World;
import dev.brownout.scenarios.format.ScenarioReader;
import dev.brownout.scenarios.journal.Event;
import dev.brownout.scenarios.journal.Event.Change;
import dev.brownout.scenarios.journal.Event.Stopped;
import dev.brownout.scenarios.journal.JournalReader;
import dev.brownout.scenarios.journal.JournalWriter;
import dev.brownout.scenarios.journal.Line;
import dev.brownout.scenarios.judge.Judge;
import dev.brownout.scenarios.judge.Verdict;
import dev.brownout.scenarios.plan.Plan;
import dev.brownout.scenarios.plan.Plan.PlannedPhase;
import dev.brownout.scenarios.plan.Planner;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Halts runs in each stretch by each kind of halt. The stretch that is halted lasts long enough that the run cannot leave it
 * by itself; the others are short.
 */
@Execution(ExecutionMode.CONCURRENT)
class HaltingIT {
    private static final Duration LONG = Duration.ofMinutes(2);
    private static final Duration SHORT = Duration.ofMillis(700);

    private static final String SCENARIO =
            Readers.VALID.replace("[no-lost-acks]", "[no-lost-acks, glass]").replace("after:", """
                  - phase: bent
                    at: 2m
                    for: 2m
                    faults:
                      - fixture.bend: {on: wire}
                after:""");

    /** Where a run is halted. */
    enum Stretch {
        STEADY(Event.STEADY, 12),
        FIRST_PHASE("broken", 14),
        /** The first phase's fault is taken away, and the second's waits for it to be seen gone. */
        BETWEEN("bent", 16),
        SECOND_PHASE("bent", 18),
        RECOVERY(Event.RECOVERY, 20);

        private final String phase;
        /** Is over while the run is in this stretch. */
        private final Duration limit;

        Stretch(String phase, int limitSeconds) {
            this.phase = phase;
            this.limit = Duration.ofSeconds(limitSeconds);
        }

        boolean reachedBy(Event e) {
            return switch (this) {
                case STEADY, RECOVERY ->
                    e instanceof Event.PhaseBegan p && p.phase().equals(phase);
                case FIRST_PHASE, SECOND_PHASE ->
                    e instanceof Event.FaultChanged c
                            && c.change() == Change.WITNESSED
                            && c.fault().startsWith(phase);
                case BETWEEN -> e instanceof Event.FaultChanged c && c.change() == Change.REMOVED;
            };
        }
    }

    /** By what it is halted. */
    enum Kind {
        CAPABILITY(Stopped.Kind.HALTED, "look was graceful in "),
        INVARIANT(Stopped.Kind.HALTED, "glass is broken"),
        STOP_FILE(Stopped.Kind.INTERRUPTED, "stop.me is there: enough"),
        ABORT(Stopped.Kind.INTERRUPTED, "own.stop is there: asked by a test"),
        SIGINT(Stopped.Kind.INTERRUPTED, "Ctrl-C (SIGINT)"),
        SIGTERM(Stopped.Kind.INTERRUPTED, "SIGTERM"),
        LIMIT(Stopped.Kind.LIMIT, "the run must be over within its limit of");

        private final Stopped.Kind written;
        private final String words;

        Kind(Stopped.Kind written, String words) {
            this.written = written;
            this.words = words;
        }
    }

    @TempDir
    private Path directory;

    private final World world = new World();
    private final Shop shop = new Shop(world, true);
    private final List<Line> lines = Collections.synchronizedList(new ArrayList<>());

    static Stream<Arguments> everyStretchByEveryKind() {
        return Stream.of(Stretch.values())
                .flatMap(s -> Stream.of(Kind.values())
                        // no limit can be told so exactly
                        .filter(k -> s != Stretch.BETWEEN || k != Kind.LIMIT)
                        .map(k -> Arguments.of(s, k)));
    }

    @ParameterizedTest
    @MethodSource("everyStretchByEveryKind")
    void should_abort_and_restore_everything(Stretch stretch, Kind kind) {
        var reached = new CompletableFuture<Player>();
        var limit = kind == Kind.LIMIT ? stretch.limit : Duration.ofMinutes(10);
        var plan = plan("fixture.break", stretch, limit);
        var halting = reached.thenAcceptAsync(player -> halt(kind, player));
        var verdict = play(plan, (player, event) -> {
            if (stretch.reachedBy(event)) {
                reached.complete(player);
            }
        });
        assertThat(halting).isCompleted();

        assertThat(verdict.outcome()).isEqualTo(Outcome.ABORTED);
        assertThat(verdict.outcome().exitCode()).isEqualTo(5);
        assertThat(events(Stopped.class)).singleElement().satisfies(s -> {
            assertThat(s.kind()).isEqualTo(kind.written);
            assertThat(s.reason()).contains(kind.words);
        });
        assertThat(lines)
                .as("why it stops is written before what is left is taken away")
                .filteredOn(l -> l.event() instanceof Stopped
                        || (l.event() instanceof Event.FaultChanged c
                                && c.change() == Change.REMOVING
                                && c.fault().startsWith(stretch.phase)))
                .first()
                .satisfies(l -> assertThat(l.event()).isInstanceOf(Stopped.class));
        assertThat(verdict.findings().get(0).weight()).isEqualTo(Finding.Weight.ABORT);
        assertThat(verdict.findings().get(0).message()).contains(kind.words);
        assertThat(events(Event.PhaseBegan.class))
                .last()
                .satisfies(p -> assertThat(p.phase()).isEqualTo(stretch.phase));
        assertEverythingIsRestored();

        var again = new Judge(checkers());
        var truncated = JournalReader.read(journal(), again::accept);
        assertThat(again.finish(truncated).outcome()).isEqualTo(Outcome.ABORTED);
    }

    private void assertEverythingIsRestored() {
        assertThat(world.broken).isEmpty();
        assertThat(shop.closed).isTrue();
        assertThat(changed(Change.RESTORED)).containsAll(changed(Change.APPLIED));
        assertThat(lines).last().satisfies(l -> assertThat(l.event()).isInstanceOf(Event.Judged.class));
        assertThat(events(Event.RunEnded.class))
                .singleElement()
                .satisfies(e ->
                        assertThat(e.applied()).isEqualTo(changed(Change.ASKED).size()));
    }

    @Test
    void should_not_even_start_when_a_stop_file_is_there() throws IOException {
        Files.writeString(directory.resolve("stop.me"), "");
        var verdict = play(plan("fixture.break", Stretch.STEADY, LONG), (player, event) -> {});
        assertThat(verdict.outcome()).isEqualTo(Outcome.ABORTED);
        assertThat(shop.started).isFalse();
        assertThat(verdict.findings().get(0).message()).endsWith("stop.me is there");
    }

    @Test
    void should_abort_a_run_that_is_only_reading_back() {
        var verdict = play(shortened(plan("fixture.break", Stretch.BETWEEN, LONG)), (player, event) -> {
            if (event instanceof Event.Operated o && o.operation().action().equals("final-read")) {
                player.stop(Stopped.Kind.INTERRUPTED, "a test");
            }
        });
        assertThat(verdict.outcome()).isEqualTo(Outcome.ABORTED);
        assertEverythingIsRestored();
    }

    @Test
    void should_go_on_undoing_when_it_is_asked_to_stop_again() {
        var verdict = play(plan("fixture.break", Stretch.FIRST_PHASE, LONG), (player, event) -> {
            if (Stretch.FIRST_PHASE.reachedBy(event)) {
                player.stop(Stopped.Kind.INTERRUPTED, "the first");
            }
            if (event instanceof Event.FaultChanged c && c.change() == Change.REMOVING) {
                player.stop(Stopped.Kind.INTERRUPTED, "the second");
            }
        });
        assertThat(verdict.outcome()).isEqualTo(Outcome.ABORTED);
        assertThat(events(Stopped.class)).extracting(Stopped::reason).containsExactly("the first");
        assertEverythingIsRestored();
    }

    @Test
    void should_say_louder_that_a_halted_run_could_not_be_undone() {
        var verdict = play(plan("fixture.cannot-be-removed", Stretch.FIRST_PHASE, LONG), (player, event) -> {
            if (Stretch.FIRST_PHASE.reachedBy(event)) {
                player.stop(Stopped.Kind.INTERRUPTED, "a test");
            }
        });
        assertThat(verdict.outcome()).isEqualTo(Outcome.ROLLBACK_INCOMPLETE);
    }

    private void halt(Kind kind, Player player) {
        switch (kind) {
            case CAPABILITY -> world.dark = true;
            case INVARIANT ->
                shop.users.join().record(new Operation(77, "auditor-of-glass", "smash", Operation.Type.OK, Map.of()));
            case STOP_FILE -> write("stop.me", "enough\nof this");
            case ABORT -> write("own.stop", "asked by a test");
            case SIGINT -> player.stop(Stopped.Kind.INTERRUPTED, "Ctrl-C (SIGINT)");
            case SIGTERM -> player.stop(Stopped.Kind.INTERRUPTED, "SIGTERM");
            case LIMIT -> {
                // comes by itself
            }
        }
    }

    /** A file comes into being whole. */
    private void write(String name, String text) {
        try {
            Files.move(Files.writeString(directory.resolve(name + ".new"), text), directory.resolve(name));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Map<String, dev.brownout.api.Checker.Factory> checkers() {
        return new Glass(true, false).andAll();
    }

    /** The scenario's plan with the stretches' lengths put in by hand: the planner would make each phase seconds long. */
    private Plan plan(String fault, Stretch stretch, Duration limit) {
        var scenario = new ScenarioReader(new ScenarioReader.Vocabulary(Readers.faults(), checkers()))
                .read("test.yaml", SCENARIO.replace("fixture.break", fault).getBytes(StandardCharsets.UTF_8), Map.of());
        var p = new Planner(Readers.faults(), checkers()).plan(scenario, Stacks.plain(), 7, 60);
        var steady = stretch == Stretch.STEADY ? LONG : SHORT;
        var halts = List.of(
                Halt.parse("look graceful < 50% for 300ms"),
                Halt.parse("glass broken"),
                new Halt.StopFile(directory.resolve("stop.me").toString()));
        return with(
                p,
                // a busy machine may need more than one look
                new Steady(steady, 0.95, LONG),
                p.phases().stream()
                        .map(f -> lasting(f, f.id().equals(stretch.phase) ? LONG : SHORT))
                        .toList(),
                new Recovery(LONG, stretch == Stretch.RECOVERY ? LONG : SHORT, List.of(), Map.of()),
                halts,
                limit);
    }

    private static Plan shortened(Plan p) {
        return with(
                p,
                p.steady(),
                p.phases().stream().map(f -> lasting(f, SHORT)).toList(),
                p.after(),
                p.halts(),
                p.limit());
    }

    private static PlannedPhase lasting(PlannedPhase f, Duration length) {
        return new PlannedPhase(
                f.id(),
                f.title(),
                f.incidentAt(),
                f.incidentLength(),
                f.at(),
                length,
                f.lengthened(),
                f.faults(),
                f.expect());
    }

    private static Plan with(
            Plan p, Steady steady, List<PlannedPhase> phases, Recovery after, List<Halt> halts, Duration limit) {
        return new Plan(
                p.format(),
                p.scenario(),
                p.title(),
                p.incident(),
                p.sources(),
                p.fidelity(),
                p.stack(),
                p.stackDigest(),
                p.seed(),
                p.timeScale(),
                steady,
                phases,
                after,
                p.checkers(),
                halts,
                limit);
    }

    /** What a test does about an event; under the recorder's lock, so it must be quick. */
    private interface Watcher {
        void saw(Player player, Event event);
    }

    private Verdict play(Plan plan, Watcher watcher) {
        var live = played(plan, watcher);
        Replay.same(journal(), live, checkers());
        return live;
    }

    private Verdict played(Plan plan, Watcher watcher) {
        var clock = RunClock.start();
        var player = new CompletableFuture<Player>();
        try (var ledger = Ledger.create(directory.resolve("ledger.jsonl"));
                var recorder = new Recorder(
                        JournalWriter.create(journal(), Clock.systemUTC(), clock::now), new Judge(checkers()), l -> {
                            lines.add(l);
                            watcher.saw(player.join(), l.event());
                        })) {
            player.complete(new Player(
                    plan, Readers.faults(), shop, s -> new FixturePlane(world), ledger, directory, recorder, clock));
            player.join().stopAt(directory.resolve("own.stop"));
            player.join().play("test", Optional.empty());
            return recorder.judge();
        }
    }

    private Path journal() {
        return directory.resolve("journal.jsonl");
    }

    private <E extends Event> List<E> events(Class<E> type) {
        return List.copyOf(lines).stream()
                .map(Line::event)
                .filter(type::isInstance)
                .map(type::cast)
                .toList();
    }

    private List<String> changed(Change change) {
        return events(Event.FaultChanged.class).stream()
                .filter(c -> c.change() == change)
                .map(Event.FaultChanged::fault)
                .toList();
    }
}
