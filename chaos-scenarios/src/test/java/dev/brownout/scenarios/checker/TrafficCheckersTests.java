package dev.brownout.scenarios.checker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.brownout.api.Checker;
import dev.brownout.api.Finding;
import dev.brownout.api.InvalidFaultException;
import dev.brownout.scenarios.fixture.Runs;
import dev.brownout.scenarios.fixture.Stacks;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** Each checker of what targets got against a run that breaks it by one count, and against that run's neighbour. */
class TrafficCheckersTests {
    private static final Map<String, ?> DEFAULTS = Map.of();

    private static List<String> found(Checker.Factory factory, Runs run) {
        return run.found(factory, DEFAULTS);
    }

    private static List<String> messages(Checker.Factory factory, Runs run) {
        return run.judge(factory, DEFAULTS).stream().map(Finding::message).toList();
    }

    @Nested
    class RetryAmplificationChecker {
        private final Checker.Factory factory = new RetryAmplification.Registered();

        @Test
        void should_let_a_burst_double_the_requests_in_ten_seconds_and_no_more() {
            // 600 come in in 10 s, and the engine gets 600 of them; 600 more are twice as many
            var twice = new Runs().more("gateway-1-to-engine", 20, 30, 0, 60, 0);
            assertThat(found(factory, twice)).isEmpty();
            assertThat(messages(factory, twice.more("gateway-2-to-engine", 25, 0, 1, 0)))
                    .containsExactly(
                            "engine must get at most 2 times the requests for each of the users' that it got in the steady stretch, "
                                    + "but got 2.00 times as many in 10s (1201 for 600)");
        }

        @Test
        void should_let_a_fifth_be_retried_for_long_and_no_more() {
            // 70 s from the first fault to the end with 4200 requests: 840 more are a fifth
            var fifth = new Runs().more("gateway-1-to-engine", 10, 80, 0, 12, 0);
            assertThat(found(factory, fifth)).isEmpty();
            assertThat(messages(factory, fifth.more("gateway-1-to-engine", 40, 0, 1, 0)))
                    .containsExactly(
                            "engine must get at most 1.2 times the requests for each of the users' that it got in the steady stretch, "
                                    + "but got 1.20 times as many over the 70000ms since the first fault (5041 for 4200)");
        }

        @Test
        void should_count_users_requests_and_not_blame_a_surge() {
            var surge = new Runs().more("user-to-edge", 20, 40, 0, 600, 0);
            for (int g = 1; g <= 3; g++) {
                surge.more("edge-to-gateway-" + g, 20, 40, 0, 200, 0)
                        .more("gateway-" + g + "-to-engine", 20, 40, 0, 200, 0);
            }
            assertThat(found(factory, surge)).isEmpty();
        }

        @Test
        void should_not_count_health_checks_nor_requests_that_went_to_a_sibling() {
            var checked = new Runs().more("edge-to-gateway-1", 20, 40, 0, 500, 500);
            checked.more("edge-to-gateway-1", 20, 40, 0, -20, 0).more("edge-to-gateway-2", 20, 40, 0, 20, 0);
            assertThat(found(factory, checked)).isEmpty();
        }

        @Test
        void should_measure_a_dependency_that_was_idle_by_one_request_for_each_of_the_users() {
            var idle = new Runs();
            for (long at = 0; at <= Runs.END; at += 1000) {
                idle.count("engine-to-cloud", at, 0, 0, 0);
            }
            assertThat(found(factory, idle.more("engine-to-cloud", 20, 30, 0, 80, 0)))
                    .isEmpty();
            assertThat(found(factory, idle.more("engine-to-cloud", 20, 30, 0, 41, 0)))
                    .containsExactly("retry-amplification FAILURE cloud");
        }

        @Test
        void should_not_judge_a_window_with_hardly_any_requests() {
            // the front is cut off for 20 s; what polls in the background goes on
            var cut = new Runs().more("user-to-edge", 20, 40, 0, -60, 0);
            for (int g = 1; g <= 3; g++) {
                cut.more("edge-to-gateway-" + g, 20, 40, 0, -20, 0)
                        .more("gateway-" + g + "-to-engine", 20, 40, 0, -19, 0);
            }
            assertThat(found(factory, cut)).isEmpty();
        }

        @Test
        void should_not_pass_without_a_front_or_without_counts() {
            assertThat(messages(factory, new Runs().of(Stacks.plain())))
                    .containsExactly(
                            "retry-amplification cannot say: no link of fixture:plain is labelled front: true, so "
                                    + "users' requests cannot be counted");
            assertThat(found(factory, new Runs().uncounted("user-to-edge")))
                    .containsExactly(
                            "retry-amplification INCONCLUSIVE cloud",
                            "retry-amplification INCONCLUSIVE engine",
                            "retry-amplification INCONCLUSIVE gateway");
            assertThat(found(factory, new Runs().uncounted("gateway-2-to-engine")))
                    .containsExactly("retry-amplification INCONCLUSIVE engine");
            assertThat(found(factory, new Runs().faults())).containsExactly("retry-amplification INCONCLUSIVE faults");
        }

        @Test
        void should_refuse_bounds_that_contradict_each_other() {
            assertThatThrownBy(() -> new Runs().found(factory, Map.of("sustained", "3")))
                    .isInstanceOf(InvalidFaultException.class)
                    .hasMessage("sustained must be at most burst (2), but was 3");
        }
    }

    @Nested
    class StaticStabilityChecker {
        private final Checker.Factory factory = new StaticStability.Registered();

        @Test
        void should_let_nobody_call_the_control_plane_while_a_fault_is_in_place() {
            assertThat(found(factory, new Runs())).isEmpty();
            assertThat(messages(factory, new Runs().more("engine-to-cloud", 30, 0, 1, 0)))
                    .containsExactly(
                            "cloud must get at most 0 calls of engine while a fault is in place, but got 1 in 40000ms");
        }

        @Test
        void should_let_health_checks_pass_and_calls_before_and_after() {
            assertThat(found(factory, new Runs().more("engine-to-cloud", 30, 0, 1, 1)))
                    .isEmpty();
            assertThat(found(
                            factory,
                            new Runs().more("engine-to-cloud", 9, 0, 1, 0).more("engine-to-cloud", 50, 0, 9, 0)))
                    .isEmpty();
        }

        @Test
        void should_let_as_many_pass_as_are_asked_for() {
            var one = Map.of("calls", "1");
            var run = new Runs().more("engine-to-cloud", 30, 0, 1, 0);
            assertThat(run.found(factory, one)).isEmpty();
            assertThat(run.more("engine-to-cloud", 40, 0, 1, 0).found(factory, one))
                    .containsExactly("static-stability FAILURE engine-to-cloud");
        }

        @Test
        void should_not_pass_without_a_control_plane_or_without_counts() {
            assertThat(found(factory, new Runs().of(Stacks.plain())))
                    .containsExactly("static-stability INCONCLUSIVE links");
            assertThat(found(factory, new Runs().uncounted("engine-to-cloud")))
                    .containsExactly("static-stability INCONCLUSIVE engine-to-cloud");
            assertThat(found(factory, new Runs().faults())).containsExactly("static-stability INCONCLUSIVE faults");
        }
    }

    @Nested
    class NoHerdChecker {
        private final Checker.Factory factory = new NoHerd.Registered();

        @Test
        void should_let_the_busiest_second_come_twice_and_no_more() {
            // the edge gets 60 requests a second, and 90 in the busiest one
            var busy = new Runs().more("user-to-edge", 5, 0, 30, 0).more("user-to-edge", 52, 0, 120, 0);
            assertThat(found(factory, busy)).isEmpty();
            assertThat(messages(factory, busy.more("user-to-edge", 52, 0, 1, 0)))
                    .containsExactly(
                            "edge must get at most 180 requests in a second after a removal (90 in the busiest second of the "
                                    + "steady stretch), but got 181");
        }

        @Test
        void should_let_a_few_connections_be_no_herd() {
            // the engine gets 3 connections a second
            var pools = new Runs().more("gateway-1-to-engine", 51, 17, 0, 0);
            assertThat(found(factory, pools)).isEmpty();
            assertThat(messages(factory, pools.more("gateway-3-to-engine", 51, 1, 0, 0)))
                    .containsExactly(
                            "engine must get at most 20 connections in a second after a removal (3 in the busiest second of the "
                                    + "steady stretch), but got 21");
        }

        @Test
        void should_judge_after_removals_only_and_after_each() {
            assertThat(found(factory, new Runs().more("user-to-edge", 30, 0, 5_000, 0)))
                    .isEmpty();
            assertThat(found(
                            factory,
                            new Runs()
                                    .faults(Runs.fault("a", 10_000, 20_000), Runs.fault("b", 40_000, 50_000))
                                    .more("user-to-edge", 30, 0, 5_000, 0)))
                    .containsExactly("no-herd FAILURE edge");
        }

        @Test
        void should_see_what_comes_in_the_second_of_the_removal() {
            // counted at 50 and 51 s, removed in between: 61 of 122 more came after it at the earliest
            var between = new Runs().faults(Runs.fault("a", 10_000, 50_500)).more("user-to-edge", 50, 0, 300, 0);
            assertThat(found(factory, between)).containsExactly("no-herd FAILURE edge");
        }

        @Test
        void should_not_call_many_open_questions_a_failure() {
            var blind = new Runs();
            blind.stack().links().forEach(l -> blind.uncounted(l.id()));
            assertThat(blind.judge(factory, DEFAULTS))
                    .hasSize(6)
                    .extracting(Finding::weight)
                    .containsOnly(Finding.Weight.INCONCLUSIVE);
            assertThat(new Runs()
                            .uncounted("user-to-edge")
                            .more("gateway-1-to-engine", 52, 0, 500, 0)
                            .judge(factory, DEFAULTS))
                    .extracting(Finding::weight)
                    .containsExactlyInAnyOrder(Finding.Weight.FAILURE, Finding.Weight.INCONCLUSIVE);
        }

        @Test
        void should_not_pass_without_counts() {
            assertThat(found(factory, new Runs().uncounted("edge-to-gateway-2")))
                    .containsExactly("no-herd INCONCLUSIVE gateway-2");
            assertThat(found(factory, new Runs().faults())).containsExactly("no-herd INCONCLUSIVE recovery");
        }
    }

    @Nested
    class NoFlappingChecker {
        private final Checker.Factory factory = new NoFlapping.Registered();

        /** One gateway gets nothing in a stretch, the next one gets its share. */
        private static Runs out(Runs run, int gateway, long from, long to) {
            return run.more("edge-to-gateway-" + gateway, from, to, 0, -20, 0)
                    .more("edge-to-gateway-" + (gateway % 3 + 1), from, to, 0, 20, 0);
        }

        @Test
        void should_let_a_target_leave_and_come_back_with_the_fault_and_once_more() {
            var once = out(out(new Runs(), 1, 12, 55), 1, 60, 80);
            assertThat(found(factory, once)).isEmpty();
            // and once more again
            assertThat(messages(factory, out(out(new Runs(), 1, 12, 55), 1, 60, 65)))
                    .containsExactly(
                            "edge-to-gateway-1 must join or leave at most 1 times in 1m beside 2 for faults that came or went, "
                                    + "but did 4 times");
        }

        @Test
        void should_take_one_request_as_proof_that_a_target_is_in() {
            var flaps = out(out(new Runs(), 1, 12, 13), 1, 16, 17);
            assertThat(found(factory, flaps)).containsExactly("no-flapping FAILURE edge-to-gateway-1");
            assertThat(found(factory, flaps.more("edge-to-gateway-1", 16, 0, 1, 0)))
                    .isEmpty();
        }

        @Test
        void should_not_take_health_checks_for_traffic() {
            var checked = out(out(new Runs(), 1, 12, 13), 1, 16, 17);
            assertThat(found(factory, checked.more("edge-to-gateway-1", 16, 0, 9, 9)))
                    .containsExactly("no-flapping FAILURE edge-to-gateway-1");
        }

        @Test
        void should_let_changes_pass_that_lie_far_apart() {
            var slow = Map.of("per", "5s");
            var flaps = out(out(out(new Runs(), 1, 20, 26), 1, 32, 38), 1, 44, 80);
            assertThat(flaps.found(factory, slow)).isEmpty();
            assertThat(flaps.found(factory, DEFAULTS)).containsExactly("no-flapping FAILURE edge-to-gateway-1");
        }

        @Test
        void should_let_half_of_the_targets_be_out_and_no_more() {
            var one = out(new Runs(), 1, 20, 40);
            assertThat(found(factory, one)).isEmpty();
            var two = one.more("edge-to-gateway-2", 30, 0, -40, 0).more("edge-to-gateway-3", 30, 0, 40, 0);
            assertThat(messages(factory, two))
                    .contains("gateway of edge: at most 0.5 of the targets may be out at once, but 2 of 3 were: "
                            + "edge-to-gateway-1, edge-to-gateway-2 got nothing from 30000ms to 31000ms");
            assertThat(found(factory, two.more("edge-to-gateway-2", 30, 0, 1, 0)))
                    .isEmpty();
        }

        @Test
        void should_not_call_targets_out_when_all_of_them_get_nothing() {
            var silent = new Runs();
            for (int g = 1; g <= 3; g++) {
                silent.more("edge-to-gateway-" + g, 20, 25, 0, -20, 0).more("edge-to-gateway-" + g, 30, 35, 0, -20, 0);
            }
            assertThat(found(factory, silent)).isEmpty();
        }

        @Test
        void should_not_pass_without_siblings_counts_or_a_way_to_know_health_checks() {
            assertThat(found(factory, new Runs().of(Stacks.plain()))).containsExactly("no-flapping INCONCLUSIVE links");
            assertThat(found(factory, new Runs().uncounted("edge-to-gateway-2")))
                    .containsExactly("no-flapping INCONCLUSIVE gateway of edge");
            assertThat(messages(factory, new Runs().withoutHealthPath()))
                    .containsExactly(
                            "no-flapping cannot say: link edge-to-gateway-1 has no label health-path, so health checks "
                                    + "cannot be told from traffic; name the path, or none where nothing checks");
            assertThat(found(factory, new Runs().faults())).containsExactly("no-flapping INCONCLUSIVE faults");
        }
    }
}
