package dev.brownout.junit;

import static dev.brownout.junit.BrownoutAssertions.assertThat;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.awaitility.Awaitility.await;

import dev.brownout.api.Capability;
import dev.brownout.api.Mode;
import dev.brownout.api.Outcome;
import dev.brownout.api.Protocol;
import dev.brownout.api.StackProvider;
import dev.brownout.scenarios.report.Invariants;
import dev.brownout.scenarios.stack.ServiceStack;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.assertj.core.api.ThrowableAssert;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.platform.engine.TestExecutionResult;
import org.junit.platform.testkit.engine.Event;
import org.opentest4j.AssertionFailedError;
import org.opentest4j.TestAbortedException;

/** Plays small outages for real against a till in this JVM, all at once, as most of it is waiting; then looks at what came of each. */
class OutagePlayIT {
    private static final String OUTAGES = "src/test/resources/outages/";
    private static final Duration LONG = Duration.ofMinutes(2);

    @TempDir
    private static Path reports;

    private static Kit kit;

    @BeforeAll
    static void play() {
        kit = Kit.run(
                configured(Map.of()),
                Survives.class,
                Breaks.class,
                Asks.class,
                Dies.class,
                Beside.class,
                Alone.class,
                FaultsByHand.class,
                BodyFails.class,
                UnknownPhase.class,
                TooLong.class,
                Services.class);
    }

    private static Map<String, String> configured(Map<String, String> more) {
        var all = new LinkedHashMap<>(Map.of(
                "brownout.reports", reports.toString(),
                "junit.jupiter.execution.parallel.enabled", "true",
                "junit.jupiter.execution.parallel.mode.classes.default", "concurrent",
                "junit.jupiter.execution.parallel.config.strategy", "fixed",
                "junit.jupiter.execution.parallel.config.fixed.parallelism", "5",
                "junit.jupiter.execution.parallel.config.fixed.max-pool-size", "5"));
        all.putAll(more);
        return all;
    }

    /** What a class's only test threw. */
    private static Throwable thrown(Kit played, Class<?> type) {
        return of(played, type)
                .flatMap(e -> e.getPayload(TestExecutionResult.class).stream())
                .flatMap(r -> r.getThrowable().stream())
                .findFirst()
                .orElseThrow(() -> new AssertionError(type.getSimpleName() + " should have thrown, but passed"));
    }

    private static Stream<Event> of(Kit played, Class<?> type) {
        return played.results().testEvents().finished().stream()
                .filter(e -> e.getTestDescriptor().getUniqueId().toString().contains(type.getSimpleName() + "]"));
    }

    private static void assertPassed(Class<?> type) {
        assertThat(of(kit, type))
                .isNotEmpty()
                .allSatisfy(e -> assertThat(
                                e.getRequiredPayload(TestExecutionResult.class).getStatus())
                        .as(() -> String.valueOf(e.getRequiredPayload(TestExecutionResult.class)
                                .getThrowable()
                                .orElse(null)))
                        .isEqualTo(TestExecutionResult.Status.SUCCESSFUL));
    }

    private static Path kept(Class<?> type) {
        return reports.resolve(type.getName());
    }

    @Brownout(seed = 7)
    static class Survives {
        static Optional<OutageRun> finished = Optional.empty();

        @StackUnderTest
        static final TillStack STACK = new TillStack();

        @Outage(OUTAGES + "till-refuses.yaml")
        void survives(OutageRun run) {
            run.during("refused")
                    .capability("buy")
                    .refusesPolitelyWithin(ofSeconds(2))
                    .neverLies();
            assertThat(run).hasSurvived().hasOutcome(Outcome.DEGRADED_OK).recoversWithin(ofSeconds(5));
            assertThat(run).recoversWithin("buy", ofSeconds(5)).holdsEveryInvariant();
            assertThat(run.seed()).isEqualTo(7);
            assertThat(run.findings()).isEmpty();
            assertThat(run.during("refused").faults())
                    .singleElement()
                    .satisfies(p -> assertThat(p.effect()).isTrue());
            assertThat(run.during("refused").capability("buy").share(Mode.REFUSED))
                    .isGreaterThan(0.9);
            assertThat(run.during("steady").capability("buy").share(Mode.FULL)).isGreaterThan(0.9);
            assertThat(run.traffic().keySet()).containsExactly("customer-to-till");
            assertThatThrownBy(() -> run.during("refusd"))
                    .hasMessage(
                            "phase must be one of [steady, refused, recovery] played of till-refuses, but was \"refusd\";"
                                    + " did you mean \"refused\"?");
            assertThatThrownBy(() -> run.linkAddress("customer-to-till")).hasMessageContaining("say live = true");
        }

        @AfterEach
        void over(OutageRun run) {
            assertThat(STACK.started).hasSize(1).allMatch(r -> r.closed);
            assertThat(run.journal()).exists();
            finished = Optional.of(run);
        }
    }

    private static List<String> lines(ThrowableAssert.ThrowingCallable failing) {
        var thrown = catchThrowableOfType(AssertionFailedError.class, failing);
        assertThat(thrown).isNotNull();
        assertThat(thrown.isExpectedDefined()).isTrue();
        return String.valueOf(thrown.getMessage()).lines().toList();
    }

    @Test
    void should_tell_what_a_capability_did_otherwise() {
        var run = Survives.finished.orElseThrow();
        var buy = run.during("refused").capability("buy");
        assertThat(lines(() -> buy.servesOnly(Mode.FULL, Mode.SLOW)))
                .startsWith("buy in refused (till-refuses on till:plain, seed 7)", "expected: only full or slow")
                .contains("replay with -Dbrownout.seed=7")
                .anyMatch(l -> l.startsWith("  > line "));
        assertThat(lines(() -> buy.servesAtMost(0.2, Mode.REFUSED))).contains("expected: at most 20 % refused");
        assertThat(lines(() -> buy.answersWithin(Duration.ofNanos(1)))).contains("expected: every answer within 0s");
        assertThat(lines(() -> buy.answersWithin(99, Duration.ofNanos(1))))
                .contains("expected: 99.0 % of the answers within 0s");
        assertThat(lines(buy::isUnaffected))
                .anyMatch(l -> l.matches("expected: at most \\d+ % other than full, as in the steady phase"));
        assertThat(lines(() -> run.during("steady").capability("buy").refusesPolitelyWithin(ofSeconds(2))))
                .contains("expected: full or refused within 2s, and refused at least once");
        assertThat(buy.servesOnly(Mode.FULL, Mode.REFUSED).answersWithin(99, ofSeconds(2)))
                .isSameAs(buy);
        assertThat(run.during("steady").capability("buy").isUnaffected().percentile(99))
                .isPositive();
        assertThatThrownBy(() -> run.during("refused").capability("sell"))
                .hasMessage("capability must be one of [buy] of till:plain, but was \"sell\"");
    }

    @Test
    void should_tell_what_a_run_did_otherwise() {
        var run = Survives.finished.orElseThrow();
        assertThat(lines(() -> assertThat(run).hasOutcome(Outcome.PASSED)))
                .startsWith(
                        "the verdict (till-refuses on till:plain, seed 7)",
                        "expected: PASSED",
                        "but was:  DEGRADED_OK");
        assertThat(lines(() -> assertThat(run).recoversWithin(Duration.ofNanos(1))))
                .startsWith(
                        "service after the last fault was gone (till-refuses on till:plain, seed 7)",
                        "expected: back within 0s");
        assertThat(lines(() -> assertThat(run).recoversWithin("buy", Duration.ofNanos(1))))
                .startsWith("buy after the last fault was gone (till-refuses on till:plain, seed 7)");
        assertThat(run.invariants()).containsExactly(Map.entry("recovers", Invariants.State.HELD));
        assertThatThrownBy(() -> assertThat(run).holds("recover"))
                .hasMessage("invariant must be one of [recovers] of till-refuses, but was \"recover\"; did you mean"
                        + " \"recovers\"?");
        assertThatThrownBy(() -> assertThat(run).amplifiesRetriesAtMost("till", 1.2))
                .hasMessage("role must be one of [] counted on till:plain, but was \"till\"");
    }

    @Test
    void should_play_judge_and_ask() {
        assertPassed(Survives.class);
        assertThat(of(kit, Survives.class)).hasSize(1);
    }

    @Test
    void should_keep_nothing_of_what_is_survived() {
        assertThat(kept(Survives.class)).doesNotExist();
    }

    @Test
    void should_report_the_verdict_and_the_seed() {
        assertThat(entries(kit, Survives.class))
                .containsExactly(Map.of(
                        "brownout.outage", "till-refuses",
                        "brownout.stack", "till:plain",
                        "brownout.seed", "7",
                        "brownout.verdict", "DEGRADED_OK"));
        assertThat(entries(kit, Breaks.class)).singleElement().satisfies(entries -> {
            assertThat(entries).containsEntry("brownout.verdict", "FAILED");
            assertThat(Path.of(entries.getOrDefault("brownout.journal", ""))).exists();
            assertThat(Path.of(entries.getOrDefault("brownout.report", ""))).exists();
        });
    }

    private static List<Map<String, String>> entries(Kit played, Class<?> type) {
        return played.results().testEvents().reportingEntryPublished().stream()
                .filter(e -> e.getTestDescriptor().getUniqueId().toString().contains(type.getSimpleName() + "]"))
                .map(e -> e.getRequiredPayload(org.junit.platform.engine.reporting.ReportEntry.class)
                        .getKeyValuePairs())
                .toList();
    }

    @Brownout
    static class Breaks {
        static volatile boolean bodyRan;

        @StackUnderTest
        static final StackProvider STACK = new TillStack();

        @Outage(OUTAGES + "till-breaks.yaml")
        void survives(OutageRun run) {
            bodyRan = true;
        }
    }

    @Test
    void should_fail_like_a_good_colleague_and_keep_what_shows_it() throws IOException {
        var failure = thrown(kit, Breaks.class);
        assertThat(failure)
                .isInstanceOfSatisfying(
                        OutageFailedError.class, e -> assertThat(e.outcome()).isEqualTo(Outcome.FAILED));
        var directory = kept(Breaks.class).resolve("survives").resolve("till-breaks-seed-1");
        var sample = "line \\d+ +\\+\\d+\\.\\d{3} s  ";
        assertThat(String.valueOf(failure.getMessage()).lines().toList())
                .satisfiesExactly(
                        l -> assertThat(l)
                                .isEqualTo(
                                        "till-breaks on till:plain, seed 1: FAILED, 1 finding broke an expectation or an"
                                                + " invariant"),
                        l -> assertThat(l).isEmpty(),
                        l -> assertThat(l)
                                .matches(
                                        "1\\. expectation: buy in broken: 90 % of samples must be full or refused, but of \\d+"
                                                + " judged (9\\d|100) % were error.*"),
                        l -> assertThat(l)
                                .matches(
                                        "   first at \\+\\d+\\.\\d{3} s of the run, \\+.*s of the incident \\(2026-01-02"
                                                + " 03:0\\d UTC\\)"),
                        l -> assertThat(l).matches(" {4}" + sample + ".*"),
                        l -> assertThat(l).matches(" {4}" + sample + ".*"),
                        l -> assertThat(l).matches(" {4}" + sample + ".*"),
                        l -> assertThat(l).matches("  > " + sample + "error +\\d+\\.\\d ms  502"),
                        l -> assertThat(l).matches("  [> ] " + sample + "error +\\d+\\.\\d ms  502"),
                        l -> assertThat(l).matches("  [> ] " + sample + "error +\\d+\\.\\d ms  502"),
                        l -> assertThat(l).matches("  [> ] " + sample + "error +\\d+\\.\\d ms  502"),
                        l -> assertThat(l).isEmpty(),
                        l -> assertThat(l).isEqualTo("replay with -Dbrownout.seed=1"),
                        l -> assertThat(l).isEqualTo("journal: " + directory.resolve("journal.jsonl")),
                        l -> assertThat(l)
                                .isEqualTo("report:  "
                                        + directory.resolve("report.html").toUri()));
        assertThat(directory.resolve("journal.jsonl")).exists();
        assertThat(Files.readString(directory.resolve("report.html"))).contains("till-breaks", "FAILED");
        assertThat(Breaks.bodyRan).isFalse();
    }

    @Brownout
    static class Asks {
        @StackUnderTest
        static final StackProvider STACK = new TillStack();

        @Outage(OUTAGES + "till-refuses.yaml")
        void asksTooMuch(OutageRun run) {
            run.during("refused").capability("buy").servesAtLeast(0.5, Mode.FULL);
        }
    }

    @Test
    void should_tell_what_the_body_expected_and_what_was() {
        var failure = thrown(kit, Asks.class);
        assertThat(failure).isInstanceOf(AssertionFailedError.class);
        assertThat(failure.getSuppressed())
                .singleElement()
                .asString()
                .contains("till-refuses on till:plain, seed 1: DEGRADED_OK", "journal: ");
        var lines = String.valueOf(failure.getMessage()).lines().toList();
        assertThat(lines)
                .startsWith("buy in refused (till-refuses on till:plain, seed 1)", "expected: at least 50 % full")
                .contains("replay with -Dbrownout.seed=1")
                .anyMatch(l -> l.matches("but was: {2}.*refused of \\d+, the slowest answer after .*"))
                .anyMatch(l -> l.startsWith("  > "));
        assertThat(kept(Asks.class)
                        .resolve("asksTooMuch")
                        .resolve("till-refuses-seed-1")
                        .resolve("report.html"))
                .exists();
    }

    @Brownout
    static class Dies {
        @StackUnderTest
        static final TillStack STACK = new TillStack();

        @Outage(value = OUTAGES + "till-refuses.yaml", live = true)
        void dies(OutageRun run) {
            run.awaitPhase("refused");
            STACK.started.get(0).die();
            run.awaitEnd();
        }
    }

    @Test
    void should_fail_when_the_stack_dies() {
        assertThat(thrown(kit, Dies.class))
                .isInstanceOf(OutageFailedError.class)
                .hasMessageStartingWith("till-refuses on till:plain, seed 1: FAILED, ")
                .hasMessageContaining(
                        "component: component till ended by itself: exit code 1; its log ends: | out of paper");
        assertThat(Dies.STACK.started).allMatch(r -> r.closed);
    }

    @Brownout
    static class Beside {
        @StackUnderTest
        static final TillStack STACK = new TillStack();

        @Outage(value = OUTAGES + "till-refuses.yaml", seed = 5, live = true)
        void beside(OutageRun run, @LinkAddress("till") URI buy, @Seed long seed) throws IOException {
            assertThat(Echo.ask(buy)).isEqualTo(200);
            assertThat(run.linkAddress("customer-to-till").getPort()).isEqualTo(buy.getPort());
            assertThat(seed).isEqualTo(run.seed()).isEqualTo(5);
            assertThatThrownBy(run::verdict).hasMessageContaining("must be over to be asked that");
            run.awaitPhase("refused");
            assertThat(Echo.ask(buy)).isEqualTo(429);
            run.awaitPhase("recovery", LONG);
            await().atMost(LONG).until(() -> Echo.ask(buy) == 200);
            assertThatThrownBy(() -> run.awaitPhase("refused"))
                    .hasMessageMatching(
                            "phase refused must still be played to be waited for, but was over at \\+\\d+\\.\\d s;"
                                    + " ask for it earlier, or lengthen it with at-least");
            assertThat(run.awaitEnd().outcome()).isEqualTo(Outcome.DEGRADED_OK);
        }
    }

    @Test
    void should_run_the_body_while_the_outage_plays() {
        assertPassed(Beside.class);
        assertThat(Beside.STACK.started).hasSize(1);
    }

    /** Not switched on: the outage alone brings what it needs. */
    static class Alone {
        @StackUnderTest
        static final TillStack STACK = new TillStack();

        @Outage(value = OUTAGES + "till-refuses.yaml", live = true)
        void beside(OutageRun run, @LinkAddress("till") URI buy) throws IOException {
            run.awaitPhase("refused");
            assertThat(Echo.ask(buy)).isEqualTo(429);
        }
    }

    @Test
    void should_need_nothing_but_the_outage() {
        assertPassed(Alone.class);
    }

    @Brownout
    static class FaultsByHand {
        @StackUnderTest
        static final TillStack STACK = new TillStack();

        @Outage(value = OUTAGES + "till-refuses.yaml", live = true)
        void mixes(OutageRun run, Faults faults) {}
    }

    @Test
    void should_refuse_faults_by_hand_in_a_stack_of_the_outage_s_own() {
        assertThat(thrown(kit, FaultsByHand.class))
                .hasMessage(
                        "Faults faults would be put into the class's own stack, but the outage has one that is started"
                                + " anew for it; write them into the outage's file, or into a test of their own");
        assertThat(FaultsByHand.STACK.started).isEmpty();
        assertThat(kept(FaultsByHand.class)).doesNotExist();
    }

    @Brownout
    static class BodyFails {
        @StackUnderTest
        static final TillStack STACK = new TillStack();

        @Outage(value = OUTAGES + "till-refuses.yaml", live = true)
        void fails(OutageRun run) {
            run.awaitPhase("refused");
            throw new IllegalStateException("no paper");
        }
    }

    @Test
    void should_stop_and_undo_when_the_body_fails() {
        var failure = thrown(kit, BodyFails.class);
        assertThat(failure).isInstanceOf(IllegalStateException.class).hasMessage("no paper");
        var directory = kept(BodyFails.class).resolve("fails").resolve("till-refuses-seed-1");
        assertThat(failure.getSuppressed())
                .singleElement()
                .asString()
                .contains(
                        "the outage was stopped because the test's body failed, its verdict is ABORTED",
                        "replay with -Dbrownout.seed=1",
                        directory.resolve("journal.jsonl").toString());
        assertThat(directory.resolve("journal.jsonl")).content().contains("\"change\":\"restored\"");
        assertThat(BodyFails.STACK.started).allMatch(r -> r.closed);
    }

    @Brownout
    static class UnknownPhase {
        @StackUnderTest
        static final StackProvider STACK = new TillStack();

        @Outage(value = OUTAGES + "till-refuses.yaml", live = true)
        void waits(OutageRun run) {
            run.awaitPhase("refsued");
        }
    }

    @Test
    void should_tell_which_phases_there_are() {
        assertThat(thrown(kit, UnknownPhase.class))
                .hasMessage(
                        "phase must be one of [steady, refused, recovery] of till-refuses, but was \"refsued\"; did you"
                                + " mean \"refused\"?");
    }

    @Brownout
    static class TooLong {
        @StackUnderTest
        static final TillStack STACK = new TillStack();

        @Outage(OUTAGES + "till-refuses.yaml")
        @Timeout(value = 3, unit = TimeUnit.SECONDS)
        void takesTooLong(OutageRun run) {}
    }

    @Test
    void should_stop_and_undo_when_the_test_times_out() {
        var failure = thrown(kit, TooLong.class);
        assertThat(failure)
                .isInstanceOf(java.util.concurrent.TimeoutException.class)
                .hasMessageContaining("takesTooLong")
                .hasMessageContaining("timed out after 3 seconds");
        assertThat(failure.getSuppressed())
                .anySatisfy(s -> assertThat(s)
                        .isInstanceOf(OutageFailedError.class)
                        .hasMessageContaining("ABORTED")
                        .hasMessageContaining("the run was stopped: the test was interrupted, as by its time-out"));
        assertThat(TooLong.STACK.started).allMatch(r -> r.closed);
    }

    /** The class's own planes: what the test connects to is what the outage plays on. */
    @Brownout
    static class Services {
        private static final Echo ECHO = Echo.start();
        private static final HttpClient CLIENT = HttpClient.newHttpClient();

        @StackUnderTest
        static final ServiceStack STACK = ServiceStack.builder("shop")
                .service("till", Protocol.HTTP1, ECHO::address)
                .capabilityThrough(
                        new Capability("buy", "customers can buy", Duration.ofMillis(500), ofSeconds(2), 20), links -> {
                            var till = links.apply("test-to-till");
                            var buy = URI.create("http://127.0.0.1:" + till.getPort() + "/buy");
                            return ordinal -> TillStack.probe(CLIENT, buy);
                        })
                .build();

        @Outage(value = OUTAGES + "till-throttled.yaml", live = true)
        void beside(OutageRun run, @LinkAddress("till") URI till) throws IOException {
            run.awaitPhase("refused");
            assertThat(Echo.ask(till)).isEqualTo(429);
        }

        @Outage(OUTAGES + "till-throttled.yaml")
        void before(OutageRun run, @LinkAddress("till") URI till) throws IOException {
            run.during("refused").capability("buy").refusesPolitelyWithin(ofSeconds(2));
            assertThat(Echo.ask(till)).isEqualTo(200);
        }

        @AfterAll
        static void stop() {
            ECHO.close();
        }
    }

    @Test
    void should_play_on_the_class_planes_when_services_run_already() {
        assertPassed(Services.class);
        assertThat(of(kit, Services.class)).hasSize(2);
    }

    @Test
    void should_abort_what_is_not_proven_when_that_is_chosen() {
        var unmet = Kit.run(Map.of("brownout.reports", reports.toString()), Unproven.class);
        assertThat(thrown(unmet, Unproven.class))
                .isInstanceOf(OutageFailedError.class)
                .hasMessageContaining("INCONCLUSIVE");
        var aborted =
                Kit.run(Map.of("brownout.reports", reports.toString(), "brownout.unproven", "abort"), Unproven.class);
        assertThat(thrown(aborted, Unproven.class)).isInstanceOf(TestAbortedException.class);
    }

    /** Nobody but the probes would meet the fault, and these ask past the plane. */
    @Brownout
    static class Unproven {
        private static final Echo ECHO = Echo.start();
        private static final HttpClient CLIENT = HttpClient.newHttpClient();

        @StackUnderTest
        static final ServiceStack STACK = ServiceStack.builder("shop")
                .service("till", Protocol.HTTP1, ECHO::address)
                .capability(
                        new Capability("buy", "customers can buy", Duration.ofMillis(500), ofSeconds(2), 20),
                        ordinal -> TillStack.probe(
                                CLIENT,
                                URI.create("http://127.0.0.1:" + ECHO.address().getPort() + "/buy")))
                .build();

        @Outage(OUTAGES + "till-throttled.yaml")
        void isMetByNobody(OutageRun run) {}
    }

    @Test
    void should_keep_everything_when_that_is_asked_for() {
        Kit.run(Map.of("brownout.reports", reports.toString(), "brownout.reports.keep", "always"), Kept.class);
        assertThat(kept(Kept.class)
                        .resolve("survives")
                        .resolve("till-refuses-seed-1")
                        .resolve("report.html"))
                .exists();
    }

    @Brownout
    static class Kept {
        @StackUnderTest
        static final StackProvider STACK = new TillStack();

        @Outage(OUTAGES + "till-refuses.yaml")
        void survives(OutageRun run) {}
    }
}
