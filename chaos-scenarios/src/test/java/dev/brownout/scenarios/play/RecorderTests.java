package dev.brownout.scenarios.play;

import static org.assertj.core.api.Assertions.assertThat;

import dev.brownout.scenarios.fixture.Readers;
import dev.brownout.scenarios.fixture.Story;
import dev.brownout.scenarios.journal.Event;
import dev.brownout.scenarios.journal.JournalReader;
import dev.brownout.scenarios.journal.JournalWriter;
import dev.brownout.scenarios.journal.Line;
import dev.brownout.scenarios.judge.Judge;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RecorderTests {
    @TempDir
    private Path directory;

    @Test
    void should_write_nothing_after_the_verdict() {
        var file = directory.resolve("journal.jsonl");
        try (var recorder = new Recorder(
                JournalWriter.create(file, Clock.systemUTC(), () -> 0), new Judge(Readers.checkers()), l -> {})) {
            recorder.append(new Story().steady().first());
            recorder.judge();
            // an answer whose thread was slow to start
            recorder.append(new Event.Stalled(1, 2));
        }
        var lines = new ArrayList<Line>();
        assertThat(JournalReader.read(file, lines::add)).isEmpty();
        assertThat(lines).last().satisfies(l -> assertThat(l.event()).isInstanceOf(Event.Judged.class));
    }
}
