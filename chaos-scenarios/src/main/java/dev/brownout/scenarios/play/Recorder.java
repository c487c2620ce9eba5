package dev.brownout.scenarios.play;

import dev.brownout.api.BrownoutException;
import dev.brownout.scenarios.journal.Event;
import dev.brownout.scenarios.journal.Event.Signal;
import dev.brownout.scenarios.journal.JournalWriter;
import dev.brownout.scenarios.journal.Line;
import dev.brownout.scenarios.judge.Judge;
import dev.brownout.scenarios.judge.Verdict;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;

/**
 * The one way into the journal: writes each event and folds it into the judge, in one order, so that judging the stored
 * journal again sees what was seen live. Thread safe.
 */
public final class Recorder implements AutoCloseable {
    private final JournalWriter journal;
    private final Judge judge;
    private final Consumer<Line> watcher;
    private final Map<Signal, CompletableFuture<String>> signals = new ConcurrentHashMap<>();
    private final CompletableFuture<String> broken = new CompletableFuture<>();
    private boolean judged;

    /**
     * Create a recorder.
     *
     * @param journal where events go
     * @param judge folds them
     * @param watcher is shown each line after it was written, in order, under the recorder's lock; must be quick
     */
    public Recorder(JournalWriter journal, Judge judge, Consumer<Line> watcher) {
        this.journal = journal;
        this.judge = judge;
        this.watcher = watcher;
    }

    /**
     * Write an event. When the journal can no longer be written, {@link #broken} completes and the event is lost: the run
     * halts and undoes. After {@link #judge} nothing is written any more: what comes so late was not judged.
     *
     * @param event the event
     */
    public synchronized void append(Event event) {
        if (broken.isDone() || judged) {
            return;
        }
        try {
            var line = journal.append(event);
            var signal = judge.accept(line);
            watcher.accept(line);
            if (!isFrequent(event)) {
                journal.sync();
            }
            if (signal.isPresent()) {
                append(signal.get());
                signal(signal.get().signal()).complete(signal.get().evidence());
            }
        } catch (BrownoutException e) {
            broken.complete(String.valueOf(e.getMessage()));
        }
    }

    private static boolean isFrequent(Event event) {
        return event instanceof Event.Probed
                || event instanceof Event.Operated
                || event instanceof Event.TrafficCounted
                || event instanceof Event.Stalled;
    }

    /**
     * Wait for one of the judge's signals.
     *
     * @param signal which
     * @return completes with the evidence when it is given
     */
    public CompletableFuture<String> signal(Signal signal) {
        return signals.computeIfAbsent(signal, s -> new CompletableFuture<>());
    }

    /**
     * Wait for the journal to fail.
     *
     * @return completes with the reason when it does
     */
    public CompletableFuture<String> broken() {
        return broken;
    }

    /**
     * Close the judgement: give the verdict and write it as the last line.
     *
     * @return the verdict
     */
    public synchronized Verdict judge() {
        var verdict = judge.finish(broken.isDone() ? Optional.of(broken.join()) : Optional.empty());
        append(new Event.Judged(
                verdict.outcome(),
                verdict.findings().stream().map(f -> f.message()).toList()));
        judged = true;
        return verdict;
    }

    @Override
    public synchronized void close() {
        journal.close();
    }
}
