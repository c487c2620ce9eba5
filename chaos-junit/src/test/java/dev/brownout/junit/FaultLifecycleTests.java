package dev.brownout.junit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.brownout.api.Protocol;
import dev.brownout.scenarios.stack.ServiceStack;
import java.io.IOException;
import java.net.URI;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Disabled;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.Timeout;

/** Faults by code: proven, met, undone, whatever the test does. */
class FaultLifecycleTests {
    private static Echo echo;

    @BeforeAll
    static void start() {
        echo = Echo.start();
    }

    @AfterAll
    static void stop() {
        echo.close();
    }

    private static ServiceStack stack() {
        return ServiceStack.builder("shop")
                .service("gateway", Protocol.HTTP1, () -> echo.address())
                .build();
    }

    /** Cases are run by these tests only. */
    @Brownout
    @TestMethodOrder(MethodOrderer.OrderAnnotation.class)
    abstract static class Case {
        @StackUnderTest
        static ServiceStack stack() {
            return FaultLifecycleTests.stack();
        }
    }

    static class FeltAndGone extends Case {
        @Test
        @Order(1)
        void felt(Faults faults, @LinkAddress("gateway") URI gateway) throws IOException {
            assertThat(Echo.ask(gateway)).isEqualTo(200);
            try (var refuse = faults.on(Targets.link("test", "gateway"))
                    .fault("tcp.refuse")
                    .exposureOptional()
                    .inject()) {
                assertThatThrownBy(() -> Echo.ask(gateway)).isInstanceOf(IOException.class);
                assertThat(refuse.inPlace()).isTrue();
            }
            assertThat(Echo.ask(gateway)).isEqualTo(200);
        }

        @Test
        @Order(2)
        void left(Faults faults, @LinkAddress("gateway") URI gateway) throws IOException {
            faults.on(Targets.link("gateway"))
                    .fault("http.error-page")
                    .with("status", 503)
                    .inject();
            assertThat(Echo.ask(gateway)).isEqualTo(503);
        }

        @Test
        @Order(3)
        void healthyAfterALeak(@LinkAddress("gateway") URI gateway) throws IOException {
            assertThat(Echo.ask(gateway)).isEqualTo(200);
        }

        @Test
        @Order(4)
        void closedTwice(Faults faults, @LinkAddress("gateway") URI gateway) throws IOException {
            var page =
                    faults.on(Targets.link("gateway")).fault("http.error-page").inject();
            assertThat(Echo.ask(gateway)).isGreaterThanOrEqualTo(400);
            page.close();
            page.close();
            assertThat(page.inPlace()).isFalse();
            assertThat(page.exposure()).isEqualTo(1);
        }
    }

    @Test
    void shouldPutFaultsInPlaceAndTakeThemAway() {
        var kit = Kit.run(FeltAndGone.class);
        assertThat(kit.failures()).isEmpty();
        assertThat(kit.passed()).hasSize(4);
    }

    static class NotMet extends Case {
        @Test
        void nobodyGoesThere(Faults faults) {
            faults.on(Targets.link("gateway")).fault("http.error-page").inject().close();
        }

        @Test
        void nobodyCanBeCounted(Faults faults) {
            faults.on(Targets.link("gateway")).fault("tcp.refuse").inject().close();
        }

        @Test
        void nobodyNeedsTo(Faults faults) {
            faults.on(Targets.link("gateway"))
                    .fault("tcp.refuse")
                    .exposureOptional()
                    .inject()
                    .close();
        }
    }

    @Test
    void shouldFailWhereNothingMetTheFault() {
        var kit = Kit.run(NotMet.class);
        assertThat(kit.passed()).containsExactly("nobodyNeedsTo(Faults)");
        var end = "\nNothing was shown under a fault that is not proven\\. Replay with -Dbrownout\\.seed=1";
        assertThat(kit.failures())
                .satisfiesExactlyInAnyOrder(
                        f -> assertThat(f)
                                .matches(
                                        "(?s)nobodyGoesThere\\(Faults\\): http\\.error-page on test-to-gateway \\{.*} was met"
                                                + " by no traffic of test: the link begins at 127\\.0\\.0\\.1:\\d+, and nothing went"
                                                + " through it; connect to @LinkAddress\\(\"test-to-gateway\"\\), or say"
                                                + " exposureOptional where the fault need not be met"
                                                + end),
                        f -> assertThat(f)
                                .matches(
                                        "nobodyCanBeCounted\\(Faults\\): tcp\\.refuse on test-to-gateway \\{connections=all}"
                                                + " was met by no traffic of test that can be counted: a connect that is refused"
                                                + " never reaches the plane, so only open connections that were closed are"
                                                + " counted; say exposureOptional where the test itself shows that it met the"
                                                + " fault"
                                                + end));
    }

    static class Broken extends Case {
        @BeforeEach
        void prepare() {
            throw new IllegalStateException("no such account");
        }

        @Test
        void neverBegins(Faults faults) {
            faults.on(Targets.link("gateway")).fault("tcp.refuse").inject();
        }

        @Test
        @Disabled("for a reason")
        void disabled(Faults faults) {
            faults.on(Targets.link("gateway")).fault("tcp.refuse").inject();
        }
    }

    @Test
    void shouldTouchNothingWhereATestDoesNotBegin() {
        var kit = Kit.run(Broken.class);
        assertThat(kit.failures()).containsExactly("neverBegins(Faults): no such account");
        assertThat(kit.results().testEvents().skipped().count()).isEqualTo(1);
    }

    static class TooSlow extends Case {
        @Test
        @Order(1)
        @Timeout(value = 500, unit = TimeUnit.MILLISECONDS)
        void hangs(Faults faults, @LinkAddress("gateway") URI gateway) throws Exception {
            faults.on(Targets.link("gateway")).fault("http.error-page").inject();
            Echo.ask(gateway);
            new CountDownLatch(1).await();
        }

        @Test
        @Order(2)
        void healthyAfterATimeout(@LinkAddress("gateway") URI gateway) throws IOException {
            assertThat(Echo.ask(gateway)).isEqualTo(200);
        }
    }

    @Test
    void shouldUndoWhatATestThatTimesOutLeaves() {
        var kit = Kit.run(TooSlow.class);
        assertThat(kit.passed()).containsExactly("healthyAfterATimeout(URI)");
        assertThat(kit.failures())
                .singleElement()
                .satisfies(f -> assertThat(f).startsWith("hangs(Faults, URI): hangs(dev.brownout.junit.Faults, "));
    }

    static class OwnFailure extends Case {
        @Test
        void wrongExpectation(Faults faults, @LinkAddress("gateway") URI gateway) throws IOException {
            faults.on(Targets.link("gateway"))
                    .fault("http.error-page")
                    .with("status", 500)
                    .inject();
            assertThat(Echo.ask(gateway)).isEqualTo(200);
        }
    }

    @Test
    void shouldTellBesideATestsOwnFailureWhatWasInPlace() {
        var thrown = Kit.run(OwnFailure.class).results().testEvents().failed().stream()
                .flatMap(
                        e -> e
                                .getRequiredPayload(org.junit.platform.engine.TestExecutionResult.class)
                                .getThrowable()
                                .stream())
                .toList();
        assertThat(thrown)
                .singleElement()
                .satisfies(t -> assertThat(t.getSuppressed())
                        .singleElement()
                        .satisfies(s -> assertThat(s.getMessage())
                                .startsWith("in place at that time: http.error-page on test-to-gateway {")
                                .endsWith("(met 1 times). Replay with -Dbrownout.seed=1")));
    }
}
