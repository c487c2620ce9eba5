package dev.brownout.scenarios.play;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.brownout.api.BrownoutException;
import dev.brownout.api.Outcome;
import dev.brownout.api.RunView;
import dev.brownout.faults.undo.Runs;
import dev.brownout.faults.undo.StateDirectory;
import dev.brownout.scenarios.fixture.FixturePlane;
import dev.brownout.scenarios.fixture.Readers;
import dev.brownout.scenarios.fixture.Shop;
import dev.brownout.scenarios.fixture.Stacks;
import dev.brownout.scenarios.fixture.World;
import dev.brownout.scenarios.journal.Event;
import dev.brownout.scenarios.library.Library;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A whole run by the one way to play: what it leaves, and what it does not. */
class OutageSessionIT {
    @TempDir
    private Path directory;

    private final World world = new World();
    private final Shop shop = new Shop(world, true);

    private OutageSession.Builder session() {
        var plan = Readers.planner().plan(Readers.with("fixture.break"), Stacks.plain(), 7, 60);
        return OutageSession.of(Library.load(), plan, shop)
                .faults(Readers.faults())
                .planes(seed -> new FixturePlane(world))
                .state(state());
    }

    private StateDirectory state() {
        return new StateDirectory(directory.resolve("state"));
    }

    @Test
    void should_play_judge_and_show_what_was_seen() {
        List<Event> events = Collections.synchronizedList(new ArrayList<>());
        var files = RunFiles.in(directory.resolve("run"));
        Played played;
        try (var session = session().watch(line -> events.add(line.event())).open(files)) {
            assertThat(new Runs(state()).list()).containsExactly(files.run());
            assertThat(shop.started).isFalse();
            played = session.play("test", Optional.empty());
            assertThat(session.inPlace()).isEmpty();
        }
        assertThat(played.verdict().outcome()).isEqualTo(Outcome.DEGRADED_OK);
        assertThat(played.left()).isZero();
        assertThat(played.journal())
                .isEqualTo(directory.resolve("run/journal.jsonl"))
                .exists();
        assertThat(played.view()).hasValueSatisfying(view -> {
            assertThat(view.windows())
                    .extracting(RunView.Window::phase)
                    .containsExactly("steady", "broken", "recovery");
            assertThat(Readers.at(view.samples(), "buy")).isNotEmpty();
            assertThat(view.faults())
                    .singleElement()
                    .satisfies(f -> assertThat(f.witnessed()).isPresent());
        });
        assertThat(events).last().isInstanceOf(Event.Judged.class);
        assertThat(new Runs(state()).list()).isEmpty();
        assertThat(state().leftovers()).isEmpty();
        assertThat(shop.closed).isTrue();
    }

    @Test
    void should_touch_nothing_when_its_files_cannot_be_made() throws IOException {
        var files = RunFiles.in(directory.resolve("run"));
        Files.writeString(files.journal(), "mine\n");
        assertThatThrownBy(() -> session().open(files))
                .isInstanceOf(BrownoutException.class)
                .hasMessageContaining("journal.jsonl must be a new file");
        assertThat(Files.readString(files.journal())).isEqualTo("mine\n");
        assertThat(shop.started).isFalse();
        assertThat(new Runs(state()).list()).isEmpty();
        assertThatThrownBy(() -> RunFiles.in(directory.resolve("run")))
                .hasMessageContaining("a run must have a directory of its own that can be written, but ")
                .hasMessageContaining("nothing was touched");
    }
}
