package dev.brownout.junit;

import dev.brownout.scenarios.journal.Event;
import dev.brownout.scenarios.journal.JournalWriter;
import dev.brownout.scenarios.play.RunClock;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;

/**
 * What was done and measured in a test: the events of its faults. Kept in memory; written to a file when the test fails.
 * Thread safe.
 */
public final class TestJournal {
    private record Entry(java.time.Instant wall, long mono, Event event) {}

    private final Clock wall;
    private final RunClock clock;
    private final List<Entry> entries = new ArrayList<>();

    TestJournal(Clock wall, RunClock clock) {
        this.wall = wall;
        this.clock = clock;
    }

    synchronized void append(Event event) {
        entries.add(new Entry(wall.instant(), clock.now(), event));
    }

    synchronized void clear() {
        entries.clear();
    }

    /**
     * List what was done and measured so far.
     *
     * @return the events in their order
     */
    public synchronized List<Event> events() {
        return entries.stream().map(Entry::event).toList();
    }

    /**
     * Write it down, one JSON object a line, in the format of a run's journal.
     *
     * @param file a file that does not exist; its directory is made if need be
     * @throws dev.brownout.api.BrownoutException if the file exists or cannot be written
     */
    public synchronized void write(Path file) {
        var at = new int[1];
        var then = new Clock() {
            @Override
            public java.time.ZoneId getZone() {
                return wall.getZone();
            }

            @Override
            public Clock withZone(java.time.ZoneId zone) {
                return wall.withZone(zone);
            }

            @Override
            public java.time.Instant instant() {
                return entries.get(at[0]).wall();
            }
        };
        try (var writer =
                JournalWriter.create(file, then, () -> entries.get(at[0]).mono())) {
            for (; at[0] < entries.size(); at[0]++) {
                writer.append(entries.get(at[0]).event());
            }
        }
    }
}
