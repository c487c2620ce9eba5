package dev.brownout.junit;

import static dev.brownout.junit.Targets.link;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.brownout.api.FaultPlane;
import dev.brownout.api.Probe;
import dev.brownout.api.Protocol;
import dev.brownout.api.RunningStack;
import dev.brownout.api.Stack;
import dev.brownout.api.StackProvider;
import dev.brownout.api.Workload;
import dev.brownout.junit.fault.HttpErrorPage;
import dev.brownout.scenarios.stack.ServiceStack;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.Timeout.ThreadMode;

/** What ends in the middle of a fault: tests that take too long, and what they test. */
class InterruptedIT {
    private static final long PATIENCE_SECONDS = 60;

    private static Echo echo;

    @BeforeAll
    static void start() {
        echo = Echo.start();
    }

    @AfterAll
    static void stop() {
        echo.close();
    }

    private static ServiceStack shop(Echo service) {
        return ServiceStack.builder("shop")
                .service("gateway", Protocol.HTTP1, service::address)
                .build();
    }

    /** Cases are run by these tests only. */
    @Brownout
    @TestMethodOrder(MethodOrderer.OrderAnnotation.class)
    abstract static class Case {
        @LinkAddress("gateway")
        URI gateway;
    }

    static class InAThreadOfItsOwn extends Case {
        private static final CountDownLatch NEXT = new CountDownLatch(1);
        private static final CompletableFuture<Throwable> LATE = new CompletableFuture<>();

        @StackUnderTest
        static ServiceStack stack() {
            return shop(echo);
        }

        @Test
        @Order(1)
        @Timeout(value = 3, threadMode = ThreadMode.SEPARATE_THREAD)
        void goesOnInTheNextTest(Faults faults) throws IOException {
            var page = faults.on(link("gateway")).http().errorPage().inject();
            assertThat(Echo.ask(gateway)).isEqualTo(502);
            await(NEXT);
            page.close();
            LATE.complete(catchThrowable(() ->
                    faults.on(link("gateway")).http().errorPage().status(503).inject()));
        }

        /** Waits as one who does not care that he is interrupted. */
        private static void await(CountDownLatch latch) {
            for (boolean over = false; !over; ) {
                try {
                    over = latch.await(PATIENCE_SECONDS, TimeUnit.SECONDS);
                    assertThat(over).isTrue();
                } catch (InterruptedException e) {
                    // goes on
                }
            }
        }

        @Test
        @Order(2)
        void isNotDisturbed(Faults faults) throws Exception {
            assertThat(Echo.ask(gateway)).isEqualTo(200);
            NEXT.countDown();
            assertThat(LATE.get(PATIENCE_SECONDS, TimeUnit.SECONDS))
                    .hasMessage(
                            "a fault must be put in place while its test runs, as it is taken away after the test, but that"
                                    + " test is over; do it in the test or in @BeforeEach, or declare it on the class by an"
                                    + " annotation");
            assertThat(Echo.ask(gateway)).isEqualTo(200);
        }
    }

    @Test
    void should_keep_a_test_that_timed_out_from_disturbing_the_next() {
        var kit = Kit.run(InAThreadOfItsOwn.class);

        assertThat(kit.passed()).containsExactly("isNotDisturbed(Faults)");
        assertThat(kit.failures())
                .containsExactly(
                        "goesOnInTheNextTest(Faults): goesOnInTheNextTest(dev.brownout.junit.Faults) timed out after 3"
                                + " seconds");
    }

    static class WhilePuttingInPlace extends Case {
        @StackUnderTest
        static ServiceStack stack() {
            return shop(echo);
        }

        @Test
        @Order(1)
        @Timeout(value = 3, threadMode = ThreadMode.SEPARATE_THREAD)
        void neverStops(Faults faults) throws IOException {
            while (!Thread.currentThread().isInterrupted()) {
                try (var page = faults.on(link("gateway")).http().errorPage().inject()) {
                    assertThat(Echo.ask(gateway)).isEqualTo(502);
                    assertThat(page.inPlace()).isTrue();
                }
            }
        }

        @Test
        @Order(2)
        void begins() throws IOException {
            assertThat(Echo.ask(gateway)).isEqualTo(200);
        }
    }

    @Test
    void should_wait_for_whoever_puts_a_fault_in_place_at_that_time() {
        var kit = Kit.run(WhilePuttingInPlace.class);

        assertThat(kit.passed()).containsExactly("begins()");
        assertThat(kit.failures()).singleElement().asString().contains("neverStops(Faults): neverStops(");
    }

    static class ServiceDies extends Case {
        private static final Echo OWN = Echo.start();

        @StackUnderTest
        static ServiceStack stack() {
            return shop(OWN);
        }

        @Test
        @Order(1)
        @HttpErrorPage(link = "gateway", path = "/orders")
        void diesUnderAFault() throws IOException {
            assertThat(Echo.ask(gateway.resolve("/orders"))).isEqualTo(502);
            OWN.close();
        }

        @Test
        @Order(2)
        @HttpErrorPage(link = "gateway", path = "/orders")
        void comesLater() {}
    }

    @Test
    void should_tell_that_a_service_does_not_answer_when_the_fault_is_gone() {
        var kit = Kit.run(ServiceDies.class);

        assertThat(kit.passed()).isEmpty();
        var left =
                "http.error-page on test-to-gateway {header=, host=, method=, page=nginx, path=/orders, ratio=1, status=502}:"
                        + " it was not seen to be gone: {test=1 tries: 0 showed it; answers: {CLOSED=1}}";
        assertThat(kit.failures())
                .containsExactly(
                        "diesUnderAFault(): not everything is as before: " + left
                                + "; no further test of this class is run, as it would run under a fault. A service that no"
                                + " longer answers looks like this, too",
                        "comesLater(): this test was not run, as an earlier test of its class left something behind: "
                                + left,
                        "InterruptedIT$ServiceDies: class ServiceDies left something behind: " + left);
    }

    /** A stack that knows when a part of it ends. */
    private static final class Watched implements StackProvider {
        private final ServiceStack services = shop(echo);
        private final CompletableFuture<Consumer<RunningStack.Exit>> listener = new CompletableFuture<>();

        @Override
        public String name() {
            return services.name();
        }

        @Override
        public Map<String, String> variants() {
            return services.variants();
        }

        @Override
        public Stack describe(String variant, Map<String, String> options) {
            return services.describe(variant, options);
        }

        @Override
        public RunningStack start(Stack stack, FaultPlane plane, Path directory) {
            var running = services.start(stack, plane, directory);
            return new RunningStack() {
                @Override
                public Map<String, Probe> probes() {
                    return running.probes();
                }

                @Override
                public Optional<Workload> workload(long seed) {
                    return running.workload(seed);
                }

                @Override
                public void onUnexpectedExit(Consumer<Exit> told) {
                    listener.complete(told);
                }

                @Override
                public void close() {
                    running.close();
                }
            };
        }

        void end(String component, String how) {
            listener.join().accept(new RunningStack.Exit(component, how));
        }
    }

    static class StackDies extends Case {
        private static final Watched WATCHED = new Watched();

        @StackUnderTest
        static StackProvider stack() {
            return WATCHED;
        }

        @Test
        @Order(1)
        @HttpErrorPage(link = "gateway")
        void dies() throws IOException {
            assertThat(Echo.ask(gateway)).isEqualTo(502);
            WATCHED.end("gateway", "exit code 137");
        }

        @Test
        @Order(2)
        void comesLater() {}
    }

    @Test
    void should_fail_the_test_in_which_a_part_of_the_stack_ends_and_every_later_one() {
        var kit = Kit.run(StackDies.class);

        assertThat(kit.passed()).isEmpty();
        assertThat(kit.failures())
                .containsExactly(
                        "dies(): the stack must run for as long as its tests, but component gateway ended by itself: exit code"
                                + " 137",
                        "comesLater(): this test was not run, as its stack does not run any more: component gateway ended by"
                                + " itself: exit code 137");
    }
}
