package dev.brownout.scenarios.checker;

import static org.assertj.core.api.Assertions.assertThat;

import dev.brownout.api.Finding;
import dev.brownout.api.Mode;
import dev.brownout.api.Outcome;
import dev.brownout.scenarios.fixture.Readers;
import dev.brownout.scenarios.fixture.Stacks;
import dev.brownout.scenarios.fixture.Story;
import dev.brownout.scenarios.judge.Verdict;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Checkers of samples and traffic as a journal reaches them: through the plan, the judge and its view. */
class CheckersInARunTests {
    private static Story story(String always) {
        var text = Readers.VALID
                .replace("always: [no-lost-acks]", "always: [" + always + "]")
                .replace("for: 2m", "for: 2m\n    at-least: 14s");
        return new Story(Readers.planner().plan(Readers.read(text), Stacks.plain(), 7, 60))
                .steady()
                .broken()
                .samples("buy", 1, 4, Mode.REFUSED)
                .samples("look", 1, 4, Mode.FULL);
    }

    private static List<String> found(Verdict v) {
        return v.findings().stream()
                .map(f -> f.rule() + " " + f.weight() + " " + f.subject())
                .toList();
    }

    @Test
    void should_judge_a_story_by_what_its_scenario_asks() {
        var good = story("honest-errors, recovers, blast-radius")
                .lifted()
                .recovered()
                .verdict();
        assertThat(good.findings()).extracting(Finding::message).isEmpty();
        assertThat(good.outcome()).isEqualTo(Outcome.DEGRADED_OK);
    }

    @Test
    void should_break_it_by_one_sample() {
        var page = story("honest-errors")
                .samples("buy", 2, 2.05, Mode.ERROR)
                .lifted()
                .recovered()
                .verdict();
        assertThat(found(page)).containsExactly("honest-errors FAILURE buy");
        assertThat(page.outcome()).isEqualTo(Outcome.FAILED);
    }

    @Test
    void should_be_inconclusive_where_nothing_was_counted() {
        var v = story("retry-amplification, static-stability")
                .lifted()
                .recovered()
                .verdict();
        assertThat(found(v))
                .containsExactly("retry-amplification INCONCLUSIVE front", "static-stability INCONCLUSIVE links");
        assertThat(v.outcome()).isEqualTo(Outcome.INCONCLUSIVE);
    }

    @Test
    void should_be_inconclusive_where_a_run_gave_fewer_samples_than_its_plan() {
        // 2.8 s of 14 were played
        assertThat(found(story("fail-fast").lifted().recovered().verdict()))
                .containsExactly("fail-fast INCONCLUSIVE buy", "fail-fast INCONCLUSIVE look");
    }
}
