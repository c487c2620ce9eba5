package dev.brownout.scenarios.judge;

import static org.assertj.core.api.Assertions.assertThat;

import dev.brownout.api.Finding;
import dev.brownout.api.Finding.Weight;
import dev.brownout.api.Mode;
import dev.brownout.api.Outcome;
import dev.brownout.scenarios.fixture.Readers;
import dev.brownout.scenarios.fixture.Story;
import dev.brownout.scenarios.journal.Event;
import java.util.List;
import java.util.Optional;
import java.util.function.LongFunction;
import org.junit.jupiter.api.Test;

/** Each bound of a contract, broken by one step and held by its neighbour. The fault is in place at 1.1 s, proven at 1.2 s. */
class ContractTests {
    private static List<String> findings(Story story) {
        return story.verdict().findings().stream()
                .filter(f -> f.weight() == Weight.FAILURE)
                .map(Finding::message)
                .toList();
    }

    private static Story broken(String expectation, LongFunction<Mode> buy, long tookMillis) {
        return Story.expecting(expectation)
                .steady()
                .broken()
                .samples("buy", 1, 4, buy, tookMillis)
                .samples("look", 1, 4, Mode.FULL)
                .lifted()
                .recovered();
    }

    private static Story broken(String expectation, LongFunction<Mode> buy) {
        return broken(expectation, buy, 5);
    }

    /** The first samples from 1.25 s on, of 55 that are judged, in one mode, the others in another. */
    private static LongFunction<Mode> first(int n, Mode mode, Mode others) {
        return due -> due >= 1.25 * Story.SECOND && due < 1.25 * Story.SECOND + n * (Story.SECOND / 20) ? mode : others;
    }

    private static Row buy(Story story) {
        return story.verdict().rows().stream()
                .filter(r -> r.phase().equals("broken") && r.capability().equals("buy"))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void should_bound_the_largest_share_of_a_mode() {
        var most = "{any-of: [full, stale], at-most: {stale: 0.2}}";
        assertThat(findings(broken(most, first(11, Mode.STALE, Mode.FULL)))).isEmpty();
        assertThat(findings(broken(most, first(12, Mode.STALE, Mode.FULL))))
                .containsExactly("buy in broken: at most 20 % of samples may be stale, but 12 of 55 were");
    }

    @Test
    void should_bound_the_smallest_share_of_a_mode() {
        var least = "{any-of: [full, stale], at-least: {stale: 0.2}}";
        assertThat(findings(broken(least, first(11, Mode.STALE, Mode.FULL)))).isEmpty();
        assertThat(findings(broken(least, first(10, Mode.STALE, Mode.FULL))))
                .containsExactly("buy in broken: at least 20 % of samples must be stale, but 10 of 55 were");
    }

    @Test
    void should_bound_the_median_the_99th_percentile_and_the_slowest_answer() {
        var bounds = "{mode: full, p50: 10ms, within: 50ms, max: 100ms}";
        assertThat(findings(broken(bounds, due -> Mode.FULL, 10))).isEmpty();
        assertThat(findings(broken(bounds, due -> Mode.FULL, 11)))
                .containsExactly(
                        "buy in broken: half of the answers must come within 10ms, but 55 of 55 took longer and the "
                                + "median is 11ms");
        assertThat(findings(broken(bounds, due -> Mode.FULL, 101)))
                .hasSize(3)
                .last()
                .asString()
                .contains("every answer must come within 100ms, but 53 of 53 took longer and the slowest is 101ms");
    }

    @Test
    void should_not_take_one_late_answer_for_a_percentile() {
        assertThat(findings(late("{mode: full, within: 50ms}", 1))).isEmpty();
        assertThat(findings(late("{mode: full, within: 50ms}", 2)))
                .containsExactly(
                        "buy in broken: 99 % of answers must come within 50ms, but 2 of 55 took longer and the 99th "
                                + "percentile is 60ms");
        assertThat(findings(late("{mode: full, max: 50ms}", 1))).hasSize(1);
    }

    private static Story late(String expectation, int answers) {
        double until = 1.25 + answers / 20.0;
        return Story.expecting(expectation)
                .steady()
                .broken()
                .samples("buy", 1, 1.25, Mode.FULL)
                .samples("buy", 1.25, until, due -> Mode.FULL, 60)
                .samples("buy", until, 4, Mode.FULL)
                .samples("look", 1, 4, Mode.FULL)
                .lifted()
                .recovered();
    }

    @Test
    void should_bound_the_age_of_stale_content() {
        assertThat(findings(stale(5000))).isEmpty();
        assertThat(findings(stale(5001)))
                .containsExactly(
                        "buy in broken: stale content must say its age, at most 5s, but 55 of 55 stale answers were "
                                + "older, up to 5001ms");
        assertThat(buy(stale(5001)).course().oldestMillis()).contains(5001.0);
    }

    private static Story stale(long age) {
        var story = broken("{mode: stale, staleness: 5s}", due -> Mode.STALE);
        return story.each(e -> e instanceof Event.Probed p && p.mode() == Mode.STALE
                ? new Event.Probed(
                        p.capability(), p.ordinal(), p.due(), p.sent(), p.done(), p.mode(), "", Optional.of(age))
                : e);
    }

    @Test
    void should_take_stale_content_without_an_age_for_too_old() {
        var v = broken("{any-of: [full, stale], staleness: 5s}", first(1, Mode.STALE, Mode.FULL));
        assertThat(findings(v))
                .containsExactly(
                        "buy in broken: stale content must say its age, at most 5s, but 1 of 1 stale answers had none");
    }

    @Test
    void should_bound_the_worst_gap() {
        var bound = "{any-of: [full], share: 0.9, worst-gap: 200ms}";
        assertThat(findings(broken(bound, first(4, Mode.ERROR, Mode.FULL)))).isEmpty();
        var broken = broken(bound, first(5, Mode.ERROR, Mode.FULL));
        assertThat(findings(broken))
                .containsExactly(
                        "buy in broken: no stretch without a graceful answer may be longer than 200ms, but one was "
                                + "250ms");
        assertThat(buy(broken).course().worstGapMillis()).isEqualTo(250);
    }

    @Test
    void should_not_count_a_gap_on_where_samples_are_blind() {
        var bound = "{any-of: [full], share: 0.9, worst-gap: 200ms}";
        // of five errors in a row the third is blind: two stretches of 100 ms each are known
        var stalled = broken(bound, first(5, Mode.ERROR, Mode.FULL))
                .then(new Event.Stalled((long) (1.349 * Story.SECOND), (long) (1.351 * Story.SECOND)));
        assertThat(findings(stalled)).isEmpty();
    }

    @Test
    void should_bound_how_soon_the_fault_is_told_of() {
        var bound = "{any-of: [full, refused], share: 0.6, detected: 500ms}";
        // proven in place at 1.2 s; answers take 5 ms
        assertThat(findings(broken(bound, due -> due < 1.65 * Story.SECOND ? Mode.ERROR : Mode.REFUSED)))
                .isEmpty();
        var late = broken(bound, due -> due < 1.7 * Story.SECOND ? Mode.ERROR : Mode.REFUSED);
        assertThat(findings(late))
                .containsExactly(
                        "buy in broken: the first answer that tells of the fault (stale, queued or refused) must "
                                + "come within 500ms after the fault was proven in place, but took 505ms");
        // measured from when it was in place
        assertThat(buy(late).course().detectedMillis()).contains(605.0);
    }

    @Test
    void should_ask_nobody_to_tell_of_a_fault_that_is_not_felt() {
        assertThat(findings(broken("{any-of: [full, refused], detected: 500ms}", due -> Mode.FULL)))
                .isEmpty();
        assertThat(findings(broken("{any-of: [refused], share: 0.01, detected: 500ms}", due -> Mode.ERROR)))
                .anySatisfy(m -> assertThat(m).endsWith("but never did"));
    }

    @Test
    void should_bound_how_soon_answers_are_graceful_and_stay_so() {
        var bound = "{any-of: [refused], share: 0.5, degraded: 1s}";
        assertThat(findings(broken(bound, due -> due < 2.2 * Story.SECOND ? Mode.ERROR : Mode.REFUSED)))
                .isEmpty();
        var late = broken(bound, due -> due < 2.25 * Story.SECOND ? Mode.ERROR : Mode.REFUSED);
        assertThat(findings(late))
                .containsExactly(
                        "buy in broken: answers must be refused, and stay so for a second, within 1s after the fault "
                                + "was proven in place, but took 1050ms");
        assertThat(buy(late).course().degradedMillis()).contains(1150.0);
        var never = broken(bound, due -> due % (Story.SECOND / 2) == 0 ? Mode.ERROR : Mode.REFUSED);
        assertThat(findings(never)).singleElement().asString().endsWith("but never did");
    }

    @Test
    void should_not_say_that_it_took_too_long_when_samples_before_are_blind() {
        var v = broken(
                        "{any-of: [refused], share: 0.5, degraded: 1s}",
                        due -> due < 2.25 * Story.SECOND ? Mode.ERROR : Mode.REFUSED)
                .then(new Event.Stalled((long) (2.199 * Story.SECOND), (long) (2.201 * Story.SECOND)))
                .verdict();
        assertThat(v.outcome()).isEqualTo(Outcome.INCONCLUSIVE);
        assertThat(v.findings())
                .singleElement()
                .extracting(Finding::message)
                .asString()
                .endsWith("took 1050ms, as far as is known: samples before are blind");
    }

    @Test
    void should_bound_how_often_the_mode_changes() {
        LongFunction<Mode> flapping = due -> due / (Story.SECOND / 4) % 2 == 0 ? Mode.FULL : Mode.REFUSED;
        assertThat(buy(broken("{any-of: [full, refused]}", flapping)).course().changes())
                .isEqualTo(11);
        assertThat(findings(broken("{any-of: [full, refused], changes: 10}", flapping)))
                .isEmpty();
        assertThat(findings(broken("{any-of: [full, refused], changes: 9}", flapping)))
                .containsExactly("buy in broken: the mode may change at most 9 times, but changed 10 times");
        // odd samples are no changes
        LongFunction<Mode> odd = due -> due % (Story.SECOND / 5) == 0 ? Mode.REFUSED : Mode.FULL;
        assertThat(buy(broken("{any-of: [full, refused], changes: 0}", odd))
                        .course()
                        .changes())
                .isZero();
    }

    @Test
    void should_bound_each_capabilitys_recovery() {
        assertThat(findings(back(1.99, "buy: 2s"))).isEmpty();
        assertThat(findings(back(2.1, "buy: 2s")))
                .containsExactly(
                        "slow recovery: buy must be full again within 2s after the last fault is gone, but took 2100ms");
        assertThat(back(2.1, "buy: 2s").verdict().recoveredEachMillis())
                .containsEntry("buy", 2100.0)
                .containsKey("look");
    }

    /** Gone at 4.1 s; "buy" is back so many seconds later. */
    private static Story back(double seconds, String each) {
        double at = 4.1 + seconds;
        return Story.of(Readers.VALID.replace("hold: 1s}", "hold: 1s, each: {" + each + "}}"))
                .steady()
                .broken()
                .samples("buy", 1, 4, Mode.REFUSED)
                .samples("look", 1, 4, Mode.FULL)
                .lifted()
                .samples("look", 4.2, at, Mode.FULL)
                .samples("buy", 4.2, at - 0.001, Mode.REFUSED)
                .samples("buy", at, at + 1.5, Mode.FULL)
                .samples("look", at, at + 1.5, Mode.FULL)
                .ended();
    }

    @Test
    void should_not_call_recovery_slow_for_a_stall_of_the_harness() {
        var stalled = back(3.2, "buy: 3s")
                .each(e -> e instanceof Event.Probed p && p.due() > 7.0 * Story.SECOND && p.due() < 7.25 * Story.SECOND
                        ? new Event.Probed(
                                p.capability(),
                                p.ordinal(),
                                p.due(),
                                p.sent(),
                                p.done(),
                                Mode.HUNG,
                                "",
                                Optional.empty())
                        : e)
                .then(new Event.Stalled((long) (6.99 * Story.SECOND), (long) (7.29 * Story.SECOND)));
        assertThat(stalled.verdict().outcome()).isEqualTo(Outcome.INCONCLUSIVE);
    }

    @Test
    void should_neither_lose_the_steady_state_nor_recovery_to_a_short_stall() {
        var story = Story.degraded()
                .each(e -> e instanceof Event.PhaseEnded p && p.phase().equals(Event.STEADY) ? stall(0.4) : e)
                .reordered(events -> {
                    var all = new java.util.ArrayList<Event>();
                    for (var e : events) {
                        all.add(e);
                        if (e.equals(stall(0.4))) {
                            all.add(new Event.PhaseEnded(Event.STEADY, Story.SECOND));
                        }
                        if (e instanceof Event.FaultChanged c && c.change() == Event.Change.RESTORED) {
                            all.add(stall(4.6));
                        }
                    }
                    return all;
                });
        assertThat(story.verdict().outcome()).isEqualTo(Outcome.DEGRADED_OK);
        assertThat(story.verdict().stalls()).isEqualTo(2);
    }

    private static Event stall(double second) {
        return new Event.Stalled((long) (second * Story.SECOND), (long) ((second + 0.15) * Story.SECOND));
    }
}
