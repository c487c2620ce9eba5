package dev.brownout.scenarios.judge;

import static org.assertj.core.api.Assertions.assertThat;

import dev.brownout.api.Checker;
import dev.brownout.api.CheckerDescription;
import dev.brownout.api.Finding;
import dev.brownout.api.Finding.Weight;
import dev.brownout.api.Operation;
import dev.brownout.api.Outcome;
import dev.brownout.api.RunView;
import dev.brownout.scenarios.fixture.Readers;
import dev.brownout.scenarios.fixture.Story;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Checkers that throw, hang or eat memory: bounded, named, and never a pass. */
class BadCheckersTests {
    private static final CheckerLimits SHORT =
            new CheckerLimits(Duration.ofMillis(200), Duration.ofMillis(200), CheckerLimits.STANDARD.heap());

    /** Where a checker misbehaves. */
    enum Where {
        CREATE,
        ACCEPT,
        BROKEN,
        FINISH
    }

    private record Bad(Where where, Runnable deed) implements Checker.Factory {
        @Override
        public CheckerDescription description() {
            return CheckerDescription.safety("no-lost-acks", "Behaves badly.");
        }

        @Override
        public int version() {
            return Readers.at(Readers.checkers(), "no-lost-acks").version();
        }

        @Override
        public Checker create(Checker.Setting setting) {
            at(Where.CREATE);
            return new Checker() {
                @Override
                public void accept(long line, long at, Operation operation) {
                    at(Where.ACCEPT);
                }

                @Override
                public boolean broken() {
                    at(Where.BROKEN);
                    return false;
                }

                @Override
                public List<Finding> finish(RunView run) {
                    at(Where.FINISH);
                    return List.of();
                }
            };
        }

        private void at(Where here) {
            if (here == where) {
                deed.run();
            }
        }
    }

    private static Verdict verdict(Checker.Factory bad, Map<String, Checker.Factory> others) {
        return verdict(bad, others, SHORT);
    }

    private static Verdict verdict(Checker.Factory bad, Map<String, Checker.Factory> others, CheckerLimits limits) {
        var scenario = Readers.VALID.replace("[no-lost-acks]", "[no-lost-acks, no-double-execution]");
        var story = Story.of(scenario)
                .steady()
                .broken()
                .samples("buy", 1, 4, dev.brownout.api.Mode.REFUSED)
                .samples("look", 1, 4, dev.brownout.api.Mode.FULL)
                .lifted()
                .recovered();
        var checkers = new TreeMap<String, Checker.Factory>(others);
        checkers.put("no-lost-acks", bad);
        var judge = new Judge(checkers, limits);
        story.lines(Readers.checkers()).forEach(judge::accept);
        return judge.finish(Optional.empty());
    }

    @ParameterizedTest
    @EnumSource(Where.class)
    void should_leave_a_checker_behind_that_hangs(Where where) throws InterruptedException {
        var threads = new ArrayList<Thread>();
        var forever = new CountDownLatch(1);
        var v = verdict(
                new Bad(where, () -> {
                    threads.add(Thread.currentThread());
                    awaitWhateverHappens(forever);
                }),
                Readers.checkers());
        assertThat(v.outcome()).isEqualTo(Outcome.INCONCLUSIVE);
        assertThat(v.findings())
                .singleElement()
                .extracting(Finding::message)
                .asString()
                .startsWith("checker no-lost-acks could not judge: it did not come back within 200ms ");
        assertThat(threads).singleElement().matches(Thread::isDaemon).matches(Thread::isAlive);
        forever.countDown();
        threads.get(0).join(TimeUnit.SECONDS.toMillis(20));
        assertThat(threads.get(0).isAlive()).as("a thread that comes back ends").isFalse();
    }

    /** Does not even mind being interrupted. */
    private static void awaitWhateverHappens(CountDownLatch latch) {
        boolean done = false;
        while (!done) {
            try {
                latch.await();
                done = true;
            } catch (InterruptedException e) {
                // on purpose
            }
        }
    }

    @ParameterizedTest
    @EnumSource(Where.class)
    void should_leave_a_checker_behind_that_throws_whatever_it_throws(Where where) {
        List<Supplier<Throwable>> thrown = List.of(
                () -> new IllegalStateException("on purpose"),
                () -> new NoClassDefFoundError("on purpose"),
                () -> new AssertionError("on purpose"),
                StackOverflowError::new);
        for (var what : thrown) {
            var v = verdict(new Bad(where, () -> sneaky(what.get())), Readers.checkers());
            assertThat(v.outcome()).isEqualTo(Outcome.INCONCLUSIVE);
            assertThat(v.findings())
                    .singleElement()
                    .extracting(Finding::message)
                    .asString()
                    .startsWith("checker no-lost-acks could not judge: it threw " + what.get());
        }
    }

    @SuppressWarnings({"unchecked", "TypeParameterUnusedInFormals"})
    private static <E extends Throwable> void sneaky(Throwable e) throws E {
        throw (E) e;
    }

    @Test
    void should_let_the_others_judge_on() {
        var others = new TreeMap<String, Checker.Factory>(Readers.checkers());
        others.put("no-double-execution", new Says());
        var v = verdict(new Bad(Where.ACCEPT, () -> sneaky(new IllegalStateException("on purpose"))), others);
        assertThat(v.findings()).extracting(Finding::rule).containsExactly("said", "checker");
        assertThat(v.outcome()).isEqualTo(Outcome.FAILED);
    }

    private static final class Says implements Checker.Factory {
        @Override
        public CheckerDescription description() {
            return CheckerDescription.safety("no-double-execution", "Finds one thing.");
        }

        @Override
        public int version() {
            return Readers.at(Readers.checkers(), "no-double-execution").version();
        }

        @Override
        public Checker create(Checker.Setting setting) {
            return run -> List.of(new Finding("said", Weight.FAILURE, "it", "it broke", List.of()));
        }
    }

    @Test
    void should_judge_with_the_interrupt_kept_for_its_owner() {
        Thread.currentThread().interrupt();
        try {
            assertThat(Story.degraded().verdict().outcome()).isEqualTo(Outcome.DEGRADED_OK);
        } finally {
            assertThat(Thread.interrupted()).isTrue();
        }
    }

    @Test
    void should_drop_a_checker_that_eats_all_memory() throws IOException, InterruptedException {
        // in a JVM of its own: other tests would starve with it
        var process = new ProcessBuilder(
                        ProcessHandle.current().info().command().orElseThrow(),
                        "-Xmx64m",
                        "-cp",
                        System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")),
                        Eating.class.getName())
                .redirectErrorStream(true)
                .start();
        try {
            var said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
            assertThat(said)
                    .contains("INCONCLUSIVE")
                    .containsPattern(
                            "checker no-lost-acks could not judge: (it threw java.lang.OutOfMemoryError|the heap was)");
        } finally {
            process.destroyForcibly();
        }
    }

    /** Plays a run whose checker keeps all it can get. */
    static final class Eating {
        private Eating() {}

        /** Judge, and say the verdict. */
        public static void main(String[] args) {
            // on a busy machine it takes its time to run out of memory, and must not be taken for one that hangs
            var v = verdict(new Keeping(), Readers.checkers(), CheckerLimits.STANDARD);
            System.out.println(v.outcome() + " " + v.findings());
        }
    }

    /** What is eaten is held by the checker, so that it is free when the checker is dropped. */
    private record Keeping() implements Checker.Factory {
        @Override
        public CheckerDescription description() {
            return CheckerDescription.safety("no-lost-acks", "Keeps all.");
        }

        @Override
        public int version() {
            return Readers.at(Readers.checkers(), "no-lost-acks").version();
        }

        @Override
        public Checker create(Checker.Setting setting) {
            return new Checker() {
                private final List<byte[]> kept = new ArrayList<>();

                @Override
                public void accept(long line, long at, Operation operation) {
                    while (true) {
                        kept.add(new byte[1 << 16]);
                    }
                }

                @Override
                public List<Finding> finish(RunView run) {
                    return List.of();
                }
            };
        }
    }
}
