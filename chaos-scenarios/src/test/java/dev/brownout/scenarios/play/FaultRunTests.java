package dev.brownout.scenarios.play;

import static org.assertj.core.api.Assertions.assertThat;

import dev.brownout.api.FaultKind;
import dev.brownout.api.InjectionContext;
import dev.brownout.faults.Leases;
import dev.brownout.scenarios.fixture.FixturePlane;
import dev.brownout.scenarios.fixture.Readers;
import dev.brownout.scenarios.fixture.Stacks;
import dev.brownout.scenarios.fixture.World;
import dev.brownout.scenarios.journal.Event;
import dev.brownout.scenarios.journal.Event.Change;
import dev.brownout.scenarios.journal.JournalWriter;
import dev.brownout.scenarios.judge.Judge;
import dev.brownout.scenarios.plan.Plan;
import dev.brownout.scenarios.plan.Plan.PlannedFault;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FaultRunTests {
    @TempDir
    private Path directory;

    private final World world = new World();
    private final List<String> changes = new ArrayList<>();
    private final List<Runnable> rings = new ArrayList<>();
    private final Leases leases = Leases.on((delay, action) -> {
        rings.add(action);
        return () -> rings.remove(action);
    });

    private void note(Event event) {
        if (event instanceof Event.FaultChanged c) {
            changes.add(c.change() + (c.detail().isEmpty() ? "" : ": " + c.detail()));
        }
    }

    private Recorder recorder(Plan plan, RunClock clock) {
        var recorder = new Recorder(
                JournalWriter.create(directory.resolve("journal.jsonl"), Clock.systemUTC(), clock::now),
                new Judge(Readers.checkers()),
                line -> note(line.event()));
        recorder.append(new Event.RunStarted(plan, "test", "test"));
        return recorder;
    }

    private <F extends dev.brownout.api.Fault> FaultRun<F> run(
            Plan plan, PlannedFault planned, FaultKind<F> kind, Recorder recorder, RunClock clock) {
        var context = new InjectionContext(
                planned.id(), 7, new FixturePlane(world), (action, arguments) -> () -> {}, Duration.ofSeconds(30));
        return new FaultRun<>(planned, kind, plan.stack(), context, leases, recorder::append, clock);
    }

    @Test
    void shouldTellWhenItsMaximumLifeEndsAFaultAndStillProveItGone() {
        var plan = Readers.planner().plan(Readers.with("fixture.break"), Stacks.plain(), 7, 60);
        var clock = RunClock.start();
        var planned = plan.phases().stream()
                .flatMap(p -> p.faults().stream())
                .findFirst()
                .orElseThrow();
        try (var recorder = recorder(plan, clock)) {
            var kind = Readers.faults().find("fixture.break").orElseThrow();
            var fault = run(plan, planned, kind, recorder, clock);
            fault.control();
            fault.apply();
            assertThat(world.broken).hasSize(1);
            assertThat(rings).hasSize(1);

            rings.remove(0).run();
            assertThat(world.broken).isEmpty();
            fault.remove();
            fault.restored(clock.now() + Duration.ofSeconds(5).toNanos());
            assertThat(changes)
                    .containsExactly(
                            "ASKED",
                            "APPLIED",
                            Change.EXPIRED + ": its maximum life of 30s was over before it was taken away",
                            "REMOVING",
                            "REMOVED",
                            "RESTORED");
        }
    }

    @Test
    void shouldCancelTheMaximumLifeOfWhatIsTakenAwayInTime() {
        var plan = Readers.planner().plan(Readers.with("fixture.break"), Stacks.plain(), 7, 60);
        var clock = RunClock.start();
        var planned = plan.phases().stream()
                .flatMap(p -> p.faults().stream())
                .findFirst()
                .orElseThrow();
        try (var recorder = recorder(plan, clock)) {
            var kind = Readers.faults().find("fixture.break").orElseThrow();
            var fault = run(plan, planned, kind, recorder, clock);
            fault.control();
            fault.apply();
            fault.remove();
            assertThat(rings).isEmpty();
            assertThat(changes).containsExactly("ASKED", "APPLIED", "REMOVING", "REMOVED");
        }
    }
}
