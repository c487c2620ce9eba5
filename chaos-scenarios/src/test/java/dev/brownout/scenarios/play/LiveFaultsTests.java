package dev.brownout.scenarios.play;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.brownout.api.Arguments;
import dev.brownout.api.BrownoutException;
import dev.brownout.api.FaultDescription;
import dev.brownout.api.FaultKind;
import dev.brownout.api.Injection;
import dev.brownout.api.InjectionContext;
import dev.brownout.api.Measurement;
import dev.brownout.api.Stack;
import dev.brownout.api.Target;
import dev.brownout.api.Vantage;
import dev.brownout.faults.FaultRegistry;
import dev.brownout.scenarios.fixture.Breakage;
import dev.brownout.scenarios.fixture.Breakage.Broken;
import dev.brownout.scenarios.fixture.Breakage.Sabotage;
import dev.brownout.scenarios.fixture.FixturePlane;
import dev.brownout.scenarios.fixture.Stacks;
import dev.brownout.scenarios.fixture.World;
import dev.brownout.scenarios.play.LiveFaults.Outcome;
import dev.brownout.scenarios.play.LiveFaults.Use;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** Faults by hand: proven, and never left, whoever ends them and when. */
class LiveFaultsTests {
    private static final long PATIENCE_SECONDS = 60;
    private static final Stack STACK = Stacks.plain();

    private final World world = new World();

    private LiveFaults faults(FaultKind<?>... kinds) {
        return new LiveFaults(
                STACK,
                FaultRegistry.of(List.of(kinds)),
                new FixturePlane(world),
                (action, arguments) -> () -> {},
                7,
                RunClock.start(),
                event -> {});
    }

    private static Use use(String kind) {
        return new Use(kind, STACK.links().get(0), Map.of(), false);
    }

    private static FaultKind<Broken> kind(String name, Sabotage sabotage) {
        return new Breakage(name, sabotage);
    }

    @Test
    void should_prove_and_end_once() throws InterruptedException {
        try (var faults = faults(kind("fixture.break", Sabotage.NONE))) {
            var outcomes = faults.inject(List.of(use("fixture.break")));
            assertThat(outcomes).extracting(Outcome::why).containsExactly(Optional.empty());
            var live = outcomes.get(0).fault();
            assertThat(live.inPlace()).isTrue();
            assertThat(faults.inPlace()).containsExactly(live);

            assertThat(faults.end(List.of(live))).isEmpty();
            assertThat(faults.end(List.of(live))).isEmpty();
            assertThat(world.broken).isEmpty();
            assertThat(live.inPlace()).isFalse();
            assertThat(faults.inPlace()).isEmpty();
            assertThat(faults.left()).isEmpty();
        }
    }

    @Test
    void should_remember_what_is_left_also_of_what_was_never_proven() throws InterruptedException {
        var stuck = new Held(kind("fixture.stuck", Sabotage.REMOVAL_THROWS), Where.BLIND);
        var faults = faults(kind("fixture.break", Sabotage.CANNOT_BE_APPLIED), stuck);
        var refused = faults.inject(List.of(use("fixture.break")));
        assertThat(refused)
                .extracting(Outcome::why)
                .containsExactly(Optional.of("it could not be put in place: the world resists"));
        assertThat(faults.left()).isEmpty();

        var unseen = faults.inject(List.of(use("fixture.stuck")));
        var removal = "it could not be taken away: the world stays broken";
        assertThat(unseen)
                .extracting(Outcome::why)
                .containsExactly(Optional.of("no witness saw its symptom from {shop=dark}; " + removal));
        assertThat(faults.left()).extracting(Outcome::why).containsExactly(Optional.of(removal));
        assertThatThrownBy(faults::close)
                .isInstanceOf(BrownoutException.class)
                .hasMessage("a fault could not be taken away: the world stays broken");
    }

    @Test
    void should_not_put_in_place_what_was_ended_before() throws Exception {
        var slow = new Held(kind("fixture.break", Sabotage.NONE), Where.MEASURING);
        try (var faults = faults(slow)) {
            var putting = injecting(faults);
            await(slow.reached);
            assertThat(faults.inPlace()).hasSize(1);

            assertThat(faults.end(faults.inPlace())).isEmpty();
            slow.go.countDown();

            assertThat(putting.get(PATIENCE_SECONDS, TimeUnit.SECONDS))
                    .extracting(Outcome::why)
                    .containsExactly(Optional.of("it was taken away before it was in place"));
            assertThat(world.broken).isEmpty();
            assertThat(faults.left()).isEmpty();
        }
    }

    @Test
    void should_take_away_what_is_ended_while_it_is_put_in_place() throws Exception {
        var slow = new Held(kind("fixture.break", Sabotage.NONE), Where.INJECTING);
        try (var faults = faults(slow)) {
            var putting = injecting(faults);
            await(slow.reached);

            var ending = CompletableFuture.supplyAsync(() -> faults.end(faults.inPlace()));
            slow.go.countDown();

            assertThat(ending.get(PATIENCE_SECONDS, TimeUnit.SECONDS)).isEmpty();
            putting.get(PATIENCE_SECONDS, TimeUnit.SECONDS);
            assertThat(faults.end(faults.inPlace())).isEmpty();
            assertThat(world.broken).isEmpty();
            assertThat(faults.left()).isEmpty();
        }
    }

    private static CompletableFuture<List<Outcome>> injecting(LiveFaults faults) {
        return CompletableFuture.supplyAsync(() -> {
            try {
                return faults.inject(List.of(use("fixture.break")));
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
        });
    }

    private static void await(CountDownLatch latch) throws InterruptedException {
        assertThat(latch.await(PATIENCE_SECONDS, TimeUnit.SECONDS)).isTrue();
    }

    private enum Where {
        INJECTING,
        MEASURING,
        BLIND
    }

    /** A kind that waits in the middle, or is blind once the fault is in place. */
    private record Held(FaultKind<Broken> kind, Where where, CountDownLatch reached, CountDownLatch go)
            implements FaultKind<Broken> {
        Held(FaultKind<Broken> kind, Where where) {
            this(kind, where, new CountDownLatch(1), new CountDownLatch(1));
        }

        private void hold(Where here) {
            if (where == here) {
                reached.countDown();
                try {
                    await(go);
                } catch (InterruptedException e) {
                    throw new IllegalStateException(e);
                }
            }
        }

        @Override
        public FaultDescription description() {
            return kind.description();
        }

        @Override
        public Broken create(Arguments arguments) {
            return kind.create(arguments);
        }

        @Override
        public Injection inject(Broken fault, Target target, InjectionContext context) {
            hold(Where.INJECTING);
            return kind.inject(fault, target, context);
        }

        @Override
        public Measurement measure(Broken fault, Target target, Vantage vantage, InjectionContext context) {
            hold(Where.MEASURING);
            var measured = kind.measure(fault, target, vantage, context);
            return where == Where.BLIND && measured.symptom() ? Measurement.undecided("dark") : measured;
        }
    }
}
