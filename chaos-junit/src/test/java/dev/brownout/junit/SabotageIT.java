package dev.brownout.junit;

import static dev.brownout.junit.Targets.link;
import static org.assertj.core.api.Assertions.assertThat;

import dev.brownout.api.Protocol;
import dev.brownout.junit.fault.HttpErrorPage;
import dev.brownout.junit.fault.TcpLatency;
import dev.brownout.scenarios.stack.ServiceStack;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.platform.engine.TestExecutionResult;

/** What is broken on our side never lets a test pass. */
class SabotageIT {
    private static final String PAGE =
            "http.error-page on test-to-gateway {header=, host=, method=, page=nginx, path=, ratio=1," + " status=502}";
    private static final String NOTHING_SHOWN =
            "\nNothing was shown under a fault that is not proven. Replay with -Dbrownout.seed=1";

    private static final String NOT_RUN =
            "; no further test of this class is run, as it would run under a fault. A service that no"
                    + " longer answers looks like this, too";

    /** Waiting for witnesses takes ten seconds each, so it is done at the same time. */
    private static final Map<String, String> AT_ONCE = Map.of(
            "junit.jupiter.execution.parallel.enabled",
            "true",
            "junit.jupiter.execution.parallel.mode.default",
            "concurrent",
            "junit.jupiter.execution.parallel.config.strategy",
            "fixed",
            "junit.jupiter.execution.parallel.config.fixed.parallelism",
            "8");

    private static Echo echo;

    @BeforeAll
    static void start() {
        echo = Echo.start();
    }

    @AfterAll
    static void stop() {
        echo.close();
    }

    /** Cases are run by these tests only. */
    @Brownout
    abstract static class Case {
        @LinkAddress("gateway")
        URI gateway;

        @StackUnderTest
        static ServiceStack stack() {
            return ServiceStack.builder("shop")
                    .service("gateway", Protocol.HTTP1, () -> echo.address())
                    .build();
        }
    }

    @Sabotage(Sabotage.How.DOES_NOTHING)
    static class Idle extends Case {
        @Test
        void byCode(Faults faults) throws IOException {
            try (var page = faults.on(link("gateway")).http().errorPage().inject()) {
                assertThat(page.exposure()).isEqualTo(1);
                assertThat(Echo.ask(gateway)).isEqualTo(200);
            }
        }

        @Test
        void leftInPlace(Faults faults) throws IOException {
            faults.on(link("gateway")).http().errorPage().exposureOptional().inject();
            assertThat(Echo.ask(gateway)).isEqualTo(200);
        }

        @Test
        @HttpErrorPage(link = "gateway")
        void declared() throws IOException {
            assertThat(Echo.ask(gateway)).isEqualTo(200);
        }

        @Test
        @TcpLatency(link = "gateway", latency = "300ms")
        void declaredBelow() throws IOException {
            assertThat(Echo.ask(gateway)).isEqualTo(200);
        }
    }

    @Test
    void should_pass_nothing_where_injectors_do_nothing() {
        var kit = Kit.run(AT_ONCE, Idle.class);

        assertThat(kit.passed()).isEmpty();
        var page =
                PAGE + " could not be proven: no witness saw its symptom from {test=1 tries: 0 showed it; answers: {200"
                        + " text/plain=1}}" + NOTHING_SHOWN;
        assertThat(kit.failures())
                .hasSize(4)
                .contains("byCode(Faults): " + page, "leftInPlace(Faults): " + page, "declared(): " + page)
                .anySatisfy(f -> assertThat(f)
                        .startsWith("declaredBelow(): tcp.latency on test-to-gateway {")
                        .contains("could not be proven: no witness saw its symptom from {test=")
                        .endsWith(NOTHING_SHOWN));
    }

    @Sabotage(Sabotage.How.CANNOT_BE_DONE)
    static class Undone extends Case {
        @Test
        @HttpErrorPage(link = "gateway")
        void declared() {}
    }

    @Sabotage(Sabotage.How.MEASURES_NOTHING)
    static class Blind extends Case {
        @Test
        @HttpErrorPage(link = "gateway")
        void declared() {}
    }

    @Sabotage(Sabotage.How.CANNOT_MEASURE)
    static class Stumbling extends Case {
        @Test
        @HttpErrorPage(link = "gateway")
        void declared() {}
    }

    @Test
    void should_pass_nothing_that_cannot_be_done() {
        assertThat(Kit.run(Undone.class).failures())
                .containsExactly("declared(): " + PAGE
                        + " could not be proven: it could not be put in place: the injector is broken" + NOTHING_SHOWN);
    }

    @Test
    void should_pass_nothing_that_cannot_be_measured() {
        assertThat(Kit.run(Blind.class).failures())
                .containsExactly("declared(): " + PAGE
                        + " could not be proven: it was not done, as its absence could not be seen from every victim before:"
                        + " {test=the witness is broken}" + NOTHING_SHOWN);
        assertThat(Kit.run(Stumbling.class).failures())
                .containsExactly("declared(): " + PAGE
                        + " could not be proven: it was not done, as its absence could not be seen from every victim before:"
                        + " {test=measuring from test failed: java.lang.IllegalStateException: the witness is broken}"
                        + NOTHING_SHOWN);
    }

    @TestMethodOrder(MethodOrderer.OrderAnnotation.class)
    abstract static class Stays extends Case {
        @Test
        @Order(1)
        void before() throws IOException {
            assertThat(Echo.ask(gateway)).isEqualTo(200);
        }

        @Test
        @Order(2)
        @HttpErrorPage(link = "gateway")
        void under() throws IOException {
            assertThat(Echo.ask(gateway)).isEqualTo(502);
        }

        @Test
        @Order(3)
        void after() throws IOException {
            assertThat(Echo.ask(gateway)).isEqualTo(502);
        }

        @Test
        @Order(4)
        void afterThat(Faults faults) {
            faults.on(link("gateway")).http().errorPage().inject();
        }
    }

    @Sabotage(Sabotage.How.CANNOT_BE_REMOVED)
    static class Stuck extends Stays {}

    @Sabotage(Sabotage.How.IS_NOT_REMOVED)
    static class Silent extends Stays {}

    @Test
    void should_fail_the_test_and_every_later_one_and_the_class_where_a_fault_cannot_be_taken_away() {
        assertStays(Stuck.class, "Stuck", "it could not be taken away: the injector does not let go");
    }

    @Test
    void should_fail_them_where_a_fault_is_not_seen_to_be_gone() {
        assertStays(
                Silent.class,
                "Silent",
                "it was not seen to be gone: {test=1 tries: 1 showed it; answers: {502 text/html=1}}");
    }

    private static void assertStays(Class<?> type, String name, String why) {
        var kit = Kit.run(type);
        var left = PAGE + ": " + why;
        var notRun = "this test was not run, as an earlier test of its class left something behind: " + left;

        assertThat(kit.passed()).containsExactly("before()");
        assertThat(kit.failures())
                .containsExactly(
                        "under(): not everything is as before: " + left + NOT_RUN,
                        "after(): " + notRun,
                        "afterThat(Faults): " + notRun,
                        "SabotageIT$" + name + ": class " + name + " left something behind: " + left);
        assertThat(kit.results().allEvents().failed().stream()
                        .map(e -> e.getRequiredPayload(TestExecutionResult.class)
                                .getThrowable()
                                .orElseThrow()))
                .allMatch(NotRestoredError.class::isInstance);
    }

    @Sabotage(Sabotage.How.UNSEEN_AND_STUCK)
    static class Unseen extends Stays {}

    @Test
    void should_fail_later_tests_too_where_what_is_stuck_was_never_proven() {
        var kit = Kit.run(Unseen.class);
        var stuck = "it could not be taken away: the injector does not let go";

        assertThat(kit.passed()).containsExactly("before()");
        assertThat(kit.failures())
                .hasSize(4)
                .startsWith(
                        "under(): " + PAGE
                                + " could not be proven: no witness saw its symptom from {test=the witness is broken}; "
                                + stuck + NOTHING_SHOWN,
                        "after(): this test was not run, as an earlier test of its class left something behind: " + PAGE
                                + ": " + stuck)
                .endsWith("SabotageIT$Unseen: class Unseen left something behind: " + PAGE + ": " + stuck);
    }

    @Sabotage(Sabotage.How.IS_NOT_REMOVED)
    static class Beside extends Case {
        @Test
        @HttpErrorPage(link = "gateway")
        void under() throws IOException {
            assertThat(Echo.ask(gateway)).isEqualTo(502);
        }
    }

    @Test
    void should_fail_the_class_where_a_test_with_planes_of_its_own_left_something() {
        var abort = new HashMap<>(AT_ONCE);
        abort.put(Settings.UNPROVEN, "abort");
        var kit = Kit.run(abort, Beside.class);
        var left = PAGE + ": it was not seen to be gone: {test=1 tries: 1 showed it; answers: {502 text/html=1}}";

        assertThat(kit.passed()).isEmpty();
        assertThat(kit.aborted()).as("this is more than unproven").isEmpty();
        assertThat(kit.failures())
                .containsExactly(
                        "under(): not everything is as before: " + left + NOT_RUN,
                        "SabotageIT$Beside: class Beside left something behind: " + left);
    }

    @Sabotage(Sabotage.How.CANNOT_BE_DONE)
    static class Aborted extends Case {
        @Test
        @HttpErrorPage(link = "gateway")
        void declared() {}

        @Test
        void byCode(Faults faults) {
            faults.on(link("gateway")).http().errorPage().inject();
        }

        @Test
        void failsForAnotherReason() {
            throw new IllegalStateException("for another reason");
        }

        @Test
        void passes() {}
    }

    @Test
    void should_abort_where_that_was_chosen_and_say_so_at_the_end() {
        var said = new ByteArrayOutputStream();
        var before = System.err;
        Kit kit;
        try (var capture = new PrintStream(said, true, StandardCharsets.UTF_8)) {
            System.setErr(capture);
            kit = Kit.run(Map.of(Settings.UNPROVEN, "abort"), Aborted.class);
        } finally {
            System.setErr(before);
        }

        assertThat(kit.passed()).containsExactly("passes()");
        assertThat(kit.aborted()).containsExactlyInAnyOrder("declared()", "byCode(Faults)");
        assertThat(kit.results().testEvents().failed().count()).isEqualTo(1);
        assertThat(said.toString(StandardCharsets.UTF_8))
                .contains(
                        "brownout: 2 tests count as skipped, as a fault in them was not proven and brownout.unproven=abort was"
                                + " chosen: Aborted.byCode(Faults), Aborted.declared()");
    }
}
