package dev.brownout.scenarios.play;

import dev.brownout.api.Durations;
import dev.brownout.scenarios.journal.Event.Stopped;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.function.BiConsumer;

/** Looks, a few times a second, whether a run is to stop: a stop file is there, or its limit is reached. Says so once. */
final class Stops implements AutoCloseable {
    private static final long BETWEEN = Duration.ofMillis(100).toNanos();
    /** A stop file may say who made it and why; more than a line's worth is not read. */
    private static final int REASON = 200;

    private final List<Path> files;
    private final Duration limit;
    private final RunClock clock;
    private final BiConsumer<Stopped.Kind, String> stop;
    private final Thread thread = new Thread(this::run, "brownout-stops");
    private volatile boolean running;

    private Stops(List<Path> files, Duration limit, RunClock clock, BiConsumer<Stopped.Kind, String> stop) {
        this.files = List.copyOf(files);
        this.limit = limit;
        this.clock = clock;
        this.stop = stop;
        thread.setDaemon(true);
    }

    /**
     * Begin to look. The first look is over when this returns, so that a file that is there already stops the run before it
     * touches anything.
     *
     * @param files stop files
     * @param limit how long the run may take, from the clock's zero
     * @param clock the run's clock
     * @param stop takes the kind of stop and its reason, at most once
     */
    static Stops watch(List<Path> files, Duration limit, RunClock clock, BiConsumer<Stopped.Kind, String> stop) {
        var stops = new Stops(files, limit, clock, stop);
        stops.running = true;
        if (!stops.look()) {
            stops.thread.start();
        }
        return stops;
    }

    private void run() {
        while (running && !look()) {
            clock.parkUntil(clock.now() + BETWEEN);
        }
    }

    private boolean look() {
        if (clock.now() >= limit.toNanos()) {
            stop.accept(
                    Stopped.Kind.LIMIT,
                    "the run must be over within its limit of " + Durations.format(limit) + ", but is not");
            return true;
        }
        var there = files.stream().filter(Files::exists).findFirst();
        there.ifPresent(f -> stop.accept(Stopped.Kind.INTERRUPTED, "stop file " + f + " is there" + reason(f)));
        return there.isPresent();
    }

    private static String reason(Path file) {
        try (var in = Files.newInputStream(file)) {
            var text = new String(in.readNBytes(REASON), StandardCharsets.UTF_8)
                    .lines()
                    .findFirst()
                    .orElse("")
                    .replaceAll("\\p{Cntrl}", " ")
                    .strip();
            return text.isEmpty() ? "" : ": " + text;
        } catch (IOException e) {
            // that it is there is enough
            return "";
        }
    }

    @Override
    public void close() {
        running = false;
        thread.interrupt();
    }
}
