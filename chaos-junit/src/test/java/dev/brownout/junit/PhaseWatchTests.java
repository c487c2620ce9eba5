package dev.brownout.junit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.brownout.api.BrownoutException;
import dev.brownout.scenarios.journal.Event;
import dev.brownout.scenarios.journal.Event.Change;
import dev.brownout.scenarios.journal.Line;
import dev.brownout.scenarios.library.Library;
import dev.brownout.scenarios.plan.Plan;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** Waiting for a phase ends with the phase, or with the reason why it does not come. */
class PhaseWatchTests {
    private static final Duration LONG = Duration.ofMinutes(1);
    private static final Duration SHORT = Duration.ofMillis(20);
    private static final String FAULT = "refused/http.throttle/customer-to-till";

    private final PhaseWatch watch = new PhaseWatch(plan());
    private long lines;

    private static Plan plan() {
        var library = Library.load();
        var scenario = library.file(Path.of("src/test/resources/outages/till-refuses.yaml"), Map.of());
        return library.planner().plan(scenario, new TillStack().describe("plain", Map.of()), 1, scenario.timeScale());
    }

    private void happens(Event event) {
        watch.accept(new Line(++lines, Instant.EPOCH, lines, event));
    }

    private CompletableFuture<Void> waiting(String phase) {
        return CompletableFuture.runAsync(() -> watch.await(phase, LONG)).orTimeout(2, TimeUnit.MINUTES);
    }

    @Test
    void should_come_back_when_the_phase_has_begun_and_its_fault_was_seen() {
        var waiting = waiting("refused");
        happens(new Event.PhaseBegan(Event.STEADY, 1));
        happens(new Event.PhaseEnded(Event.STEADY, 2));
        happens(new Event.PhaseBegan("refused", 2));
        happens(new Event.FaultChanged(FAULT, Change.APPLIED, 3, ""));
        assertThatThrownBy(() -> watch.await("refused", SHORT))
                .hasMessage(
                        "phase refused with its faults must come within 20ms, but the run is in phase refused; wait longer, or"
                                + " see the journal for what keeps it");
        assertThat(waiting).isNotDone();
        happens(new Event.FaultChanged(FAULT, Change.WITNESSED, 4, ""));
        waiting.join();
    }

    @Test
    void should_come_back_at_once_for_a_phase_without_faults() {
        happens(new Event.PhaseBegan(Event.STEADY, 1));
        watch.await(Event.STEADY, SHORT);
    }

    @Test
    void should_list_the_phases_there_are() {
        assertThatThrownBy(() -> watch.await("refusal", LONG))
                .isInstanceOf(BrownoutException.class)
                .hasMessage(
                        "phase must be one of [steady, refused, recovery] of till-refuses, but was \"refusal\"; did you mean"
                                + " \"refused\"?");
    }

    @Test
    void should_say_that_the_phase_is_over() {
        happens(new Event.PhaseBegan("refused", 1));
        happens(new Event.PhaseEnded("refused", 2_500_000_000L));
        assertThatThrownBy(() -> watch.await("refused", LONG))
                .hasMessage(
                        "phase refused must still be played to be waited for, but was over at +2.5 s; ask for it earlier, or"
                                + " lengthen it with at-least");
    }

    @Test
    void should_say_why_the_run_ended_before() {
        var waiting = waiting("refused");
        happens(new Event.PhaseBegan(Event.STEADY, 1));
        happens(new Event.Stopped(2, "steady state did not hold", Event.Stopped.Kind.HALTED));
        assertThatThrownBy(waiting::join)
                .hasRootCauseMessage(
                        "phase refused with its faults must come before the run ends, but the run ended in phase"
                                + " steady: it was stopped: steady state did not hold");
        watch.over("it was judged NOT_STARTED");
        assertThatThrownBy(() -> watch.await(Event.RECOVERY, LONG))
                .hasMessage(
                        "phase recovery with its faults must come before the run ends, but the run ended in phase steady: it"
                                + " was stopped: steady state did not hold");
    }

    @Test
    void should_say_that_a_fault_is_not_proven() {
        happens(new Event.PhaseBegan("refused", 1));
        happens(new Event.FaultChanged(FAULT, Change.UNPROVEN, 2, "no witness saw its symptom"));
        assertThatThrownBy(() -> watch.await("refused", LONG))
                .isInstanceOf(UnprovenFaultError.class)
                .hasMessage(FAULT
                        + " is not proven: no witness saw its symptom; whatever the test shows now, it does not show it"
                        + " under this fault");
    }

    @Test
    void should_stay_interrupted() {
        var interrupted = new CompletableFuture<Boolean>();
        var thrown = new CompletableFuture<Throwable>();
        var thread = new Thread(() -> {
            try {
                watch.awaitReady(LONG);
            } catch (BrownoutException e) {
                interrupted.complete(Thread.currentThread().isInterrupted());
                thrown.complete(e);
            }
        });
        thread.start();
        await().until(() -> thread.getState() == Thread.State.TIMED_WAITING);
        thread.interrupt();
        assertThat(thrown.orTimeout(1, TimeUnit.MINUTES).join())
                .hasMessage(
                        "a stack that serves was waited for, but the waiting thread was interrupted, as by the test's"
                                + " time-out; the run was before its first phase");
        assertThat(interrupted.join()).isTrue();
    }
}
