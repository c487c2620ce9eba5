package dev.brownout.scenarios.report;

import dev.brownout.api.Mode;
import dev.brownout.api.RunView;
import dev.brownout.scenarios.journal.Event;
import dev.brownout.scenarios.journal.Event.Change;
import dev.brownout.scenarios.journal.Line;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * What a report draws of a run besides its verdict: when what was done, every sample, and where the harness was blind. Folds a
 * journal's lines; judges nothing. Used from one thread at a time.
 */
public final class Chronicle {
    private final List<Stretch> stretches = new ArrayList<>();
    private final Map<String, Trace> faults = new LinkedHashMap<>();
    private final Map<String, List<Point>> samples = new TreeMap<>();
    private final List<Stretch> stalls = new ArrayList<>();
    private final List<RunView.Count> traffic = new ArrayList<>();
    private Optional<Instant> began = Optional.empty();
    private Optional<Instant> ended = Optional.empty();
    private Optional<List<String>> asked = Optional.empty();
    private String version = "";
    private String machine = "";
    private long end;

    /**
     * A stretch of time, in ns on the run's clock.
     *
     * @param id what it is: a phase, or {@code stall}
     * @param from when it began
     * @param to when it ended; exclusive
     */
    public record Stretch(String id, long from, long to) {
        /**
         * Tell whether a time lies in it.
         *
         * @param time a time
         * @return whether it does
         */
        public boolean has(long time) {
            return from <= time && time < to;
        }
    }

    /**
     * One answer to one probe.
     *
     * @param line the journal line it stands on
     * @param due when it should have been asked, in ns
     * @param done when it was answered or given up, in ns
     * @param mode how it was served
     * @param detail status or excerpt
     */
    public record Point(long line, long due, long done, Mode mode, String detail) {
        /**
         * Tell how long the answer took, from when the question was due.
         *
         * @return ms
         */
        public double millis() {
            return (done - due) / 1e6;
        }
    }

    /**
     * What was done with one fault.
     *
     * @param times each change to when it was, in ns
     * @param details each change to what went wrong; only where something did
     * @param lines the journal lines that tell it
     */
    public record Trace(Map<Change, Long> times, Map<Change, String> details, List<Long> lines) {
        /**
         * Tell when something was done.
         *
         * @param change what
         * @return ns; empty if it never was
         */
        public Optional<Long> at(Change change) {
            return Optional.ofNullable(times.get(change));
        }
    }

    /** Create a chronicle of nothing. */
    public Chronicle() {}

    /**
     * Take the next line.
     *
     * @param line the line
     */
    public void accept(Line line) {
        began = began.or(() -> Optional.of(line.wall()));
        ended = Optional.of(line.wall());
        end = Math.max(end, line.mono());
        var event = line.event();
        if (event instanceof Event.RunStarted e) {
            asked = e.asked();
            version = e.version();
            machine = e.machine();
            e.plan().stack().capabilities().forEach(c -> samples.put(c.id(), new ArrayList<>()));
            e.plan().phases().forEach(p -> p.faults().forEach(f -> trace(f.id())));
        } else if (event instanceof Event.PhaseBegan e) {
            stretches.add(new Stretch(e.phase(), e.at(), Long.MAX_VALUE));
        } else if (event instanceof Event.PhaseEnded e) {
            stretches.replaceAll(s ->
                    s.id().equals(e.phase()) && s.to() == Long.MAX_VALUE ? new Stretch(s.id(), s.from(), e.at()) : s);
        } else if (event instanceof Event.FaultChanged e) {
            var trace = trace(e.fault());
            trace.times().put(e.change(), e.at());
            trace.lines().add(line.n());
            if (!e.detail().isEmpty()) {
                trace.details().put(e.change(), e.detail());
            }
        } else if (event instanceof Event.FaultMeasured e && e.stage() != Event.Stage.CONTROL && e.symptom()) {
            // of the many readings while a fault is in place, the first with its symptom is the witness
            if (e.stage() == Event.Stage.EFFECT
                    && trace(e.fault()).at(Change.WITNESSED).isEmpty()) {
                trace(e.fault()).lines().add(line.n());
            }
        } else if (event instanceof Event.FaultExposed e) {
            trace(e.fault()).lines().add(line.n());
        } else if (event instanceof Event.Probed e) {
            samples.computeIfAbsent(e.capability(), c -> new ArrayList<>())
                    .add(new Point(line.n(), e.due(), e.done(), e.mode(), e.detail()));
        } else if (event instanceof Event.Stalled e) {
            stalls.add(new Stretch("stall", e.from(), e.to()));
        } else if (event instanceof Event.TrafficCounted e) {
            traffic.add(new RunView.Count(line.n(), e.at(), e.traffic()));
        }
    }

    private Trace trace(String fault) {
        return faults.computeIfAbsent(
                fault, f -> new Trace(new EnumMap<>(Change.class), new EnumMap<>(Change.class), new ArrayList<>()));
    }

    /**
     * List the steady stretch, the phases and the recovery stretch, in order of time.
     *
     * @return the stretches; one that never ended ends with the journal
     */
    public List<Stretch> stretches() {
        return stretches.stream()
                .map(s -> s.to() == Long.MAX_VALUE ? new Stretch(s.id(), s.from(), Math.max(end, s.from())) : s)
                .toList();
    }

    /**
     * Give what was done with each fault.
     *
     * @return fault to its trace, in the plan's order; one that was never touched has an empty trace
     */
    public Map<String, Trace> faults() {
        return Collections.unmodifiableMap(faults);
    }

    /**
     * Give all samples.
     *
     * @return capability to its samples, in order of their lines
     */
    public Map<String, List<Point>> samples() {
        return Collections.unmodifiableMap(samples);
    }

    /**
     * List where the harness stood still.
     *
     * @return the stretches, in order of time
     */
    public List<Stretch> stalls() {
        return List.copyOf(stalls);
    }

    /**
     * List what the targets were seen to get.
     *
     * @return the counts, in order of time
     */
    public List<RunView.Count> traffic() {
        return List.copyOf(traffic);
    }

    /**
     * Give the words that named the scenario and changed it.
     *
     * @return the words after {@code brownout run}; empty for a run that no command line began
     */
    public Optional<List<String>> asked() {
        return asked;
    }

    /**
     * Tell when the first line was written, by the wall clock.
     *
     * @return the instant; empty without lines
     */
    public Optional<Instant> began() {
        return began;
    }

    /**
     * Tell when the last line was written, by the wall clock.
     *
     * @return the instant; empty without lines
     */
    public Optional<Instant> ended() {
        return ended;
    }

    /**
     * Tell which Brownout played.
     *
     * @return its version; empty when the journal does not say
     */
    public String version() {
        return version;
    }

    /**
     * Tell what it played on.
     *
     * @return the machine; empty when the journal does not say
     */
    public String machine() {
        return machine;
    }

    /**
     * Tell when the last line was written, on the run's clock.
     *
     * @return ns
     */
    public long end() {
        return end;
    }
}
