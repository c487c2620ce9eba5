package dev.brownout.scenarios.report;

import static org.assertj.core.api.Assertions.assertThat;

import dev.brownout.api.Mode;
import dev.brownout.api.Outcome;
import dev.brownout.scenarios.fixture.Readers;
import dev.brownout.scenarios.fixture.Story;
import dev.brownout.scenarios.journal.Event;
import dev.brownout.scenarios.journal.Line;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** The fixture's run: steady 2 s, one phase of 7 s, held for 1 s; limit 4 m 16 s. */
class ProgressTests {
    private static final Instant BEGAN = Instant.parse("2026-11-21T10:15:00Z");

    /** Where a story has come to, told a while after its last line, which is written at a second of the run. */
    private static Optional<Progress.Now> after(Story story, double second, long silentSeconds, boolean goesOn) {
        var progress = new Progress();
        long mono = (long) (second * Story.SECOND);
        var at = BEGAN.plusNanos(mono);
        for (var line : story.lines(Readers.checkers())) {
            var written = line.event() instanceof Event.Probed p ? p.done() : mono;
            progress.accept(new Line(line.n(), at, written, line.event()));
        }
        progress.accept(new Line(1_000_000, at, mono, new Event.Stalled(mono, mono)));
        return progress.at(goesOn, at.plusSeconds(silentSeconds));
    }

    @Test
    void should_know_nothing_before_the_first_line() {
        assertThat(new Progress().at(true, BEGAN)).isEmpty();
    }

    @Test
    void should_tell_phase_times_faults_and_who_serves_worst() {
        var story = new Story()
                .steady()
                .broken()
                .samples("look", 1, 3, Mode.FULL)
                .samples("buy", 1, 2, Mode.FULL)
                .samples("buy", 2, 3, Mode.REFUSED);
        assertThat(after(story, 3, 1, true)).hasValueSatisfying(now -> {
            assertThat(now.phase()).isEqualTo("broken");
            assertThat(now.phaseSeconds()).isEqualTo(3);
            assertThat(now.phaseLengthSeconds()).contains(7.0);
            assertThat(now.playedSeconds()).isEqualTo(4);
            // four of the phase's seven seconds, and one held
            assertThat(now.leftSeconds()).contains(5.0);
            assertThat(now.limitSeconds()).isEqualTo(256 - 4);
            assertThat(now.silentSeconds()).isEqualTo(1);
            assertThat(now.faults()).containsEntry(story.fault(), "in place, seen by every victim");
            assertThat(now.worst())
                    .hasValueSatisfying(
                            w -> assertThat(w).startsWith("buy, of the last 60 answers 40 full, 20 refused"));
            assertThat(now.verdict()).isEmpty();
        });
    }

    @Test
    void should_count_all_phases_while_it_is_steady() {
        var story = new Story();
        story.then(
                new Event.RunStarted(((Event.RunStarted) new Story().steady().first()).plan(), "test", "test"),
                new Event.PhaseBegan(Event.STEADY, 0));
        assertThat(after(story, 0.5, 0, true).flatMap(Progress.Now::leftSeconds))
                .contains(9.5);
    }

    @Test
    void should_tell_what_is_gone_and_what_is_not() {
        var story = new Story().steady().broken().lifted();
        assertThat(after(story, 5, 0, true)).hasValueSatisfying(now -> {
            assertThat(now.phase()).isEqualTo(Event.RECOVERY);
            assertThat(now.faults()).isEmpty();
            assertThat(now.restored()).containsExactly(story.fault());
        });
        var stuck = new Story().steady().broken();
        stuck.then(new Event.FaultChanged(
                stuck.fault(), Event.Change.NOT_RESTORED, 4 * Story.SECOND, "it was not seen to be gone"));
        assertThat(after(stuck, 5, 0, true).map(Progress.Now::faults).orElseThrow())
                .containsEntry(stuck.fault(), "not restored: it was not seen to be gone");
    }

    @Test
    void should_let_time_stand_still_for_a_run_that_is_over() {
        var story = Story.degraded().then(new Event.Judged(Outcome.DEGRADED_OK, List.of()));
        assertThat(after(story, 7, 3600, false)).hasValueSatisfying(now -> {
            assertThat(now.playedSeconds()).isEqualTo(7);
            assertThat(now.leftSeconds()).isEmpty();
            assertThat(now.verdict()).contains(Outcome.DEGRADED_OK);
        });
    }

    @Test
    void should_tell_why_it_is_being_stopped() {
        var story = new Story().steady().broken();
        story.then(new Event.Stopped(2 * Story.SECOND, "enough", Event.Stopped.Kind.INTERRUPTED));
        assertThat(after(story, 2, 0, true)).hasValueSatisfying(now -> {
            assertThat(now.stopping()).contains("enough");
            assertThat(now.leftSeconds()).isEmpty();
        });
    }
}
