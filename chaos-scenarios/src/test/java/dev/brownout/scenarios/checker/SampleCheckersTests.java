package dev.brownout.scenarios.checker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.brownout.api.Checker;
import dev.brownout.api.Expectation;
import dev.brownout.api.Finding;
import dev.brownout.api.InvalidFaultException;
import dev.brownout.api.Mode;
import dev.brownout.api.RunView.Standing;
import dev.brownout.scenarios.fixture.Runs;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** Each checker of samples against a run that breaks it by one sample, and against that run's neighbour. */
class SampleCheckersTests {
    private static final Map<String, ?> DEFAULTS = Map.of();

    private static List<String> found(Checker.Factory factory, Runs run) {
        return run.found(factory, DEFAULTS);
    }

    private static List<String> messages(Checker.Factory factory, Map<String, ?> bounds, Runs run) {
        return run.judge(factory, bounds).stream().map(Finding::message).toList();
    }

    @Nested
    class FailFastChecker {
        private final Checker.Factory factory = new FailFast.Registered();

        @Test
        void should_let_an_answer_take_as_long_as_it_may_and_no_longer() {
            assertThat(found(factory, new Runs().sample("look", 20_000, Mode.SLOW, 5_000)))
                    .isEmpty();
            assertThat(messages(factory, DEFAULTS, new Runs().sample("look", 20_000, Mode.SLOW, 5_001)))
                    .containsExactly(
                            "look: every answer must come within 5s while faults are in place, but 1 of 795 did not (1 slow)");
        }

        @Test
        void should_count_what_never_came_as_longer_than_any_bound() {
            assertThat(found(factory, new Runs().sample("look", 20_000, Mode.HUNG, 3_000)))
                    .containsExactly("fail-fast FAILURE look");
        }

        @Test
        void should_let_one_of_a_hundred_be_late_and_no_more() {
            // 795 samples outside transitions: 7 may be late
            var seven = new Runs().served("look", 20_000, 20_350, Mode.REFUSED, 2_001);
            assertThat(found(factory, seven)).isEmpty();
            assertThat(messages(factory, DEFAULTS, seven.sample("look", 30_000, Mode.REFUSED, 2_001)))
                    .containsExactly(
                            "look: 99 of 100 answers must come within 2s while faults are in place, but 8 of 795 did not (8 refused)");
        }

        @Test
        void should_judge_neither_transitions_nor_stalls_nor_times_without_faults() {
            assertThat(found(
                            factory,
                            new Runs()
                                    .sample("look", 5_000, Mode.HUNG, 3_000)
                                    .sample("look", 10_100, Mode.HUNG, 3_000)
                                    .sample("look", 20_000, Mode.HUNG, 3_000, Standing.BLIND)
                                    .sample("look", 60_000, Mode.HUNG, 3_000)))
                    .isEmpty();
        }

        @Test
        void should_not_pass_with_too_few_samples_but_fail_when_no_more_could_mend_it() {
            // 200 are left, then 199
            var few = new Runs().unseen("look", 20_250, 50_000);
            assertThat(found(factory, few)).isEmpty();
            few.unseen("look", 20_200, 20_250);
            assertThat(found(factory, few)).containsExactly("fail-fast INCONCLUSIVE look");
            few.sample("look", 15_000, Mode.SLOW, 2_500).sample("look", 15_050, Mode.SLOW, 2_500);
            assertThat(found(factory, few)).containsExactly("fail-fast INCONCLUSIVE look");
            few.sample("look", 15_100, Mode.SLOW, 2_500);
            assertThat(found(factory, few)).containsExactly("fail-fast FAILURE look");
        }

        @Test
        void should_not_pass_when_no_fault_was_seen() {
            assertThat(found(factory, new Runs().unwitnessed())).containsExactly("fail-fast INCONCLUSIVE faults");
        }

        @Test
        void should_refuse_bounds_that_contradict_each_other() {
            assertThatThrownBy(() -> new Runs().found(factory, Map.of("p99", "3s", "max", "2s")))
                    .isInstanceOf(InvalidFaultException.class)
                    .hasMessage("p99 must be at most max (2s), but was 3s");
        }
    }

    @Nested
    class HonestErrorsChecker {
        private final Checker.Factory factory = new HonestErrors.Registered();

        @Test
        void should_let_any_number_of_honest_refusals_pass_and_not_one_page() {
            var refused = new Runs().served("look", 10_000, 50_000, Mode.REFUSED, 5);
            assertThat(found(factory, refused)).isEmpty();
            assertThat(messages(factory, DEFAULTS, refused.sample("look", 30_000, Mode.ERROR, 5)))
                    .containsExactly(
                            "look: a failed answer must be an honest no (503 or 429, JSON, Retry-After), but 1 of 800 were not; "
                                    + "the first: what was said");
        }

        @Test
        void should_judge_transitions_and_recovery_too_but_no_stalls() {
            assertThat(found(factory, new Runs().sample("look", 10_100, Mode.ERROR, 5)))
                    .containsExactly("honest-errors FAILURE look");
            assertThat(found(factory, new Runs().sample("look", 60_000, Mode.ERROR, 5)))
                    .containsExactly("honest-errors FAILURE look");
            assertThat(found(factory, new Runs().sample("look", 20_000, Mode.ERROR, 5, Standing.BLIND)))
                    .isEmpty();
        }

        @Test
        void should_hold_a_share_to_enough_failed_answers() {
            var share = Map.of("share", "0.9");
            // 20 failed answers are needed, and 2 of them may be dishonest
            var run = new Runs().served("look", 20_000, 20_900, Mode.REFUSED, 5).sample("look", 30_000, Mode.ERROR, 5);
            assertThat(run.found(factory, share)).containsExactly("honest-errors INCONCLUSIVE look");
            assertThat(run.sample("look", 31_000, Mode.ERROR, 5).found(factory, share))
                    .isEmpty();
            assertThat(run.sample("look", 32_000, Mode.ERROR, 5).found(factory, share))
                    .containsExactly("honest-errors FAILURE look");
        }

        @Test
        void should_not_pass_when_no_fault_was_seen() {
            assertThat(found(factory, new Runs().unwitnessed())).containsExactly("honest-errors INCONCLUSIVE faults");
        }
    }

    @Nested
    class CancelAlwaysChecker {
        private final Checker.Factory factory = new CancelAlways.Registered();
        private final Map<String, ?> window = Map.of("cancel-only", "5m");

        @Test
        void should_let_one_cancel_of_a_hundred_fail_and_no_more() {
            var seven = new Runs().served("cancel-order", 20_000, 20_350, Mode.REFUSED, 5);
            assertThat(found(factory, seven)).isEmpty();
            assertThat(messages(factory, DEFAULTS, seven.sample("cancel-order", 30_000, Mode.SLOW, 2_001)))
                    .containsExactly(
                            "cancel-order: 99 of 100 cancels must be served within 2s while faults are in place, but 8 of 795 "
                                    + "were not (1 slow, 7 refused)");
        }

        @Test
        void should_let_trading_stop() {
            assertThat(found(factory, new Runs().served("place-order", 10_200, 60_000, Mode.REFUSED, 5)))
                    .isEmpty();
        }

        @Test
        void should_ask_for_a_cancel_only_time_before_trading_opens() {
            // at a time scale of 60 five minutes are 5 s; one interval of the probes, 50 ms, is forgiven
            var closed = new Runs().served("place-order", 11_000, 60_000, Mode.REFUSED, 5);
            assertThat(closed.found(factory, window)).isEmpty();
            closed.served("cancel-order", 48_000, 55_050, Mode.REFUSED, 5);
            assertThat(closed.found(factory, window)).doesNotContain("cancel-always FAILURE place-order");
            closed.sample("cancel-order", 55_050, Mode.REFUSED, 5);
            assertThat(messages(factory, window, closed))
                    .contains(
                            "place-order must open only after cancels alone were served for 5000ms (5m of incident time), "
                                    + "but opened after 4900ms");
        }

        @Test
        void should_not_count_the_time_before_trading_closed() {
            var brief = new Runs().served("place-order", 50_000, 54_950, Mode.REFUSED, 5);
            assertThat(brief.found(factory, window)).isEmpty();
            assertThat(brief.sample("place-order", 54_900, Mode.FULL, 5).found(factory, window))
                    .containsExactly("cancel-always FAILURE place-order");
        }

        @Test
        void should_not_pass_when_trading_never_closed_or_never_opened() {
            assertThat(new Runs().found(factory, window)).containsExactly("cancel-always INCONCLUSIVE place-order");
            assertThat(new Runs()
                            .served("place-order", 20_000, 80_000, Mode.REFUSED, 5)
                            .found(factory, window))
                    .containsExactly("cancel-always INCONCLUSIVE place-order");
        }

        @Test
        void should_not_pass_with_too_few_samples() {
            assertThat(found(factory, new Runs().unseen("cancel-order", 15_000, 50_000)))
                    .containsExactly("cancel-always INCONCLUSIVE cancel-order");
        }
    }

    @Nested
    class BlastRadiusChecker {
        private final Checker.Factory factory = new BlastRadius.Registered();

        private Runs unaffected() {
            return new Runs().expect("look", Expectation.asInSteadyState());
        }

        @Test
        void should_allow_a_point_and_what_chance_explains_and_no_more() {
            // none of 200 before and 795 now: 1 point and 2.33 times 0.96 % are 3.2 %, or 25 samples
            var most = unaffected().served("look", 20_000, 21_250, Mode.REFUSED, 5);
            assertThat(found(factory, most)).isEmpty();
            assertThat(messages(factory, DEFAULTS, most.sample("look", 30_000, Mode.HUNG, 3_000)))
                    .containsExactly(
                            "look in broken: must keep working (at most 3.2 % errors, by this run's steady stretch), but of 795 "
                                    + "samples there were 25 refused, 1 hung");
        }

        @Test
        void should_measure_against_the_steady_stretch() {
            // 4 of 200 were errors before, so 3 % and 2.33 times 1.45 % are 6.4 %, or 50 of 795
            var noisy = unaffected().served("look", 1_000, 1_200, Mode.ERROR, 5);
            assertThat(found(factory, noisy.served("look", 20_000, 22_500, Mode.ERROR, 5)))
                    .isEmpty();
            assertThat(found(factory, noisy.sample("look", 30_000, Mode.ERROR, 5)))
                    .containsExactly("blast-radius FAILURE look in broken");
        }

        @Test
        void should_let_more_or_fewer_points_pass_where_asked() {
            var most = unaffected().served("look", 20_000, 21_250, Mode.REFUSED, 5);
            assertThat(most.found(factory, Map.of("points", "0")))
                    .containsExactly("blast-radius FAILURE look in broken");
            assertThat(most.served("look", 20_000, 22_500, Mode.REFUSED, 5).found(factory, Map.of("points", "0.05")))
                    .isEmpty();
        }

        @Test
        void should_judge_what_is_named_and_let_the_rest_be() {
            var dead = new Runs().served("place-order", 10_000, 50_000, Mode.REFUSED, 5);
            assertThat(dead.found(factory, Map.of("capabilities", "look"))).isEmpty();
            assertThat(dead.found(factory, Map.of("capabilities", "look, place-order")))
                    .containsExactly("blast-radius FAILURE place-order in broken");
        }

        @Test
        void should_not_call_old_or_late_answers_errors() {
            assertThat(found(factory, unaffected().served("look", 10_000, 50_000, Mode.SLOW, 600)))
                    .isEmpty();
        }

        @Test
        void should_not_pass_with_nothing_to_judge_or_too_few_samples() {
            assertThat(found(factory, new Runs())).containsExactly("blast-radius INCONCLUSIVE capabilities");
            assertThat(found(factory, unaffected().unseen("look", 12_250, 50_000)))
                    .isEmpty();
            assertThat(found(factory, unaffected().unseen("look", 12_200, 50_000)))
                    .containsExactly("blast-radius INCONCLUSIVE look in broken");
            assertThat(found(factory, unaffected().unwitnessed())).containsExactly("blast-radius INCONCLUSIVE faults");
        }
    }

    @Nested
    class FailoverChecker {
        private final Checker.Factory factory = new Failover.Registered();

        @Test
        void should_let_it_take_as_long_as_it_may_and_no_longer() {
            // lost from 12 s on, back at 42 s
            var late = new Runs().served("look", 12_000, 42_000, Mode.REFUSED, 5);
            assertThat(found(factory, late)).isEmpty();
            assertThat(messages(factory, DEFAULTS, late.sample("look", 42_000, Mode.REFUSED, 5)))
                    .containsExactly(
                            "look: must be usable again within 30s while the fault is in place, but took 30050ms");
        }

        @Test
        void should_not_take_the_removal_for_a_failover() {
            assertThat(messages(factory, DEFAULTS, new Runs().served("look", 12_000, 50_000, Mode.ERROR, 5)))
                    .containsExactly(
                            "look: must be usable again within 30s while the fault is in place, but was not for 38000ms, "
                                    + "until it was taken away");
        }

        @Test
        void should_not_take_a_moment_for_a_failover() {
            var moment = new Runs().served("look", 12_000, 50_000, Mode.ERROR, 5);
            moment.served("look", 20_000, 21_000, Mode.FULL, 5);
            assertThat(found(factory, moment)).containsExactly("failover FAILURE look");
            // 21 samples span a second
            assertThat(found(
                            factory,
                            moment.sample("look", 21_000, Mode.FULL, 5).served("look", 21_050, 50_000, Mode.FULL, 5)))
                    .isEmpty();
        }

        @Test
        void should_say_when_the_fault_was_gone_too_soon() {
            assertThat(found(factory, new Runs().served("look", 30_000, 50_000, Mode.ERROR, 5)))
                    .containsExactly("failover INCONCLUSIVE look");
            assertThat(found(factory, new Runs().served("look", 49_500, 50_000, Mode.ERROR, 5)))
                    .isEmpty();
        }

        @Test
        void should_judge_what_is_named_only() {
            var dead = new Runs().served("place-order", 10_000, 50_000, Mode.REFUSED, 5);
            assertThat(dead.found(factory, Map.of("capabilities", "look"))).isEmpty();
        }

        @Test
        void should_take_a_fault_that_goes_on_under_another_id_for_one() {
            var two = new Runs()
                    .served("look", 12_000, 50_000, Mode.ERROR, 5)
                    .faults(
                            new dev.brownout.api.RunView.FaultWindow(
                                    "broken/x/one",
                                    "x",
                                    "one",
                                    "broken",
                                    List.of("edge"),
                                    java.util.OptionalLong.of(10_000_000_000L),
                                    java.util.OptionalLong.of(10_200_000_000L),
                                    java.util.OptionalLong.empty(),
                                    java.util.OptionalLong.empty()),
                            Runs.fault("again/x/one", 30_000, 50_000));
            assertThat(found(factory, two)).containsExactly("failover FAILURE look");
        }

        @Test
        void should_not_pass_when_no_fault_was_seen() {
            assertThat(found(factory, new Runs().unwitnessed())).containsExactly("failover INCONCLUSIVE faults");
            assertThat(found(factory, new Runs().unseen("look", 0, 80_000)))
                    .containsExactly("failover INCONCLUSIVE look");
        }
    }

    @Nested
    class RecoversChecker {
        private final Checker.Factory factory = new Recovers.Registered();
        private final Map<String, ?> tenSeconds = Map.of("within", "10s");

        @Test
        void should_let_it_take_as_long_as_it_may_and_no_longer() {
            var late = new Runs().served("look", 40_000, 60_000, Mode.REFUSED, 5);
            assertThat(late.found(factory, tenSeconds)).isEmpty();
            assertThat(messages(factory, tenSeconds, late.sample("look", 60_000, Mode.STALE, 5)))
                    .containsExactly(
                            "look: must be full again within 10s after a removal and stay so for 1s, but took 10050ms");
        }

        @Test
        void should_judge_every_removal() {
            var twice = new Runs().faults(Runs.fault("a", 10_000, 20_000), Runs.fault("b", 40_000, 50_000));
            twice.served("look", 10_000, 30_000, Mode.ERROR, 5);
            assertThat(twice.found(factory, tenSeconds)).isEmpty();
            assertThat(twice.sample("look", 30_000, Mode.ERROR, 5).found(factory, tenSeconds))
                    .containsExactly("recovers FAILURE look");
        }

        @Test
        void should_not_blame_it_when_the_next_fault_came_sooner() {
            var twice = new Runs().faults(Runs.fault("a", 10_000, 20_000), Runs.fault("b", 25_000, 50_000));
            assertThat(twice.served("look", 10_000, 52_000, Mode.ERROR, 5).found(factory, tenSeconds))
                    .isEmpty();
        }

        @Test
        void should_not_pass_what_was_never_seen_back() {
            var never = new Runs().served("look", 40_000, 80_000, Mode.ERROR, 5);
            assertThat(never.found(factory, tenSeconds)).containsExactly("recovers FAILURE look");
            // five minutes were not watched
            assertThat(found(factory, never)).containsExactly("recovers INCONCLUSIVE look");
            assertThat(found(factory, new Runs().unseen("look", 50_900, 80_000)))
                    .containsExactly("recovers INCONCLUSIVE look");
            assertThat(found(factory, new Runs().faults())).containsExactly("recovers INCONCLUSIVE recovery");
        }
    }
}
