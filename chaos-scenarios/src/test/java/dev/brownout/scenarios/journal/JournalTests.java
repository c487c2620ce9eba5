package dev.brownout.scenarios.journal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.networknt.schema.InputFormat;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import dev.brownout.scenarios.fixture.Readers;
import dev.brownout.scenarios.fixture.Story;
import dev.brownout.scenarios.json.Json;
import java.io.IOException;
import java.io.StringReader;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class JournalTests {
    @TempDir
    private Path directory;

    private Path file() {
        return directory.resolve("deep/journal.jsonl");
    }

    private List<Line> write() {
        var lines = Story.degraded().lines(Readers.checkers());
        try (var journal = JournalWriter.create(file(), Clock.fixed(Instant.EPOCH, ZoneOffset.UTC), () -> 5)) {
            lines.forEach(l -> journal.append(l.event()));
            journal.sync();
        }
        return lines;
    }

    @Test
    void whatIsWrittenIsReadBack() {
        var written = write();
        var read = new ArrayList<Line>();
        assertThat(JournalReader.read(file(), read::add)).isEmpty();
        assertThat(read)
                .extracting(Line::event)
                .isEqualTo(written.stream().map(Line::event).toList());
        assertThat(read).extracting(Line::n).startsWith(1L, 2L, 3L);
    }

    @Test
    void everyLineKeepsThePublishedSchema() throws IOException {
        write();
        var schema = SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
                .getSchema(Json.line(JournalSchema.create()));
        for (var line : Files.readAllLines(file())) {
            assertThat(schema.validate(line, InputFormat.JSON)).as(line).isEmpty();
        }
        assertThat(schema.validate("{\"n\":1}", InputFormat.JSON)).isNotEmpty();
    }

    @Test
    void aLineCutShortIsToldNotThrown() throws IOException {
        write();
        var bytes = Files.readAllBytes(file());
        Files.write(file(), java.util.Arrays.copyOf(bytes, bytes.length - 30));
        var read = new ArrayList<Line>();
        assertThat(JournalReader.read(file(), read::add))
                .hasValueSatisfying(t -> assertThat(t).contains("is cut short after"));
        assertThat(read).isNotEmpty();
    }

    @Test
    void linesThatAreMissingOrNoEventsAreRefused() throws IOException {
        write();
        var lines = new ArrayList<>(Files.readAllLines(file()));
        lines.remove(3);
        Files.write(file(), lines);
        assertThatThrownBy(() -> JournalReader.read(file(), l -> {}))
                .hasMessage(
                        "journal " + file() + ", line 5 stands in place 4 of the file: line 4 is missing; judge the "
                                + "journal as it was written");
        Files.writeString(file(), "not json\n{}\n");
        assertThatThrownBy(() -> JournalReader.read(file(), l -> {}))
                .hasMessageContaining("line 1 must be a journal event");
        Files.writeString(file(), "{}\n");
        assertThatThrownBy(() -> JournalReader.read(file(), l -> {}))
                .hasMessageContaining("must begin with run-started, but begins with something else");
        Files.writeString(file(), "");
        assertThatThrownBy(() -> JournalReader.read(file(), l -> {})).hasMessageContaining("but is empty");
        assertThatThrownBy(() -> JournalReader.read(directory.resolve("none"), l -> {}))
                .hasMessageContaining("must be a file, but does not exist");
    }

    @Test
    void should_refuse_a_line_that_no_run_writes_without_taking_it_into_memory() throws IOException {
        write();
        var lines = Files.readAllLines(file()).size();
        // 2 GB of nothing, which take no room on disk
        try (var journal = FileChannel.open(file(), StandardOpenOption.WRITE)) {
            journal.write(ByteBuffer.wrap(new byte[] {' '}), journal.size() + (2L << 30));
        }
        assertThatThrownBy(() -> JournalReader.read(file(), l -> {}))
                .hasMessage(
                        "journal " + file() + ", line " + (lines + 1) + " must have at most " + (16 << 20)
                                + " characters, but has more: no run writes such a line, so this is no journal, or was damaged");
    }

    @Test
    void should_read_lines_of_every_length_whole() throws IOException {
        var text = new StringBuilder();
        var written = new ArrayList<String>();
        for (int length : List.of(0, 1, 65_534, 65_535, 65_536, 65_537, 3, 200_000)) {
            written.add("x".repeat(length));
            text.append(written.get(written.size() - 1)).append('\n');
        }
        var lines = new BoundedLines(new StringReader(text + "cut"), 200_000);
        for (var line : written) {
            assertThat(lines.next()).hasValue(line);
        }
        assertThat(lines.next()).hasValue("cut");
        assertThat(lines.next()).isEmpty();
        assertThatThrownBy(() -> new BoundedLines(new StringReader("12345\n"), 4).next())
                .isInstanceOf(BoundedLines.TooLong.class);
    }

    @Test
    void aThreadThatIsInterruptedDoesNotCloseTheJournalForEverybody() {
        var lines = Story.degraded().lines(Readers.checkers());
        try (var journal = JournalWriter.create(file(), Clock.fixed(Instant.EPOCH, ZoneOffset.UTC), () -> 5)) {
            Thread.currentThread().interrupt();
            journal.append(lines.get(0).event());
            journal.sync();
            assertThat(Thread.interrupted())
                    .as("the interrupt is left to its owner")
                    .isTrue();
            journal.append(lines.get(1).event());
        } finally {
            Thread.interrupted();
        }
        var read = new ArrayList<Line>();
        assertThat(JournalReader.read(file(), read::add)).isEmpty();
        assertThat(read).hasSize(2);
    }

    @Test
    void aJournalIsNeverWrittenOverAnother() {
        write();
        assertThatThrownBy(this::write).hasMessageContaining("must be a new file in a writable directory");
    }
}
