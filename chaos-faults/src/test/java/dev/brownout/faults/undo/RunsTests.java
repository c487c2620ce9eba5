package dev.brownout.faults.undo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.brownout.api.BrownoutException;
import dev.brownout.faults.undo.Runs.Run;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RunsTests {
    @TempDir
    private Path directory;

    private Runs runs = new Runs(new StateDirectory(Path.of("")));
    private Run run = new Run(Path.of(""), Path.of(""), Path.of(""));

    @BeforeEach
    void open() throws IOException {
        runs = new Runs(new StateDirectory(directory.resolve("state")));
        var own = Files.createDirectories(directory.resolve("runs/20261121-101500"));
        run = new Run(own.resolve("journal.jsonl"), own.resolve("ledger.jsonl"), own.resolve("stop"));
    }

    @Test
    void should_show_a_run_from_its_beginning_to_its_end() {
        assertThat(runs.list()).isEmpty();
        try (var ledger = Ledger.create(run.ledger());
                var noted = runs.begin(run)) {
            assertThat(runs.list()).containsExactly(noted.run());
            assertThat(Runs.goesOn(run)).isTrue();
            assertThat(ledger.left()).isEmpty();
            runs.forgetDead();
            assertThat(runs.list()).containsExactly(run);
        }
        assertThat(runs.list()).isEmpty();
        assertThat(Runs.goesOn(run)).isFalse();
    }

    @Test
    void should_show_a_dead_run_until_nothing_is_left_of_it() throws IOException {
        try (var ledger = Ledger.create(run.ledger())) {
            assertThat(runs.begin(run).run()).isEqualTo(run);
            ledger.write("acme.undo", Map.of());
        }
        assertThat(Runs.goesOn(run)).isFalse();
        assertThat(Runs.left(run)).isEqualTo(1);
        runs.forgetDead();
        assertThat(runs.list()).containsExactly(run);
        Files.writeString(run.ledger(), "{\"undone\":1}\n", java.nio.file.StandardOpenOption.APPEND);
        assertThat(Runs.left(run)).isZero();
        runs.forgetDead();
        assertThat(runs.list()).isEmpty();
    }

    @Test
    void should_forget_a_dead_run_whose_directory_is_gone() {
        assertThat(runs.begin(run).run()).isEqualTo(run);
        assertThat(Runs.goesOn(run)).isFalse();
        assertThat(Runs.left(run)).isZero();
        runs.forgetDead();
        assertThat(runs.list()).isEmpty();
    }

    @Test
    void should_find_a_runs_files_by_its_directory_or_its_journal() throws IOException {
        var own = directory.resolve("runs/20261121-101500");
        Files.createFile(run.ledger());
        assertThat(Run.at(own)).isEqualTo(run).isEqualTo(Run.at(own.resolve("journal.jsonl")));
        assertThat(run.name()).isEqualTo("20261121-101500");
        var named = Run.at(directory.resolve("game.jsonl"));
        assertThat(named.ledger()).isEqualTo(directory.resolve("game.jsonl.ledger"));
        assertThat(named.stop()).isEqualTo(directory.resolve("game.jsonl.stop"));
        assertThat(named.name()).isEqualTo("game.jsonl");
    }

    @Test
    void should_ask_once_however_many_ask() throws IOException {
        var asked = IntStream.range(0, 8)
                .mapToObj(i -> CompletableFuture.supplyAsync(() -> Runs.ask(run, "asked by " + i)))
                .toList();
        assertThat(asked.stream().filter(CompletableFuture::join)).hasSize(1);
        assertThat(Files.readString(run.stop())).matches("asked by \\d\n");
        assertThat(Runs.ask(run, "late")).isFalse();
        try (var files = Files.list(directory.resolve("runs/20261121-101500"))) {
            assertThat(files).containsExactly(run.stop());
        }
    }

    @Test
    void should_say_that_a_run_is_somebody_elses() throws IOException {
        Files.createFile(run.ledger());
        Files.setPosixFilePermissions(run.ledger(), PosixFilePermissions.fromString("---------"));
        if (Files.isReadable(run.ledger())) {
            // root, for whom no permission holds: everybody's runs are its own
            assertThat(Runs.goesOn(run)).isFalse();
            return;
        }
        assertThatThrownBy(() -> Runs.goesOn(run))
                .isInstanceOf(BrownoutException.class)
                .hasMessageContaining("must be looked at and stopped as the user who started it");
        var own = directory.resolve("runs/20261121-101500");
        Files.setPosixFilePermissions(own, PosixFilePermissions.fromString("r-xr-xr-x"));
        assertThatThrownBy(() -> Runs.ask(run, "me"))
                .isInstanceOf(BrownoutException.class)
                .hasMessageContaining("do it as its owner");
        Files.setPosixFilePermissions(own, PosixFilePermissions.fromString("rwxr-xr-x"));
    }

    @Test
    void should_say_which_note_cannot_be_understood() throws IOException {
        var notes = Files.createDirectories(directory.resolve("state/runs"));
        Files.writeString(notes.resolve("x.run"), "nonsense");
        assertThatThrownBy(() -> runs.list())
                .isInstanceOf(BrownoutException.class)
                .hasMessageContaining("x.run of a run must be readable");
    }
}
