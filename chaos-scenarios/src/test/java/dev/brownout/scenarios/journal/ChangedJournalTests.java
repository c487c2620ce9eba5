package dev.brownout.scenarios.journal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.brownout.api.BrownoutException;
import dev.brownout.scenarios.fixture.Readers;
import dev.brownout.scenarios.fixture.Story;
import dev.brownout.scenarios.judge.Judge;
import dev.brownout.scenarios.judge.Verdict;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.assertj.core.api.AbstractThrowableAssert;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Journals that are not as a run wrote them: refused with the line, or judged the same where it does not matter. */
class ChangedJournalTests {
    @TempDir
    private Path directory;

    private List<String> write(String name, Clock wall) throws IOException {
        var file = directory.resolve(name);
        var time = new AtomicLong();
        try (var journal = JournalWriter.create(file, wall, () -> time.addAndGet(1000))) {
            Story.degraded().lines(Readers.checkers()).forEach(l -> journal.append(l.event()));
        }
        return new ArrayList<>(Files.readAllLines(file));
    }

    private List<String> write() throws IOException {
        return write("journal.jsonl", Clock.systemUTC());
    }

    private Verdict judge(List<String> lines) throws IOException {
        var file = directory.resolve("changed.jsonl");
        Files.write(file, lines);
        var judge = new Judge(Readers.checkers());
        return judge.finish(JournalReader.read(file, judge::accept));
    }

    private AbstractThrowableAssert<?, ?> refused(List<String> lines) {
        return assertThatThrownBy(() -> judge(lines)).isInstanceOf(BrownoutException.class);
    }

    /** A line with another number, as somebody would write who covers up. */
    private static String numbered(String line, long from, long to) {
        return line.replace("\"n\":" + from + ",", "\"n\":" + to + ",");
    }

    @Test
    void should_judge_what_was_not_changed() throws IOException {
        assertThat(judge(write()).findings()).isEmpty();
    }

    @Test
    void should_refuse_lines_that_are_doubled_or_moved() throws IOException {
        var doubled = write();
        doubled.add(10, doubled.get(9));
        refused(doubled)
                .hasMessageContaining(
                        "line 10 stands in place 11 of the file: it is doubled, moved, or from another run");
        var moved = write("moved.jsonl", Clock.systemUTC());
        Collections.swap(moved, 9, 10);
        refused(moved).hasMessageContaining("line 11 stands in place 10 of the file: line 10 is missing");
    }

    @Test
    void should_refuse_missing_lines() throws IOException {
        var lines = write();
        lines.subList(20, 30).clear();
        refused(lines).hasMessageContaining("line 31 stands in place 21 of the file: lines 21 to 30 are missing");
    }

    @Test
    void should_refuse_a_journal_without_its_beginning() throws IOException {
        var lines = write();
        lines.remove(0);
        refused(lines).hasMessageContaining("must begin with run-started, but begins with phase-began");
    }

    @Test
    void should_refuse_two_runs_in_one_file_however_they_are_mixed() throws IOException {
        var first = write();
        var second = write("second.jsonl", Clock.systemUTC());
        var spliced = new ArrayList<>(first.subList(0, 50));
        spliced.addAll(second.subList(50, second.size()));
        refused(spliced)
                .hasMessageContaining("line 51 must be of run ")
                .hasMessageContaining("two journals were mixed");
        var joined = new ArrayList<>(first);
        joined.addAll(second);
        refused(joined).hasMessageContaining("line 1 stands in place " + (first.size() + 1));
    }

    @Test
    void should_refuse_a_clock_that_goes_back() throws IOException {
        var lines = write();
        lines.set(9, lines.get(9).replace("\"mono\":10000", "\"mono\":8999"));
        refused(lines)
                .hasMessageContaining(
                        "line 10 must not be earlier than the line before, but is at 8999 ns after 9000 ns");
    }

    @Test
    void should_not_mind_a_wall_clock_that_jumps() throws IOException {
        var jumping = new Jumping();
        var lines = write("jumping.jsonl", jumping);
        assertThat(jumping.asked.get()).isGreaterThan(100);
        assertThat(judge(lines)).isEqualTo(judge(write()));
    }

    /** Goes an hour back, and a day forth. */
    private static final class Jumping extends Clock {
        final AtomicLong asked = new AtomicLong();

        @Override
        public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            return this;
        }

        @Override
        public Instant instant() {
            long n = asked.getAndIncrement();
            return Instant.EPOCH.plusSeconds(n % 2 == 0 ? n * 86400 : n * 86400 - 3600);
        }
    }

    @Test
    void should_refuse_a_sample_that_stands_twice_or_was_answered_before_it_was_asked() throws IOException {
        var lines = write();
        var twice = new ArrayList<>(lines);
        int at = first(lines, "\"event\":\"probed\"");
        twice.add(at + 1, lines.get(at));
        for (int i = at + 1; i < twice.size(); i++) {
            twice.set(i, numbered(twice.get(i), i, i + 1));
        }
        refused(twice)
                .hasMessageContaining("must be of a question of its own, but question 0 about buy was answered before");
        var early = new ArrayList<>(lines);
        early.set(at, lines.get(at).replaceFirst("\"done\":\\d+", "\"done\":-1"));
        refused(early)
                .hasMessageContaining(
                        "line " + (at + 1) + " must be of a question that was due, asked and answered in this order");
    }

    private static int first(List<String> lines, String holding) {
        for (int i = 0; i < lines.size(); i++) {
            if (lines.get(i).contains(holding)) {
                return i;
            }
        }
        throw new AssertionError("no line holds " + holding);
    }

    @Test
    void should_name_the_version_that_can_read_a_journal_of_another_format() throws IOException {
        var newer = write();
        newer.set(0, newer.get(0).replace("\"format\":1,\"version\":\"test\"", "\"format\":2,\"version\":\"9.1\""));
        refused(newer)
                .hasMessageEndingWith(
                        "must be of format 1, but is of format 2, written by Brownout 9.1; judge it with that version");
        var older = write("older.jsonl", Clock.systemUTC());
        older.set(0, older.get(0).replaceFirst("\"format\":1,\"version\"", "\"version\""));
        refused(older)
                .hasMessageContaining("must be of format 1, but is of a time before formats, written by Brownout test");
    }
}
