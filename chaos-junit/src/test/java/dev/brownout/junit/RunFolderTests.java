package dev.brownout.junit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.brownout.faults.undo.StateDirectory;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a run keeps, where, and what is left of it. */
class RunFolderTests {
    @TempDir
    private Path directory;

    private RunFolder create() {
        return RunFolder.create(
                directory.resolve("reports"), Path.of("acme.Tests", "survives"), "small-seed-1", state());
    }

    private StateDirectory state() {
        return new StateDirectory(directory.resolve("state"));
    }

    @Test
    void should_keep_the_ledger_out_of_the_build_folder() {
        var folder = create();
        assertThat(folder.files().journal())
                .isEqualTo(directory.resolve("reports/acme.Tests/survives/small-seed-1/journal.jsonl"));
        assertThat(folder.files().ledger()).startsWithRaw(directory.resolve("state"));
        assertThat(folder.files().stack()).isEmptyDirectory();
        assertThat(folder.report()).hasFileName("report.html");
    }

    @Test
    void should_leave_earlier_runs_alone() throws IOException {
        var first = create();
        Files.writeString(first.files().journal(), "mine\n");
        var second = create();
        assertThat(second.directory()).hasFileName("small-seed-1-2");
        second.delete();
        assertThat(second.directory()).doesNotExist();
        assertThat(first.files().journal()).hasContent("mine");
    }

    @Test
    void should_leave_nothing_that_is_empty() {
        var folder = create();
        folder.delete();
        folder.forget();
        assertThat(directory.resolve("reports")).isEmptyDirectory();
        assertThat(folder.undo()).doesNotExist();
    }

    @Test
    void should_say_where_it_cannot_write() throws IOException {
        var file = Files.writeString(directory.resolve("reports"), "a file\n");
        assertThatThrownBy(this::create)
                .hasMessageStartingWith("the folder of reports must be writable, but " + file + " is not: ")
                .hasMessageEndingWith("; nothing was touched; set brownout.reports to another one");
    }
}
