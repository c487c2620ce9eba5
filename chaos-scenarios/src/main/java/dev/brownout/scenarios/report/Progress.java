package dev.brownout.scenarios.report;

import dev.brownout.api.Mode;
import dev.brownout.api.Outcome;
import dev.brownout.scenarios.journal.Event;
import dev.brownout.scenarios.journal.Event.Change;
import dev.brownout.scenarios.journal.Line;
import dev.brownout.scenarios.plan.Plan;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** How far a run is: folded from its journal's lines, by somebody else than the run. Not thread safe. */
public final class Progress {
    /** "Now" is what users were told in so long. */
    private static final long NOW = Duration.ofSeconds(3).toNanos();

    private final Map<String, Deque<Event.Probed>> answers = new TreeMap<>();
    private final Map<String, String> faults = new LinkedHashMap<>();
    private final List<String> restored = new ArrayList<>();
    private Optional<Plan> plan = Optional.empty();
    private String phase = "starting";
    private long phaseBegan;
    private Optional<Line> last = Optional.empty();
    private Optional<String> stopped = Optional.empty();
    private Optional<Event.Judged> judged = Optional.empty();

    /** Begin before the first line. */
    public Progress() {}

    /**
     * How far a run is.
     *
     * @param scenario the scenario's id
     * @param stack what it is played against
     * @param phase the phase, or steady or recovery; starting before them
     * @param phaseSeconds for how long
     * @param phaseLengthSeconds how long the phase is planned to be; empty where that is not planned
     * @param playedSeconds for how long the run goes on
     * @param leftSeconds how long it goes on at least if nothing stops it; empty when it is being stopped or is over
     * @param limitSeconds how long it may go on at most
     * @param silentSeconds how long ago the journal's last line was written
     * @param faults fault to how it stands, of those in place or not seen gone yet
     * @param restored the faults that were seen gone
     * @param worst the capability that serves worst now, in words; empty before the first answers
     * @param stopping why the run is being stopped, or was; empty when it was not
     * @param verdict how the run was judged; empty while it is not over
     */
    public record Now(
            String scenario,
            String stack,
            String phase,
            double phaseSeconds,
            Optional<Double> phaseLengthSeconds,
            double playedSeconds,
            Optional<Double> leftSeconds,
            double limitSeconds,
            double silentSeconds,
            Map<String, String> faults,
            List<String> restored,
            Optional<String> worst,
            Optional<String> stopping,
            Optional<Outcome> verdict) {}

    /**
     * Take the next line.
     *
     * @param line the line
     */
    public void accept(Line line) {
        last = Optional.of(line);
        for (var own : answers.values()) {
            while (!own.isEmpty() && own.element().done() < line.mono() - NOW) {
                own.remove();
            }
        }
        if (line.event() instanceof Event.RunStarted e) {
            plan = Optional.of(e.plan());
        } else if (line.event() instanceof Event.PhaseBegan e) {
            phase = e.phase();
            phaseBegan = e.at();
        } else if (line.event() instanceof Event.Probed e) {
            answers.computeIfAbsent(e.capability(), c -> new ArrayDeque<>()).add(e);
        } else if (line.event() instanceof Event.FaultChanged e) {
            changed(e);
        } else if (line.event() instanceof Event.Stopped e) {
            stopped = Optional.of(e.reason());
        } else if (line.event() instanceof Event.Judged e) {
            judged = Optional.of(e);
        }
    }

    private void changed(Event.FaultChanged e) {
        if (e.change() == Change.RESTORED || e.change() == Change.CONTINUED) {
            faults.remove(e.fault());
            restored.add(e.fault());
        } else {
            faults.put(
                    e.fault(),
                    switch (e.change()) {
                        case ASKED -> "asked";
                        case APPLIED -> "in place, not seen yet";
                        case WITNESSED -> "in place, seen by every victim";
                        case REMOVING, REMOVED -> "taken away, not seen gone yet";
                        case EXPIRED, UNPROVEN, NOT_RESTORED ->
                            e.change().name().toLowerCase(Locale.ROOT).replace('_', ' ') + ": " + e.detail();
                        case RESTORED, CONTINUED -> "gone";
                    });
        }
    }

    /**
     * Tell how far the run is.
     *
     * @param goesOn whether its process lives; else time stands still at its last line
     * @param now the wall clock
     * @return empty before the journal's first line
     */
    public Optional<Now> at(boolean goesOn, Instant now) {
        return plan.flatMap(p -> last.map(l -> now(p, l, goesOn, now)));
    }

    private Now now(Plan p, Line l, boolean goesOn, Instant now) {
        long silent = goesOn ? Math.max(0, Duration.between(l.wall(), now).toNanos()) : 0;
        long played = l.mono() + silent;
        long here = Math.max(0, played - phaseBegan);
        var length = lengthOf(p);
        boolean moves = goesOn && stopped.isEmpty();
        return new Now(
                p.scenario(),
                p.stack().id(),
                phase,
                seconds(here),
                length.map(d -> seconds(d.toNanos())),
                seconds(played),
                moves ? Optional.of(seconds(left(p, here))) : Optional.empty(),
                seconds(Math.max(0, p.limit().toNanos() - played)),
                seconds(silent),
                faults,
                restored,
                worst(),
                stopped,
                judged.map(Event.Judged::outcome));
    }

    private Optional<Duration> lengthOf(Plan p) {
        return phase.equals(Event.STEADY)
                ? Optional.of(p.steady().length())
                : p.phases().stream()
                        .filter(f -> f.id().equals(phase))
                        .map(Plan.PlannedPhase::length)
                        .findFirst();
    }

    /** What is left of the phase, and all that comes after it: recovery takes as long as it is held at least. */
    private long left(Plan p, long here) {
        var hold = p.after().hold().toNanos();
        if (phase.equals(Event.RECOVERY)) {
            return Math.max(0, hold - here);
        }
        boolean now = p.phases().stream().noneMatch(f -> f.id().equals(phase));
        long left = now ? Math.max(0, p.steady().length().toNanos() - here) : 0;
        for (var f : p.phases()) {
            if (f.id().equals(phase)) {
                now = true;
                left += Math.max(0, f.length().toNanos() - here);
            } else if (now) {
                left += f.length().toNanos();
            }
        }
        return left + hold;
    }

    private Optional<String> worst() {
        var lowest = Double.MAX_VALUE;
        var words = Optional.<String>empty();
        for (var own : answers.entrySet()) {
            if (own.getValue().isEmpty()) {
                continue;
            }
            var counts = new TreeMap<Mode, Integer>();
            own.getValue().forEach(a -> counts.merge(a.mode(), 1, Integer::sum));
            double full =
                    counts.getOrDefault(Mode.FULL, 0) / (double) own.getValue().size();
            if (full < lowest) {
                lowest = full;
                var modes = new ArrayList<String>();
                counts.forEach((mode, n) -> modes.add(n + " " + mode.word()));
                words = Optional.of(own.getKey() + ", of the last "
                        + own.getValue().size() + " answers " + String.join(", ", modes));
            }
        }
        return words;
    }

    private static double seconds(long nanos) {
        return Math.round(nanos / 1e8) / 10.0;
    }
}
