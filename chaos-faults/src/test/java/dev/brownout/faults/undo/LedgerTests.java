package dev.brownout.faults.undo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.brownout.api.BrownoutException;
import dev.brownout.api.UndoAction;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LedgerTests {
    @TempDir
    private Path directory;

    private final List<String> undone = new ArrayList<>();
    private StateDirectory state = new StateDirectory(Path.of("unused"));
    private Path file = Path.of("unused");

    @BeforeEach
    void choosePlaces() {
        state = new StateDirectory(directory.resolve("state"));
        file = directory.resolve("ledger.jsonl");
    }

    /** Does what it is told by its arguments, and notes it. */
    private final class Told implements UndoAction {
        @Override
        public String name() {
            return "test.undo";
        }

        @Override
        public String undo(Map<String, String> arguments) {
            var what = arguments.getOrDefault("what", "");
            undone.add(what);
            if (what.startsWith("fails")) {
                throw new BrownoutException("it must be undone by hand");
            }
            if (what.startsWith("hangs")) {
                try {
                    new CountDownLatch(1).await();
                } catch (InterruptedException e) {
                    throw new IllegalStateException("given up", e);
                }
            }
            return what + " is as before";
        }
    }

    private Recovery recovery() {
        return new Recovery(state, UndoActions.of(List.of(new Told())), Duration.ofSeconds(1));
    }

    private static void write(Ledger ledger, String... what) {
        for (var w : what) {
            ledger.write("test.undo", Map.of("what", w));
        }
    }

    private void killed(String... what) {
        try (var ledger = Ledger.create(file, state)) {
            write(ledger, what);
        }
    }

    private static List<String> what(List<LedgerEntry> entries) {
        return entries.stream().map(e -> e.arguments().getOrDefault("what", "")).toList();
    }

    @Test
    void should_leave_nothing_behind_when_all_was_undone() {
        try (var ledger = Ledger.create(file, state)) {
            var entry = ledger.write("test.undo", Map.of("what", "a"));
            assertThat(what(ledger.left())).containsExactly("a");
            entry.close();
            entry.close();
            assertThat(ledger.left()).isEmpty();
        }
        assertThat(state.leftovers()).isEmpty();
        assertThat(directory.resolve("state/ledgers")).isEmptyDirectory();
    }

    @Test
    void should_not_touch_the_state_directory_before_there_is_something_to_undo() {
        Ledger.create(file, state).close();
        assertThat(directory.resolve("state")).doesNotExist();
    }

    @Test
    void should_tell_the_next_run_what_a_dead_one_left_and_not_what_a_live_one_holds() {
        try (var ledger = Ledger.create(file, state)) {
            write(ledger, "a", "b");
            assertThat(state.leftovers()).isEmpty();
            assertThatThrownBy(() -> recovery().run(file, step -> {}))
                    .isInstanceOf(BrownoutException.class)
                    .hasMessageContaining("must be of a run that is over");
        }
        var left = state.leftovers();
        assertThat(left).hasSize(1);
        assertThat(left.get(0).ledger()).isEqualTo(file);
        assertThat(what(left.get(0).left())).containsExactly("b", "a");
        assertThat(left.get(0).words())
                .startsWith(
                        "2 to undo, left by process " + ProcessHandle.current().pid());
    }

    @Test
    void should_undo_in_reverse_order_go_on_after_a_failure_and_do_only_what_is_left_the_next_time() {
        killed("a", "fails", "b");
        var first = recovery().run(file, step -> {});
        assertThat(undone).containsExactly("b", "fails", "a");
        assertThat(first.complete()).isFalse();
        assertThat(first.steps()).extracting(Recovery.Step::restored).containsExactly(true, false, true);
        assertThat(first.steps().get(0).words()).isEqualTo("b is as before");
        assertThat(first.steps().get(1).words()).isEqualTo("it must be undone by hand");
        assertThat(state.leftovers()).hasSize(1);
        undone.clear();
        assertThat(recovery().run(file, step -> {}).complete()).isFalse();
        assertThat(undone).containsExactly("fails");
    }

    @Test
    void should_forget_the_ledger_when_all_is_restored_and_do_nothing_the_next_time() {
        killed("a");
        assertThat(recovery().run(file, step -> {}).complete()).isTrue();
        assertThat(state.leftovers()).isEmpty();
        assertThat(directory.resolve("state/ledgers")).isEmptyDirectory();
        undone.clear();
        var again = recovery().run(file, step -> {});
        assertThat(again.complete()).isTrue();
        assertThat(again.steps()).isEmpty();
        assertThat(undone).isEmpty();
    }

    @Test
    void should_go_on_after_a_step_that_hangs() {
        killed("a", "hangs");
        var report = recovery().run(file, step -> {});
        assertThat(report.steps().get(0).words()).isEqualTo("it must be undone within 1 s, but was not");
        assertThat(report.steps().get(1).restored()).isTrue();
    }

    @Test
    void should_say_which_action_is_not_known_and_go_on() {
        try (var ledger = Ledger.create(file, state)) {
            write(ledger, "a");
            ledger.write("acme.undo", Map.of());
        }
        var report = recovery().run(file, step -> {});
        assertThat(report.steps().get(0).words()).contains("but was \"acme.undo\"", "BROWNOUT_CLASSPATH");
        assertThat(report.steps().get(1).restored()).isTrue();
        assertThat(report.complete()).isFalse();
    }

    @Test
    void should_pass_over_a_last_line_whose_writing_was_cut_short() throws IOException {
        killed("a");
        Files.writeString(file, "{\"entry\":2,\"action\":\"test.un", StandardOpenOption.APPEND);
        assertThat(what(state.leftovers().get(0).left())).containsExactly("a");
        assertThat(recovery().run(file, step -> {}).complete()).isTrue();
        assertThat(undone).containsExactly("a");
        assertThat(Files.readString(file)).endsWith("{\"undone\":1}\n");
        assertThat(state.leftovers()).isEmpty();
    }

    @Test
    void should_lose_nothing_around_a_damaged_line_and_not_call_it_restored() throws IOException {
        killed("a", "b", "c");
        var lines = new ArrayList<>(Files.readAllLines(file));
        lines.set(2, "{\"entry\":2,\"act\u0000");
        Files.write(file, lines);
        var before = Files.readString(file);
        var left = state.leftovers().get(0);
        assertThat(left.words()).contains("it is damaged: line 3 must be an entry");
        assertThat(what(left.left())).containsExactly("c", "a");

        var report = recovery().run(file, step -> {});
        assertThat(undone).containsExactly("c", "a");
        assertThat(report.complete()).isFalse();
        assertThat(report.problems()).singleElement().asString().contains("line 3", "by hand");
        assertThat(Files.readString(file)).startsWith(before);
        assertThat(state.leftovers()).hasSize(1);
    }

    @Test
    void should_tell_that_a_ledger_is_gone() throws IOException {
        killed("a");
        Files.delete(file);
        var left = state.leftovers();
        assertThat(left).hasSize(1);
        assertThat(left.get(0).words())
                .contains("its ledger is gone", left.get(0).note().toString());
    }

    @Test
    void should_refuse_a_file_that_exists_and_writing_after_its_end() throws IOException {
        Files.writeString(file, "mine");
        assertThatThrownBy(() -> Ledger.create(file, state)).hasMessageContaining("must be a new file");
        assertThat(Files.readString(file)).isEqualTo("mine");
        var ledger = Ledger.create(directory.resolve("other"), state);
        ledger.close();
        ledger.close();
        assertThatThrownBy(() -> write(ledger, "late")).hasMessageContaining("nothing was touched");
    }

    @Test
    void should_refuse_to_write_an_entry_that_the_next_run_would_not_notice() throws IOException {
        Files.writeString(directory.resolve("state"), "no directory");
        try (var ledger = Ledger.create(file, state)) {
            assertThatThrownBy(() -> write(ledger, "a"))
                    .isInstanceOf(BrownoutException.class)
                    .hasMessageContaining("nothing was touched");
            assertThat(ledger.left()).isEmpty();
        }
    }

    @Test
    void should_find_the_state_directory_as_the_base_directory_specification_says() {
        assertThat(StateDirectory.of(Map.of(), "/home/u").path()).hasToString("/home/u/.local/state/brownout");
        assertThat(StateDirectory.of(Map.of("XDG_STATE_HOME", "/x"), "/home/u").path())
                .hasToString("/x/brownout");
        assertThat(StateDirectory.of(Map.of("XDG_STATE_HOME", "x"), "/home/u").path())
                .hasToString("/home/u/.local/state/brownout");
        assertThat(StateDirectory.of(Map.of("XDG_STATE_HOME", "/x", "BROWNOUT_STATE", "/b"), "/home/u")
                        .path())
                .hasToString("/b");
    }
}
