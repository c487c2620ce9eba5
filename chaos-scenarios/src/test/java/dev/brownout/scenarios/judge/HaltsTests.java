package dev.brownout.scenarios.judge;

import static org.assertj.core.api.Assertions.assertThat;

import dev.brownout.api.Checker;
import dev.brownout.api.Finding;
import dev.brownout.api.Halt;
import dev.brownout.api.Mode;
import dev.brownout.api.Operation;
import dev.brownout.api.Outcome;
import dev.brownout.scenarios.fixture.Glass;
import dev.brownout.scenarios.fixture.Readers;
import dev.brownout.scenarios.fixture.Stacks;
import dev.brownout.scenarios.fixture.Story;
import dev.brownout.scenarios.format.ScenarioReader;
import dev.brownout.scenarios.journal.Event;
import dev.brownout.scenarios.journal.Event.Signal;
import dev.brownout.scenarios.journal.Line;
import dev.brownout.scenarios.plan.Plan;
import dev.brownout.scenarios.plan.Planner;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongFunction;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Halt conditions folded from events: 20 samples a second of each capability, so one sample every 50 ms. */
class HaltsTests {
    private static final long MS = 1_000_000L;

    private static Story story(String... halts) {
        return new Story(plan(Readers.checkers(), Readers.VALID, halts));
    }

    private static Plan plan(Map<String, Checker.Factory> checkers, String text, String... halts) {
        var reader = new ScenarioReader(new ScenarioReader.Vocabulary(Readers.faults(), checkers));
        var scenario = reader.read("test.yaml", text.getBytes(StandardCharsets.UTF_8), Map.of())
                .withHalts(java.util.stream.Stream.of(halts).map(Halt::parse).toList(), Optional.empty());
        return new Planner(Readers.faults(), checkers).plan(scenario, Stacks.plain(), 7, 60);
    }

    private static Optional<Line> halted(Story story) {
        return story.lines(Readers.checkers()).stream()
                .filter(l -> l.event() instanceof Event.Signalled s && s.signal() == Signal.HALT)
                .findFirst();
    }

    private static String evidence(Optional<Line> signal) {
        return signal.map(l -> ((Event.Signalled) l.event()).evidence()).orElse("none");
    }

    /** Two seconds of phase in which every {@code n}th of ten samples of "buy" is full, then samples enough to look at them. */
    private static Story oneInTen(String halt, LongFunction<Mode> mode) {
        return story(halt).steady().broken().samples("buy", 1, 5, mode, 5);
    }

    @Test
    void should_halt_one_sample_below_the_share_and_not_at_it() {
        // one second holds 20 samples, and 4 of them are 20 %
        var at = oneInTen("buy full < 20% for 1s", due -> due / (50 * MS) % 5 == 0 ? Mode.FULL : Mode.REFUSED);
        assertThat(halted(at)).isEmpty();
        var below = oneInTen(
                "buy full < 20% for 1s",
                due -> due / (50 * MS) % 5 == 0 && due != 3 * Story.SECOND ? Mode.FULL : Mode.REFUSED);
        assertThat(evidence(halted(below)))
                .isEqualTo(
                        "buy was full in 3 of 20 answers (3 full, 17 refused): the run is halted (buy full < 20% for 1s)");
    }

    @Test
    void should_not_halt_before_the_window_is_whole() {
        // steady full for 1 s, then nothing but errors: a share of 50 % is crossed when more than half of 2 s are
        // errors
        var story = story("buy full < 50% for 2s").steady().broken().samples("buy", 1, 2.25 - 0.05, Mode.ERROR);
        assertThat(halted(story)).isEmpty();
        story.samples("buy", 2.25 - 0.05, 2.4, Mode.ERROR);
        assertThat(evidence(halted(story))).startsWith("buy was full in 19 of 40 answers (19 full, 21 error)");
    }

    @Test
    void should_count_an_answer_that_was_given_up_when_it_was() {
        var story = story("buy full < 50% for 1s").steady().broken().samples("buy", 1, 4, Mode.HUNG);
        // asked from 1 s on, given up from 3 s on: none counts before, and four are enough for a share of one half
        assertThat(evidence(halted(story))).startsWith("buy was full in 0 of 4 answers (4 hung)");
    }

    @Test
    void should_look_at_its_own_capability_only() {
        var story = story("look full < 50% for 1s").steady().broken().samples("buy", 1, 4, Mode.ERROR);
        assertThat(halted(story)).isEmpty();
    }

    @Test
    void should_call_graceful_what_the_phase_expects() {
        // broken: buy may be full or refused, look must be unaffected
        assertThat(halted(story("buy graceful < 50% for 1s").steady().broken().samples("buy", 1, 4, Mode.REFUSED)))
                .isEmpty();
        assertThat(halted(story("buy graceful < 50% for 1s").steady().broken().samples("buy", 1, 4, Mode.STALE)))
                .isPresent();
        assertThat(halted(story("look graceful < 50% for 1s").steady().broken().samples("look", 1, 4, Mode.SLOW)))
                .isPresent();
    }

    @ParameterizedTest
    @EnumSource(Mode.class)
    void should_call_honest_answers_graceful_where_nothing_is_expected(Mode mode) {
        var text = Readers.VALID.replace("      look: unaffected\n", "");
        var story = new Story(plan(Readers.checkers(), text, "look graceful < 50% for 1s"))
                .steady()
                .broken()
                .samples("look", 1, 5, mode);
        assertThat(halted(story).isPresent()).isEqualTo(mode.compareTo(Mode.REFUSED) > 0);
    }

    @Test
    void should_not_halt_for_samples_that_overlap_a_stall() {
        var poor = story("buy full < 50% for 1s").steady().broken();
        poor.then(new Event.Stalled(Story.SECOND, 4 * Story.SECOND)).samples("buy", 1, 4, Mode.ERROR);
        assertThat(halted(poor)).isEmpty();
        // noted when it is over, a moment after the answers that it delayed
        var late = story("buy full < 50% for 1s").steady().broken();
        for (long due = Story.SECOND; due < 2 * Story.SECOND; due += 50 * MS) {
            late.then(new Event.Probed("buy", due, due, due, 2 * Story.SECOND, Mode.ERROR, "", Optional.empty()));
        }
        late.samples("buy", 2, 2.2, Mode.FULL)
                .then(new Event.Stalled(Story.SECOND, 2 * Story.SECOND))
                .samples("buy", 2.2, 4, Mode.FULL);
        assertThat(halted(late)).isEmpty();
    }

    @Test
    void should_halt_in_the_steady_stretch_and_in_recovery_too() {
        var plan = plan(Readers.checkers(), Readers.VALID, "buy full < 50% for 1s");
        var steady = new Story(plan)
                .then(new Event.RunStarted(plan, "test", "test"), new Event.PhaseBegan(Event.STEADY, 0))
                .samples("buy", 0, 2, Mode.ERROR);
        assertThat(halted(steady)).isPresent();
        var recovery = story("buy full < 50% for 1s").steady().broken().samples("buy", 1, 4, Mode.FULL);
        recovery.lifted().samples("buy", 4, 6, Mode.ERROR);
        assertThat(halted(recovery)).isPresent();
    }

    @Test
    void should_not_halt_what_is_over() {
        var over = story("buy full < 50% for 1s").steady().broken().samples("buy", 1, 4, Mode.FULL);
        over.lifted().recovered().samples("buy", 7, 12, Mode.ERROR);
        assertThat(halted(over)).isEmpty();
        var stopped = story("buy full < 50% for 1s").steady().broken();
        stopped.then(new Event.Stopped(2 * Story.SECOND, "a test", Event.Stopped.Kind.INTERRUPTED))
                .samples("buy", 1, 4, Mode.ERROR);
        assertThat(halted(stopped)).isEmpty();
    }

    @Test
    void should_halt_once_and_end_the_run_aborted() {
        var story = story("buy full < 50% for 1s", "buy graceful < 50% for 1s")
                .steady()
                .broken()
                .samples("buy", 1, 4, Mode.ERROR)
                .samples("look", 1, 4, Mode.FULL);
        story.then(new Event.Stopped(4 * Story.SECOND, "as the judge said", Event.Stopped.Kind.HALTED))
                .lifted()
                .ended();
        assertThat(story.lines(Readers.checkers()).stream()
                        .filter(l -> l.event() instanceof Event.Signalled s && s.signal() == Signal.HALT))
                .hasSize(1);
        var verdict = story.verdict();
        assertThat(verdict.outcome()).isEqualTo(Outcome.ABORTED);
        assertThat(verdict.findings().get(0)).satisfies(f -> {
            assertThat(f.rule()).isEqualTo("halt");
            assertThat(f.evidence()).hasSize(5);
        });
    }

    @Test
    void should_be_louder_that_something_is_not_restored() {
        var story = story("buy full < 50% for 1s").steady().broken().samples("buy", 1, 4, Mode.ERROR);
        story.then(new Event.Stopped(4 * Story.SECOND, "as the judge said", Event.Stopped.Kind.HALTED))
                .lifted()
                .without(e -> e instanceof Event.FaultChanged c && c.change() == Event.Change.RESTORED)
                .ended();
        assertThat(story.verdict().outcome()).isEqualTo(Outcome.ROLLBACK_INCOMPLETE);
    }

    @Test
    void should_abort_a_run_that_took_too_long() {
        var story = story().steady().broken().samples("buy", 1, 4, Mode.REFUSED);
        story.then(new Event.Stopped(4 * Story.SECOND, "it took too long", Event.Stopped.Kind.LIMIT))
                .lifted()
                .ended();
        assertThat(story.verdict().outcome()).isEqualTo(Outcome.ABORTED);
        assertThat(story.verdict().findings())
                .extracting(Finding::message)
                .contains("the run was stopped: it took too long");
    }

    private final AtomicLong ids = new AtomicLong();

    private Event did(String action) {
        // an observer's entries need no invocation
        return new Event.Operated(
                2 * Story.SECOND,
                new Operation(ids.incrementAndGet(), "auditor-vandal", action, Operation.Type.OK, Map.of()));
    }

    private static final String GLASS = Readers.VALID.replace("[no-lost-acks]", "[glass]");

    @Test
    void should_halt_when_an_invariant_is_broken_and_not_one_operation_before() {
        var checkers = new Glass(true, false).andAll();
        var story = new Story(plan(checkers, GLASS, "glass broken"))
                .steady()
                .broken()
                .then(did("touch"), did("touch"));
        // checkers are shown operations in batches, which end with whatever is no operation
        assertThat(story.samples("look", 2, 2.01, Mode.FULL).lines(checkers)).noneMatch(HaltsTests::isHalt);
        var lines =
                story.then(did("smash")).samples("look", 2.05, 2.06, Mode.FULL).lines(checkers);
        assertThat(lines.get(lines.size() - 1))
                .satisfies(l -> assertThat(isHalt(l)).isTrue());
        assertThat(lines.get(lines.size() - 1).event().toString())
                .contains("glass is broken: the run is halted (glass broken)");
    }

    @Test
    void should_not_halt_for_an_invariant_that_nobody_asked_to_halt_for() {
        var checkers = new Glass(true, false).andAll();
        var story = new Story(plan(checkers, GLASS)).steady().broken().then(did("smash"), did("smash"));
        assertThat(story.lines(checkers)).noneMatch(HaltsTests::isHalt);
    }

    @Test
    void should_not_take_a_checker_that_crashes_for_a_broken_one() {
        var checkers = new Glass(true, true).andAll();
        var story = new Story(plan(checkers, GLASS, "glass broken"))
                .steady()
                .broken()
                .then(did("smash"));
        story.samples("buy", 1, 4, Mode.REFUSED)
                .samples("look", 1, 4, Mode.FULL)
                .lifted()
                .recovered();
        assertThat(story.verdict(checkers).outcome()).isEqualTo(Outcome.INCONCLUSIVE);
    }

    @Test
    void should_refuse_to_wait_for_a_checker_that_can_only_tell_at_the_end() {
        org.assertj.core.api.Assertions.assertThatThrownBy(
                        () -> plan(new Glass(false, false).andAll(), GLASS, "glass broken"))
                .hasMessage(
                        "halt condition \"glass broken\" can never be true: this checker can only tell at the end of a"
                                + " run; leave the condition out");
    }

    private static boolean isHalt(Line line) {
        return line.event() instanceof Event.Signalled s && s.signal() == Signal.HALT;
    }
}
