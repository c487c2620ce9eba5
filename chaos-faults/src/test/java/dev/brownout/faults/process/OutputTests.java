package dev.brownout.faults.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OutputTests {

    @TempDir
    Path directory;

    private Path file;

    @BeforeEach
    void name() {
        file = directory.resolve("a.log");
    }

    @Test
    void givesWholeLinesOnceAndLeavesEarlierRunsOut() throws Exception {
        Files.writeString(file, "of an earlier run\n");
        Output output = new Output(file, Files.size(file));
        assertThat(output.newLines()).isEmpty();
        append("one\r\ntwo\nhal");
        assertThat(output.newLines()).containsExactly("one", "two");
        assertThat(output.newLines()).isEmpty();
        append("f\n");
        assertThat(output.newLines()).containsExactly("half");
        assertThat(output.tail()).isEqualTo("  one\n  two\n  half");
    }

    @Test
    void isQuietAboutAFileThatIsNotThereYet() throws Exception {
        Output output = new Output(file, 0);
        assertThat(output.newLines()).isEmpty();
        assertThat(output.tail()).isEqualTo("  (it wrote nothing to " + file + ")");
    }

    @Test
    void doesNotGetStuckOnALongLine() throws Exception {
        Output output = new Output(file, 0);
        Files.writeString(file, "x".repeat(70_000) + "\nREADY 1\n");
        assertThat(output.newLines()).hasSize(1);
        assertThat(output.newLines()).hasSize(2).last().isEqualTo("READY 1");
    }

    @Test
    void showsTwentyLinesAtMost() throws Exception {
        Files.writeString(file, "line\n".repeat(50) + "last\n");
        assertThat(new Output(file, 0).tail().lines()).hasSize(20).last().isEqualTo("  last");
    }

    private void append(String text) throws Exception {
        Files.writeString(file, text, StandardOpenOption.APPEND);
    }
}
