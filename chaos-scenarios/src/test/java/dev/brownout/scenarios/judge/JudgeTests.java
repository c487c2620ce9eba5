package dev.brownout.scenarios.judge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.brownout.api.Checker;
import dev.brownout.api.CheckerDescription;
import dev.brownout.api.Finding;
import dev.brownout.api.Mode;
import dev.brownout.api.Operation;
import dev.brownout.api.Outcome;
import dev.brownout.api.RunView;
import dev.brownout.scenarios.checker.NoLostAcks;
import dev.brownout.scenarios.fixture.Readers;
import dev.brownout.scenarios.fixture.Stacks;
import dev.brownout.scenarios.fixture.Story;
import dev.brownout.scenarios.journal.Event;
import dev.brownout.scenarios.journal.Event.Change;
import dev.brownout.scenarios.journal.Event.Signal;
import dev.brownout.scenarios.journal.Event.Stage;
import dev.brownout.scenarios.journal.Line;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class JudgeTests {
    private static boolean is(Event e, Change change) {
        return e instanceof Event.FaultChanged c && c.change() == change;
    }

    private static List<String> messages(Verdict v) {
        return v.findings().stream().map(Finding::message).toList();
    }

    @Test
    void degradedAsDeclared() {
        var v = Story.degraded().verdict();
        assertThat(v.outcome()).isEqualTo(Outcome.DEGRADED_OK);
        assertThat(v.findings()).isEmpty();
        assertThat(v.recoveredMillis()).hasValueSatisfying(ms -> assertThat(ms).isBetween(90.0, 110.0));
    }

    @Test
    void passedWhenNothingWasFelt() {
        var v = new Story()
                .steady()
                .broken()
                .samples("buy", 1, 4, Mode.FULL)
                .samples("look", 1, 4, Mode.FULL)
                .lifted()
                .recovered()
                .verdict();
        assertThat(v.outcome()).isEqualTo(Outcome.PASSED);
    }

    @Test
    void failedWhenAnExpectationBreaks() {
        var v = new Story()
                .steady()
                .broken()
                .samples("buy", 1, 4, Mode.ERROR)
                .samples("look", 1, 4, Mode.FULL)
                .lifted()
                .recovered()
                .verdict();
        assertThat(v.outcome()).isEqualTo(Outcome.FAILED);
        assertThat(messages(v))
                .containsExactly(
                        "buy in broken: 90 % of samples must be full or refused, but of 55 judged 100 % were error");
        assertThat(v.findings().get(0).evidence()).hasSize(5);
    }

    @Test
    void samplesInTransitionAreJudgedForSafetyOnly() {
        var hungAtOnset = new Story()
                .steady()
                .broken()
                .samples("buy", 1, 1.2, Mode.ERROR)
                .samples("buy", 1.25, 4, Mode.REFUSED)
                .samples("look", 1, 4, Mode.FULL)
                .lifted()
                .recovered();
        assertThat(hungAtOnset.verdict().outcome()).isEqualTo(Outcome.DEGRADED_OK);
        var lieAtOnset = new Story()
                .steady()
                .broken()
                .samples("buy", 1, 1.2, Mode.WRONG)
                .samples("buy", 1.25, 4, Mode.REFUSED)
                .samples("look", 1, 4, Mode.FULL)
                .lifted()
                .recovered();
        assertThat(messages(lieAtOnset.verdict()))
                .containsExactly("buy in broken: 4 answers said 200 with false content, such as a balance of zero");
    }

    @Test
    void unaffectedAllowsThePointAndTheNoiseButNoMore() {
        var noisy = new Story()
                .steady()
                .broken()
                .samples("buy", 1, 4, Mode.REFUSED)
                .samples("look", 1, 4, due -> due == 2 * Story.SECOND ? Mode.SLOW : Mode.FULL, 5)
                .lifted()
                .recovered();
        assertThat(noisy.verdict().outcome()).isEqualTo(Outcome.DEGRADED_OK);
        var worse = new Story()
                .steady()
                .broken()
                .samples("buy", 1, 4, Mode.REFUSED)
                .samples("look", 1, 4, due -> due % (Story.SECOND / 5) == 0 ? Mode.SLOW : Mode.FULL, 5)
                .lifted()
                .recovered();
        assertThat(worse.verdict().outcome()).isEqualTo(Outcome.FAILED);
    }

    @Test
    void noProofOfEffectIsInconclusive() {
        var v = Story.degraded().without(e -> is(e, Change.WITNESSED)).verdict();
        assertThat(v.outcome()).isEqualTo(Outcome.INCONCLUSIVE);
        assertThat(messages(v))
                .containsExactly("proof of effect is missing for fixture.break on shop-to-store in phase broken: "
                        + "no witness saw its symptom");
    }

    @Test
    void aFaultThatItsMaximumLifeEndedProvesNothing() {
        var story = new Story().steady().broken();
        var v = story.then(new Event.FaultChanged(
                        story.fault(),
                        Change.EXPIRED,
                        3 * Story.SECOND,
                        "its maximum life of 2s was over before it was taken away"))
                .samples("buy", 1, 4, Mode.REFUSED)
                .samples("look", 1, 4, Mode.FULL)
                .lifted()
                .recovered()
                .verdict();
        assertThat(v.outcome()).isEqualTo(Outcome.INCONCLUSIVE);
        assertThat(messages(v))
                .containsExactly("proof of effect is missing for fixture.break on shop-to-store in phase broken: "
                        + "its maximum life of 2s was over before it was taken away");
    }

    @Test
    void aSymptomThatWasThereBeforeProvesNothing() {
        var v = Story.degraded()
                .instead(
                        e -> e instanceof Event.FaultMeasured m && m.stage() == Stage.CONTROL,
                        new Event.FaultMeasured(new Story().fault(), Stage.CONTROL, "shop", true, false, 1, "broken"))
                .verdict();
        assertThat(v.outcome()).isEqualTo(Outcome.INCONCLUSIVE);
        assertThat(messages(v))
                .singleElement()
                .satisfies(m -> assertThat(m).contains("its symptom was there before it was done (seen from shop)"));
    }

    @Test
    void noProofOfExposureIsInconclusive() {
        var story = new Story();
        var v = Story.degraded()
                .instead(
                        e -> e instanceof Event.FaultExposed,
                        new Event.FaultExposed(story.fault(), 4 * Story.SECOND, Map.of()))
                .verdict();
        assertThat(v.outcome()).isEqualTo(Outcome.INCONCLUSIVE);
        assertThat(messages(v))
                .containsExactly("proof of exposure is missing for fixture.break on shop-to-store in phase broken: "
                        + "no traffic of shop met it: it went around the plane, or did not try");
    }

    @Test
    void noProofOfRemovalOverridesAll() {
        var v = new Story()
                .steady()
                .broken()
                .samples("buy", 1, 4, Mode.HUNG)
                .samples("look", 1, 4, Mode.FULL)
                .lifted()
                .recovered()
                .without(e -> is(e, Change.RESTORED))
                .verdict();
        assertThat(v.outcome()).isEqualTo(Outcome.ROLLBACK_INCOMPLETE);
        assertThat(v.outcome().exitCode()).isEqualTo(6);
    }

    @Test
    void notStartedWithoutSteadyState() {
        var story = new Story();
        var plan = Readers.planner()
                .plan(Readers.read(Readers.VALID.replace("{for: 1s}", "{for: 1s, within: 1s}")), Stacks.plain(), 7, 60);
        story.then(new Event.RunStarted(plan, "test", "test"), new Event.PhaseBegan(Event.STEADY, 0))
                .samples("buy", 0, 1, Mode.ERROR)
                .samples("look", 0, 1, Mode.FULL)
                .then(new Event.PhaseEnded(Event.STEADY, Story.SECOND), new Event.RunEnded(Story.SECOND, 1, 0));
        var v = story.verdict();
        assertThat(v.outcome()).isEqualTo(Outcome.NOT_STARTED);
        assertThat(messages(v))
                .containsExactly("steady state did not hold before the first fault (95 % full is asked, within 2s): "
                        + "buy was full in 0 % of 20 samples");
    }

    @Test
    void should_not_start_and_not_wait_when_the_probes_are_not_let_in() {
        var story = new Story();
        var plan = Readers.planner().plan(Readers.read(Readers.VALID), Stacks.plain(), 7, 60);
        story.then(new Event.RunStarted(plan, "test", "test"), new Event.PhaseBegan(Event.STEADY, 0))
                .samples("buy", 0, 1, Mode.ERROR)
                .samples("look", 0, 1, Mode.FULL)
                .then(new Event.PhaseEnded(Event.STEADY, Story.SECOND), new Event.RunEnded(Story.SECOND, 1, 0));
        var waited = story.verdict();
        assertThat(waited.outcome()).isNotEqualTo(Outcome.NOT_STARTED);
        var v = story.each(e -> e instanceof Event.Probed p && p.mode() == Mode.ERROR
                        ? new Event.Probed(
                                p.capability(),
                                p.ordinal(),
                                p.due(),
                                p.sent(),
                                p.done(),
                                p.mode(),
                                "not authorised: 401 -2015",
                                Optional.empty())
                        : e)
                .verdict();
        assertThat(v.outcome()).isEqualTo(Outcome.NOT_STARTED);
        assertThat(messages(v))
                .containsExactly(
                        "steady state did not hold before the first fault (95 % full is asked, within 30s): buy was "
                                + "full in 0 % of 20 samples, 20 of them because its probe is not authorised: 401 -2015; this is no "
                                + "outage: give the probe credentials that the stack accepts");
    }

    @Test
    void aStackThatWarmsUpIsWaitedFor() {
        var plan = Readers.planner().plan(Readers.read(Readers.VALID), Stacks.plain(), 7, 60);
        var story = new Story(plan)
                .then(new Event.RunStarted(plan, "test", "test"), new Event.PhaseBegan(Event.STEADY, -2 * Story.SECOND))
                .samples("buy", -2, -1, Mode.SLOW)
                .samples("look", -2, -1, Mode.FULL)
                .then(new Event.PhaseEnded(Event.STEADY, -Story.SECOND));
        assertThat(story.lines(Readers.checkers())).noneMatch(l -> l.event() instanceof Event.Signalled);
        var v = story.steady()
                .without(e -> e instanceof Event.RunStarted && story.first() != e)
                .broken()
                .samples("buy", 1, 4, Mode.REFUSED)
                .samples("look", 1, 4, Mode.FULL)
                .lifted()
                .recovered()
                .verdict();
        assertThat(v.outcome()).isEqualTo(Outcome.DEGRADED_OK);
        assertThat(v.rows()).filteredOn(r -> r.phase().equals(Event.STEADY)).hasSize(2);
    }

    @Test
    void slowRecoveryFails() {
        var v = new Story()
                .steady()
                .broken()
                .samples("buy", 1, 4, Mode.REFUSED)
                .samples("look", 1, 4, Mode.FULL)
                .lifted()
                .samples("look", 4.2, 6.5, Mode.FULL)
                .samples("buy", 4.2, 6.5, Mode.REFUSED)
                .ended()
                .verdict();
        assertThat(v.outcome()).isEqualTo(Outcome.FAILED);
        assertThat(messages(v))
                .containsExactly("slow recovery: every capability must be full again within 3s after the last fault is "
                        + "gone, and stay so for 1s, but buy did not");
    }

    @Test
    void aStallMakesSamplesBlindAndTooManyMakeThePhaseInconclusive() {
        var stalled = new Story()
                .steady()
                .broken()
                .samples("buy", 1, 4, Mode.HUNG)
                .samples("look", 1, 4, Mode.FULL)
                .then(new Event.Stalled(2 * Story.SECOND, 4 * Story.SECOND))
                .lifted()
                .recovered()
                .verdict();
        assertThat(stalled.outcome()).isEqualTo(Outcome.INCONCLUSIVE);
        assertThat(messages(stalled)).anySatisfy(m -> assertThat(m).contains("buy in broken was blind"));
    }

    @Test
    void missingSamplesAreBlind() {
        var v = new Story()
                .steady()
                .broken()
                .samples("buy", 1, 2, Mode.REFUSED)
                .samples("look", 1, 4, Mode.FULL)
                .lifted()
                .recovered()
                .verdict();
        assertThat(v.outcome()).isEqualTo(Outcome.INCONCLUSIVE);
        assertThat(messages(v))
                .singleElement()
                .satisfies(m -> assertThat(m).startsWith("buy in broken was blind: 39 of 59 samples are missing"));
    }

    @Test
    void aComponentThatEndsByItselfHaltsAndFails() {
        var story = new Story()
                .steady()
                .broken()
                .samples("buy", 1, 2, Mode.REFUSED)
                .samples("look", 1, 2, Mode.FULL)
                .then(new Event.ComponentExited("shop", 2 * Story.SECOND, "exit code 1"));
        var lines = story.lines(Readers.checkers());
        assertThat(lines.get(lines.size() - 1).event())
                .isEqualTo(new Event.Signalled(Signal.HALT, "component shop ended by itself: exit code 1"));
        var v = story.then(new Event.Stopped(2 * Story.SECOND, "halted", Event.Stopped.Kind.HALTED))
                .lifted()
                .then(new Event.RunEnded(5 * Story.SECOND, 1, 1))
                .verdict();
        assertThat(v.outcome()).isEqualTo(Outcome.FAILED);
        assertThat(messages(v)).contains("component shop ended by itself: exit code 1");
    }

    @Test
    void aPersonWhoStopsTheRunAbortsIt() {
        var v = new Story()
                .steady()
                .broken()
                .then(new Event.Stopped(2 * Story.SECOND, "Ctrl-C", Event.Stopped.Kind.INTERRUPTED))
                .lifted()
                .then(new Event.RunEnded(5 * Story.SECOND, 1, 1))
                .verdict();
        assertThat(v.outcome()).isEqualTo(Outcome.ABORTED);
    }

    @Test
    void aJournalCutAnywhereAfterTheFirstFaultIsNeverAPass() {
        var lines = Story.degraded().lines(Readers.checkers());
        for (int cut = 1; cut < lines.size(); cut++) {
            var judge = new Judge(Readers.checkers());
            lines.subList(0, cut).forEach(judge::accept);
            var v = judge.finish(Optional.of("cut"));
            assertThat(v.outcome().exitCode()).as("cut after line %s", cut).isNotZero();
        }
    }

    @Test
    void aCheckerThatThrowsIsInconclusive() {
        var checkers = new TreeMap<String, Checker.Factory>(Readers.checkers());
        checkers.put("no-lost-acks", new Throwing());
        var v = Story.degraded().verdict(checkers);
        assertThat(v.outcome()).isEqualTo(Outcome.INCONCLUSIVE);
        assertThat(messages(v))
                .singleElement()
                .satisfies(
                        m -> assertThat(m)
                                .startsWith(
                                        "checker no-lost-acks could not judge: it threw java.lang.IllegalStateException: on purpose"));
    }

    private static final class Throwing implements Checker.Factory {
        @Override
        public CheckerDescription description() {
            return CheckerDescription.safety("no-lost-acks", "Throws.");
        }

        @Override
        public int version() {
            return new NoLostAcks.Registered().version();
        }

        @Override
        public Checker create(Checker.Setting setting) {
            return new Checker() {
                @Override
                public void accept(long line, long at, Operation operation) {
                    throw new IllegalStateException("on purpose");
                }

                @Override
                public List<Finding> finish(RunView run) {
                    return List.of();
                }
            };
        }
    }

    @Test
    void judgingAgainGivesTheSameSignalsAndVerdict() {
        var lines = Story.degraded().lines(Readers.checkers());
        assertThat(lines).filteredOn(l -> l.event() instanceof Event.Signalled).hasSize(2);
        var first = new Judge(Readers.checkers());
        lines.forEach(first::accept);
        var second = new Judge(Readers.checkers());
        lines.forEach(second::accept);
        assertThat(second.finish(Optional.empty())).isEqualTo(first.finish(Optional.empty()));
    }

    @Test
    void aSignalThatTheRulesDoNotGiveIsAnInternalError() {
        var lines = Story.degraded().lines(Readers.checkers());
        var judge = new Judge(Readers.checkers());
        judge.accept(lines.get(0));
        var forged = new Line(2, java.time.Instant.EPOCH, 0, new Event.Signalled(Signal.RECOVERED, "believe me"));
        assertThatThrownBy(() -> judge.accept(forged))
                .hasMessageStartingWith("internal error: journal line 2 holds the signal");
    }
}
