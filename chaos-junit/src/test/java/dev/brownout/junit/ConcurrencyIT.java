package dev.brownout.junit;

import static dev.brownout.junit.Targets.link;
import static org.assertj.core.api.Assertions.assertThat;

import dev.brownout.api.Protocol;
import dev.brownout.scenarios.journal.Event;
import dev.brownout.scenarios.journal.Event.FaultMeasured;
import dev.brownout.scenarios.journal.Event.Stage;
import dev.brownout.scenarios.stack.ServiceStack;
import java.io.File;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/**
 * 200 tests with faults of the same link, 8 at a time: each sees its own fault and no other. Every test has a status of its own
 * by which it tells its fault from all others. {@code -Dbrownout.junit.rounds=20} plays them more often.
 */
class ConcurrencyIT {
    private static final int ROUNDS = Integer.getInteger("brownout.junit.rounds", 3);
    private static final int AT_ONCE = 8;
    private static final int TESTS = 200;
    private static final int FIRST_STATUS = 400;
    private static final Map<String, String> PARALLEL = Map.of(
            "junit.jupiter.execution.parallel.enabled",
            "true",
            "junit.jupiter.execution.parallel.mode.classes.default",
            "concurrent",
            "junit.jupiter.execution.parallel.config.strategy",
            "fixed",
            "junit.jupiter.execution.parallel.config.fixed.parallelism",
            Integer.toString(AT_ONCE),
            // who waits for a witness would otherwise have another thread stand in
            "junit.jupiter.execution.parallel.config.fixed.max-pool-size",
            Integer.toString(AT_ONCE));

    private static final AtomicInteger RUNNING = new AtomicInteger();
    private static final AtomicInteger MOST = new AtomicInteger();
    private static Echo echo;

    @BeforeAll
    static void start() {
        echo = Echo.start();
    }

    @AfterAll
    static void stop() {
        echo.close();
    }

    /** Cases are run by this test only. */
    @Brownout
    abstract static class Case {
        @StackUnderTest
        static ServiceStack stack() {
            return ServiceStack.builder("shop")
                    .service("gateway", Protocol.HTTP1, () -> echo.address())
                    .build();
        }

        static void seesItsOwnFaultOnly(int number, Faults faults, URI gateway, TestJournal journal)
                throws IOException {
            MOST.accumulateAndGet(RUNNING.incrementAndGet(), Math::max);
            int status = FIRST_STATUS + number;
            assertThat(Echo.ask(gateway)).isEqualTo(200);
            try (var page =
                    faults.on(link("gateway")).http().errorPage().status(status).inject()) {
                for (int i = 0; i < 3; i++) {
                    assertThat(Echo.ask(gateway)).isEqualTo(status);
                }
                assertThat(page.exposure()).isEqualTo(3);
            }
            assertThat(Echo.ask(gateway)).isEqualTo(200);
            RUNNING.decrementAndGet();
            assertThat(journal.events().stream()
                            .filter(FaultMeasured.class::isInstance)
                            .map(FaultMeasured.class::cast)
                            .filter(m -> m.stage() == Stage.EFFECT && m.symptom()))
                    .singleElement()
                    .satisfies(m -> assertThat(m.reading())
                            .isEqualTo("1 tries: 1 showed it; answers: {" + status + " text/html=1}"));
            assertThat(journal.events().stream()
                            .filter(Event.FaultScheduled.class::isInstance)
                            .count())
                    .isEqualTo(1);
        }
    }

    /** Each test has planes of its own. */
    @Execution(ExecutionMode.CONCURRENT)
    static class OwnPlanes extends Case {
        private final Faults faults;

        @LinkAddress("gateway")
        private URI gateway;

        OwnPlanes(Faults faults) {
            this.faults = faults;
        }

        @RepeatedTest(80)
        void test(RepetitionInfo repetition, TestJournal journal) throws IOException {
            seesItsOwnFaultOnly(repetition.getCurrentRepetition() - 1, faults, gateway, journal);
        }
    }

    /** Each test has planes of its own, and all have one instance. */
    @Execution(ExecutionMode.CONCURRENT)
    @TestInstance(Lifecycle.PER_CLASS)
    static class OneInstance extends Case {
        @RepeatedTest(40)
        void test(RepetitionInfo repetition, Faults faults, @LinkAddress("gateway") URI gateway, TestJournal journal)
                throws IOException {
            seesItsOwnFaultOnly(80 + repetition.getCurrentRepetition() - 1, faults, gateway, journal);
        }
    }

    /** Tests come in turn, on the class's planes, beside the other classes. */
    @Execution(ExecutionMode.SAME_THREAD)
    static class InTurn extends Case {
        @LinkAddress("gateway")
        static URI gateway;

        @RepeatedTest(40)
        void test(RepetitionInfo repetition, Faults faults, TestJournal journal) throws IOException {
            seesItsOwnFaultOnly(120 + repetition.getCurrentRepetition() - 1, faults, gateway, journal);
        }
    }

    /** Another such class. */
    @Execution(ExecutionMode.CONCURRENT)
    static class Beside extends Case {
        @Execution(ExecutionMode.SAME_THREAD)
        @RepeatedTest(40)
        void test(RepetitionInfo repetition, Faults faults, @LinkAddress("gateway") URI gateway, TestJournal journal)
                throws IOException {
            seesItsOwnFaultOnly(160 + repetition.getCurrentRepetition() - 1, faults, gateway, journal);
        }
    }

    @Test
    void should_let_concurrent_tests_see_their_own_faults_only_and_leak_nothing() {
        play(1);
        var before = Held.settled();
        long began = System.nanoTime();
        for (int round = 2; round <= ROUNDS; round++) {
            play(round);
        }
        var took = Duration.ofNanos(System.nanoTime() - began);
        var after = Held.settled();
        System.out.printf(
                "%d rounds of %d tests, at most %d at once: %.1f ms a test; held %s before, %s after%n",
                ROUNDS, TESTS, MOST.get(), took.toNanos() / 1e6 / Math.max(1, (ROUNDS - 1) * TESTS), before, after);

        assertThat(MOST.get()).isBetween(2, AT_ONCE);
        assertThat(after.within(before))
                .as("held %s before, %s after", before, after)
                .isTrue();
    }

    private static void play(int round) {
        var kit = Kit.run(PARALLEL, OwnPlanes.class, OneInstance.class, InTurn.class, Beside.class);
        assertThat(kit.failures()).as("round %d", round).isEmpty();
        assertThat(kit.passed()).as("round %d", round).hasSize(TESTS);
    }

    /** What this process holds. */
    private record Held(long heap, int descriptors, int threads) {
        private static final long HEAP_SLACK = 4_000_000;

        static Held now() {
            System.gc();
            var open = new File("/proc/self/fd").list();
            return new Held(
                    Runtime.getRuntime().totalMemory() - Runtime.getRuntime().freeMemory(),
                    open == null ? 0 : open.length,
                    Thread.getAllStackTraces().size());
        }

        /** Looks again until what ends by itself has ended. */
        static Held settled() {
            var last = new Held[] {now()};
            Awaitility.await("what is held stands still")
                    .atMost(Duration.ofSeconds(60))
                    .pollInterval(Duration.ofSeconds(1))
                    .until(() -> {
                        var before = last[0];
                        last[0] = now();
                        return last[0].descriptors >= before.descriptors
                                && last[0].threads >= before.threads
                                && last[0].heap * 20 >= before.heap * 19;
                    });
            return last[0];
        }

        boolean within(Held before) {
            return heap <= before.heap + HEAP_SLACK
                    && descriptors <= before.descriptors + AT_ONCE
                    && threads <= before.threads + AT_ONCE;
        }

        @Override
        public String toString() {
            return String.format(
                    java.util.Locale.ROOT,
                    "%.1f MB heap, %d descriptors, %d threads",
                    heap / 1e6,
                    descriptors,
                    threads);
        }
    }
}
