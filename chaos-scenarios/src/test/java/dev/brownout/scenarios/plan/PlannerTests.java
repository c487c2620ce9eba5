package dev.brownout.scenarios.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.brownout.api.Timings;
import dev.brownout.scenarios.fixture.Readers;
import dev.brownout.scenarios.fixture.Stacks;
import dev.brownout.scenarios.json.Json;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class PlannerTests {
    private static Plan plan(String text, Timings timings, double scale) {
        return Readers.planner().plan(Readers.read(text), Stacks.withTimings(timings), 7, scale);
    }

    @Test
    void sameInputsGiveSameBytes() {
        assertThat(Json.pretty(plan(Readers.VALID, Timings.NONE, 60)))
                .isEqualTo(Json.pretty(plan(Readers.VALID, Timings.NONE, 60)));
    }

    @Test
    void aPlanCanBeReadBack() {
        var plan = plan(Readers.VALID, Timings.NONE, 60);
        assertThat(Json.mapper().readValue(Json.line(plan), Plan.class)).isEqualTo(plan);
    }

    @Test
    void scalesIncidentTimeOnly() {
        var phase = plan(Readers.VALID, Timings.NONE, 10).phases().get(0);
        assertThat(phase.length()).isEqualTo(Duration.ofSeconds(12));
        assertThat(phase.lengthened()).isEmpty();
        assertThat(Readers.at(phase.expect(), "buy").within()).contains(Duration.ofSeconds(2));
    }

    @Test
    void lengthensAPhaseThatWouldBeTooShortToFeel() {
        var slow = new Timings(
                Duration.ofSeconds(1), Duration.ZERO, Duration.ofSeconds(2), Duration.ZERO, Duration.ofSeconds(4));
        var phase = plan(Readers.VALID, slow, 60).phases().get(0);
        // witnessing 4 s, felt after 1 + 2 + 4 s, settling 1 s, and 40 samples for "unaffected" at 20 a second
        assertThat(phase.length()).isEqualTo(Duration.ofSeconds(14));
        assertThat(phase.lengthened()).containsExactly("witnessing 4s, felt after 7s, settling 1s, samples 2s");
    }

    @Test
    void refusesAPhaseThatCannotBeFelt() {
        var hour = new Timings(Duration.ofHours(1), Duration.ZERO, Duration.ZERO, Duration.ZERO, Duration.ZERO);
        assertThatThrownBy(() -> plan(Readers.VALID, hour, 60))
                .hasMessage(
                        "phase broken cannot be felt: it lasted 2m, but with the timings that fixture:plain declares it "
                                + "takes 1h7s to be felt and judged (witnessing 4s, felt after 1h, settling 1s, samples 2s); shorten the stack's "
                                + "caches and pools, ask for shares that fewer samples can show, or leave the phase out");
    }

    @Test
    void refusesAPartThatNobodyPlaysAndListsTheLabels() {
        assertThatThrownBy(() -> plan(Readers.VALID.replace("to.role: store", "to.role: bank"), Timings.NONE, 60))
                .isInstanceOf(PlanException.class)
                .hasMessage(
                        "part wire must be played by links with {to.role=bank}, but none of fixture:plain has these "
                                + "labels; there are [shop-to-store {from.role=shop, protocol=tcp, to.role=store}]");
    }

    @Test
    void refusesContradictingFaultsOnOneTargetOfTwoParts() {
        var two = Readers.VALID
                .replace("time-scale", "  other: {links: {from.role: shop}}\ntime-scale")
                .replace(
                        "- fixture.break: {on: wire}",
                        "- fixture.break: {on: wire}\n      - fixture.break: {on: other}");
        assertThatThrownBy(() -> plan(two, Timings.NONE, 60))
                .hasMessage("fixture.break contradicts fixture.break on the same target shop-to-store in phase broken; "
                        + "keep one of them");
    }

    @Test
    void refusesAnUnknownCapability() {
        assertThatThrownBy(() -> plan(Readers.VALID.replace("look: unaffected", "loook: unaffected"), Timings.NONE, 60))
                .hasMessage(
                        "capability \"loook\" of phase broken must be one of fixture:plain; did you mean \"look\"?");
    }

    @Test
    void aFaultThatGoesOnIsHandedOver() {
        var second = """
                  - phase: again
                    at: 2m
                    for: 2m
                    faults:
                      - fixture.break: {on: wire, ratio: 0.5}
                after:""";
        var plan = plan(Readers.VALID.replace("after:", second), Timings.NONE, 60);
        assertThat(plan.phases().get(1).faults().get(0).continues()).contains("broken/fixture.break/shop-to-store");
    }

    @Test
    void aGapInTheTimelineIsQuietTime() {
        var second = "  - phase: again\n    at: 4m\n    for: 2m\nafter:";
        var plan = plan(Readers.VALID.replace("after:", second), Timings.NONE, 60);
        assertThat(plan.phases()).extracting(Plan.PlannedPhase::id).containsExactly("broken", "before-again", "again");
        assertThat(plan.phases().get(1).length()).isEqualTo(Duration.ofSeconds(2));
    }

    @Test
    void refusesATimeScaleBelowRealTime() {
        assertThatThrownBy(() -> plan(Readers.VALID, Timings.NONE, 0.5))
                .hasMessage("time scale must be at least 1 (1 is real time), but was 0.5");
    }

    @Test
    void should_lengthen_a_phase_to_the_samples_that_its_shares_need() {
        var text = Readers.VALID.replace("share: 0.9}", "share: 0.9, at-least: {refused: 0.01}}");
        var phase = plan(text, Timings.NONE, 60).phases().get(0);
        // 2 / 0.01 samples at 20 a second
        assertThat(phase.lengthened()).containsExactly("witnessing 4s, felt after 0s, settling 1s, samples 10s");
        assertThat(phase.length()).isEqualTo(Duration.ofSeconds(15));
    }

    @Test
    void should_refuse_a_share_that_the_phase_cannot_support_however_long_it_is_played() {
        var text = Readers.VALID.replace("share: 0.9}", "share: 0.9999}");
        assertThatThrownBy(() -> plan(text, Timings.NONE, 60))
                .hasMessageStartingWith(
                        "phase broken cannot be felt: it lasted 2m, but with the timings that fixture:plain "
                                + "declares it takes 16m45s50ms to be felt and judged");
    }

    @Test
    void should_lengthen_a_phase_without_faults_to_the_samples_that_it_needs_too() {
        var second = "  - phase: calm\n    at: 2m\n    for: 1m\n    expect:\n      look: unaffected\nafter:";
        var calm = plan(Readers.VALID.replace("after:", second), Timings.NONE, 60)
                .phases()
                .get(1);
        assertThat(calm.length()).isEqualTo(Duration.ofSeconds(2));
        assertThat(calm.lengthened()).containsExactly("samples 2s");
    }

    @Test
    void should_watch_the_steady_state_for_as_long_as_its_share_needs() {
        var steady = plan(Readers.VALID, Timings.NONE, 60).steady();
        // 2 / 0.05 samples at 20 a second
        assertThat(steady.length()).isEqualTo(Duration.ofSeconds(2));
        var long5 = plan(Readers.VALID.replace("{for: 1s}", "{for: 5s, share: 0.9}"), Timings.NONE, 60);
        assertThat(long5.steady().length()).isEqualTo(Duration.ofSeconds(5));
    }

    @Test
    void should_refuse_bounds_that_are_finer_than_the_probes() {
        var text = Readers.VALID
                .replace("share: 0.9}", "share: 0.9, worst-gap: 99ms, detected: 100ms}")
                .replace("hold: 1s}", "hold: 1s, each: {look: 50ms}}");
        assertThatThrownBy(() -> plan(text, Timings.NONE, 60))
                .hasMessage(
                        "worst-gap of buy in phase broken must be at least two intervals of the probes of buy (100ms at 20 "
                                + "a second), but was 99ms; raise it, or let the stack declare more probes\n"
                                + "each of look in after must be at least two intervals of the probes of look (100ms at 20 a second), "
                                + "but was 50ms; raise it, or let the stack declare more probes");
    }

    @Test
    void should_refuse_recovery_of_an_unknown_capability() {
        assertThatThrownBy(
                        () -> plan(Readers.VALID.replace("hold: 1s}", "hold: 1s, each: {bye: 1s}}"), Timings.NONE, 60))
                .hasMessage("capability \"bye\" of each of after must be one of fixture:plain; known are buy, look");
    }

    private static String always(String checker) {
        return Readers.VALID.replace("always: [no-lost-acks]", "always: [" + checker + "]");
    }

    @Test
    void should_refuse_a_checker_that_the_plan_gives_too_few_samples() {
        // 7 s, of which witnesses may take 4 s, at 20 a second
        assertThatThrownBy(() -> plan(always("fail-fast"), Timings.NONE, 60))
                .isInstanceOf(PlanException.class)
                .hasMessage(
                        "fail-fast cannot be judged in this plan: it needs 200 samples of buy outside transitions in phases "
                                + "with faults, but there will be 60 for sure; lengthen them with at-least by 7s in all, or "
                                + "leave the checker out");
        assertThat(plan(always("fail-fast").replace("for: 2m", "for: 2m\n    at-least: 14s"), Timings.NONE, 60)
                        .checkers())
                .containsKey("fail-fast");
    }

    @Test
    void should_refuse_bounds_that_no_run_of_the_plan_could_break() {
        assertThatThrownBy(() -> plan(always("failover"), Timings.NONE, 60))
                .hasMessage(
                        "failover cannot be judged in this plan: within and hold take 31s, but faults are in place for at most "
                                + "7s without a break, so it could never be broken; ask for less, or lengthen a phase with at-least");
        assertThat(plan(always("failover: {within: 5s}"), Timings.NONE, 60).checkers())
                .containsKey("failover");
        assertThatThrownBy(() -> plan(always("retry-amplification: {window: 30s}"), Timings.NONE, 60))
                .hasMessageContaining(
                        "its window is 30s, but from the first fault to the end only 8s are sure to be played");
        assertThatThrownBy(() -> plan(always("no-herd"), Timings.NONE, 60))
                .hasMessageContaining("takes 3s to be seen, but it lasts 1s; ask for steady: {for: 3s}");
        assertThatThrownBy(() -> plan(always("recovers: {hold: 2s}"), Timings.NONE, 60))
                .hasMessageContaining("hold must be at most the scenario's own (after: hold: 1s)");
    }

    @Test
    void should_refuse_a_cancel_only_time_that_nobody_could_see() {
        var window = always("cancel-always: {cancel: look, trade: buy, cancel-only: 5s}");
        assertThatThrownBy(() -> plan(window.replace("for: 2m", "for: 2m\n    at-least: 14s"), Timings.NONE, 60))
                .hasMessage(
                        "cancel-always cannot be judged in this plan: a cancel-only time of 83ms (scaled) is too short to "
                                + "be seen: samples need 100ms; ask for more, or use a smaller time scale");
    }

    @Test
    void should_refuse_bounds_that_name_what_the_stack_does_not_have() {
        assertThatThrownBy(() -> plan(always("cancel-always"), Timings.NONE, 60))
                .hasMessage(
                        "cancel-always cannot be judged in this plan: cancel must name capabilities of fixture:plain "
                                + "[buy, look], but named \"cancel-order\"");
        assertThatThrownBy(() -> plan(always("blast-radius: {capabilities: 'look, sell'}"), Timings.NONE, 60))
                .hasMessageContaining("named \"sell\"");
        assertThatThrownBy(() -> plan(
                        always("blast-radius").replace("look: unaffected", "look: {any-of: [full]}"), Timings.NONE, 60))
                .hasMessageContaining("no phase with faults expects a capability to be unaffected");
        assertThat(plan(always("blast-radius"), Timings.NONE, 60).checkers()).containsKey("blast-radius");
    }
}
