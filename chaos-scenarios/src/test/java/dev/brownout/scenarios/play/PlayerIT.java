package dev.brownout.scenarios.play;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.brownout.api.Finding;
import dev.brownout.api.Outcome;
import dev.brownout.api.RunningStack;
import dev.brownout.faults.undo.Ledger;
import dev.brownout.scenarios.fixture.FixturePlane;
import dev.brownout.scenarios.fixture.Readers;
import dev.brownout.scenarios.fixture.Replay;
import dev.brownout.scenarios.fixture.Shop;
import dev.brownout.scenarios.fixture.Stacks;
import dev.brownout.scenarios.fixture.World;
import dev.brownout.scenarios.journal.Event;
import dev.brownout.scenarios.journal.JournalWriter;
import dev.brownout.scenarios.journal.Line;
import dev.brownout.scenarios.judge.Judge;
import dev.brownout.scenarios.judge.Verdict;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Plays the small scenario for real, in about ten seconds, with honest and with sabotaged faults; all at once, as most of it is waiting. */
@Execution(ExecutionMode.CONCURRENT)
class PlayerIT {
    @TempDir
    private Path directory;

    private final World world = new World();
    private final Shop shop = new Shop(world, true);
    private final List<Line> lines = new ArrayList<>();
    private Optional<Player> playing = Optional.empty();

    private Verdict play(String fault, Shop stack) {
        var live = played(fault, stack);
        Replay.same(journal(), live, Readers.checkers());
        return live;
    }

    private Verdict played(String fault, Shop stack) {
        var plan = Readers.planner().plan(Readers.with(fault), Stacks.plain(), 7, 60);
        var clock = RunClock.start();
        try (var recorder = new Recorder(
                JournalWriter.create(journal(), Clock.systemUTC(), clock::now), new Judge(Readers.checkers()), l -> {
                    synchronized (lines) {
                        lines.add(l);
                    }
                })) {
            var player = new Player(
                    plan,
                    Readers.faults(),
                    stack,
                    s -> new FixturePlane(world),
                    Ledger.create(directory.resolve("ledger.jsonl")),
                    directory,
                    recorder,
                    clock);
            playing = Optional.of(player);
            player.play("test", Optional.empty());
            return recorder.judge();
        }
    }

    private Path journal() {
        return directory.resolve("journal.jsonl");
    }

    private boolean seen(Class<? extends Event> type) {
        synchronized (lines) {
            return lines.stream().anyMatch(l -> type.isInstance(l.event()));
        }
    }

    @Test
    void anHonestFaultDegradesAsDeclared() {
        var live = play("fixture.break", shop);
        assertThat(live.findings()).isEmpty();
        assertThat(live.outcome()).isEqualTo(Outcome.DEGRADED_OK);
        assertThat(shop.closed).isTrue();
        assertThat(world.broken).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "fixture.does-nothing, INCONCLUSIVE, proof of effect is missing for fixture.does-nothing on shop-to-store",
        "fixture.cannot-be-applied, INCONCLUSIVE, it could not be put in place: the world resists",
        "fixture.nobody-meets-it, INCONCLUSIVE, proof of exposure is missing for fixture.nobody-meets-it on shop-to-store",
        "fixture.cannot-be-removed, ROLLBACK_INCOMPLETE, it was not seen to be gone",
        "fixture.removal-throws, ROLLBACK_INCOMPLETE, it was not seen to be gone"
    })
    void aSabotagedFaultIsNeverAPass(String fault, Outcome outcome, String words) {
        var verdict = play(fault, shop);
        assertThat(verdict.outcome()).isEqualTo(outcome);
        assertThat(verdict.findings())
                .extracting(Finding::message)
                .anySatisfy(m -> assertThat(m).contains(words));
        assertThat(shop.closed).isTrue();
    }

    @Test
    void aStackThatDoesNotStartIsNotStarted() {
        var verdict = play("fixture.break", new Shop(world, false));
        assertThat(verdict.outcome()).isEqualTo(Outcome.NOT_STARTED);
        assertThat(verdict.findings().get(0).message()).isEqualTo("the stack did not start: the shop is shut");
    }

    @Test
    void aComponentThatEndsByItselfHaltsTheRunAndUndoes() {
        var runner = CompletableFuture.supplyAsync(() -> play("fixture.break", shop));
        await().atMost(Duration.ofSeconds(60)).until(() -> !world.broken.isEmpty());
        shop.listener.join().accept(new RunningStack.Exit("store", "exit code 1"));
        var verdict =
                runner.orTimeout(120, java.util.concurrent.TimeUnit.SECONDS).join();
        assertThat(verdict.outcome()).isEqualTo(Outcome.FAILED);
        assertThat(world.broken).isEmpty();
        assertThat(shop.closed).isTrue();
    }

    @Test
    void aPersonCanStopItAndEverythingIsUndone() {
        var runner = CompletableFuture.supplyAsync(() -> play("fixture.break", shop));
        await().atMost(Duration.ofSeconds(60)).until(() -> !world.broken.isEmpty() && seen(Event.FaultChanged.class));
        playing.orElseThrow().stop(Event.Stopped.Kind.INTERRUPTED, "a test");
        var verdict =
                runner.orTimeout(120, java.util.concurrent.TimeUnit.SECONDS).join();
        assertThat(verdict.outcome()).isEqualTo(Outcome.ABORTED);
        assertThat(world.broken).isEmpty();
        assertThat(shop.closed).isTrue();
    }

    @Test
    void should_undo_everything_when_the_playing_thread_is_interrupted() {
        var verdict = new CompletableFuture<Verdict>();
        var stillInterrupted = new CompletableFuture<Boolean>();
        var thread = new Thread(() -> {
            verdict.complete(played("fixture.break", shop));
            stillInterrupted.complete(Thread.currentThread().isInterrupted());
        });
        thread.start();
        await().atMost(Duration.ofSeconds(60)).until(() -> !world.broken.isEmpty());
        thread.interrupt();
        assertThat(verdict.orTimeout(120, java.util.concurrent.TimeUnit.SECONDS)
                        .join()
                        .outcome())
                .isEqualTo(Outcome.ABORTED);
        assertThat(stillInterrupted.join()).isTrue();
        assertThat(world.broken).isEmpty();
        assertThat(shop.closed).isTrue();
    }
}
