package dev.brownout.scenarios.judge;

import dev.brownout.api.BrownoutException;
import dev.brownout.api.Checker;
import dev.brownout.api.Finding;
import dev.brownout.api.Finding.Weight;
import dev.brownout.api.RunView;
import dev.brownout.scenarios.journal.Event;
import dev.brownout.scenarios.journal.Event.Signal;
import dev.brownout.scenarios.journal.Line;
import dev.brownout.scenarios.plan.Plan;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.TreeMap;

/**
 * Folds a journal's lines into a verdict. Knows no clock but the events' own: folding the same lines again gives the same
 * signals and the same verdict, live or from a stored file. Used from one thread at a time.
 */
public final class Judge {
    private final Map<String, Checker.Factory> known;
    private final CheckerLimits limits;
    private final Map<String, List<Sample>> samples = new TreeMap<>();
    private final List<PhaseWindow> windows = new ArrayList<>();
    private final Map<String, Long> begun = new LinkedHashMap<>();
    private final List<Interval> stalls = new ArrayList<>();
    private final List<RunView.Count> traffic = new ArrayList<>();
    private final List<Finding> findings = new ArrayList<>();
    private final List<Event.Signalled> expectedSignals = new ArrayList<>();
    private final List<Long> slips = new ArrayList<>();
    private State state = new State();

    /** What is known once the plan is. */
    private static final class State {
        Optional<Plan> plan = Optional.empty();
        Optional<Proofs> proofs = Optional.empty();
        Optional<Checkers> checkers = Optional.empty();
        Optional<Halts> halts = Optional.empty();
        Optional<RecoveryWatch> recovery = Optional.empty();
        Optional<Long> steadyBegan = Optional.empty();
        boolean halted;
        boolean stopped;
        boolean ended;
        long operations;
        long last;
        Optional<Event.Judged> judged = Optional.empty();
        Optional<RunView> view = Optional.empty();
    }

    /**
     * Create a judge that has seen nothing.
     *
     * @param known the checkers there are, by name
     */
    public Judge(Map<String, Checker.Factory> known) {
        this(known, CheckerLimits.STANDARD);
    }

    /**
     * Create a judge that has seen nothing.
     *
     * @param known the checkers there are, by name
     * @param limits what a checker may use before it is left behind
     */
    public Judge(Map<String, Checker.Factory> known, CheckerLimits limits) {
        this.known = known;
        this.limits = limits;
    }

    /**
     * Take the next line.
     *
     * @param line the line
     * @return what play should do about it; empty for nothing. The signal is expected as the journal's next signal
     * @throws BrownoutException if the journal holds a signal that these rules do not give
     */
    public Optional<Event.Signalled> accept(Line line) {
        state.last = Math.max(state.last, line.mono());
        state.proofs.ifPresent(p -> p.accept(line));
        var signal = fold(line).or(this::halt);
        signal.ifPresent(expectedSignals::add);
        return signal;
    }

    private Optional<Event.Signalled> fold(Line line) {
        var event = line.event();
        state.checkers.ifPresent(c -> checked(line, c));
        if (event instanceof Event.RunStarted e) {
            begin(e.plan());
        } else if (event instanceof Event.PhaseBegan e) {
            begun.put(e.phase(), e.at());
            state.halts.ifPresent(h -> h.began(e));
            if (e.phase().equals(Event.RECOVERY)) {
                state.recovery = state.plan.map(
                        p -> new RecoveryWatch(p.after(), p.stack().capabilities(), stalls));
            }
        } else if (event instanceof Event.PhaseEnded e) {
            windows.add(new PhaseWindow(e.phase(), begun.getOrDefault(e.phase(), e.at()), e.at()));
            state.halts.ifPresent(h -> h.ended(e));
            return e.phase().equals(Event.STEADY) ? steady() : Optional.empty();
        } else if (event instanceof Event.Probed e) {
            return probed(line.n(), e);
        } else if (event instanceof Event.Operated) {
            state.operations++;
        } else if (event instanceof Event.TrafficCounted e) {
            traffic.add(new RunView.Count(line.n(), e.at(), e.traffic()));
        } else if (event instanceof Event.Stalled e) {
            stalls.add(new Interval(e.from(), e.to()));
            return state.recovery.flatMap(RecoveryWatch::stalled);
        } else if (event instanceof Event.ComponentExited e) {
            return exited(line.n(), e);
        } else if (event instanceof Event.Signalled e) {
            reproduced(line.n(), e);
        } else if (event instanceof Event.Stopped e) {
            state.stopped = true;
            findings.add(Endings.stopped(line.n(), e));
        } else if (event instanceof Event.RunEnded) {
            state.ended = true;
        } else if (event instanceof Event.Judged e) {
            state.judged = Optional.of(e);
        }
        return Optional.empty();
    }

    /** Show checkers an operation, or hand over what they have been shown so far; then ask whether one is broken. */
    private void checked(Line line, Checkers checkers) {
        if (line.event() instanceof Event.Operated e) {
            checkers.accept(line.n(), e.at(), e.operation());
        } else {
            checkers.flush();
        }
        state.halts.ifPresent(h -> h.checked(line.n(), checkers));
    }

    private void begin(Plan plan) {
        state.plan = Optional.of(plan);
        state.proofs = Optional.of(new Proofs(plan));
        state.checkers = Optional.of(new Checkers(plan, known, limits));
        state.halts = Optional.of(new Halts(plan, stalls));
        plan.stack().capabilities().forEach(c -> samples.put(c.id(), new ArrayList<>()));
    }

    /** The word to halt for a condition of the plan, once a run and not when it is halted or stopped already. */
    private Optional<Event.Signalled> halt() {
        var met = state.halted || state.stopped ? Optional.<Finding>empty() : state.halts.flatMap(Halts::take);
        met.ifPresent(finding -> {
            state.halted = true;
            findings.add(finding);
        });
        return met.map(finding -> new Event.Signalled(Signal.HALT, finding.message()));
    }

    private Optional<Event.Signalled> probed(long line, Event.Probed e) {
        var sample = Sample.of(line, e);
        samples.computeIfAbsent(e.capability(), c -> new ArrayList<>()).add(sample);
        state.halts.ifPresent(h -> h.probed(e.capability(), sample));
        if (stalls.stream().noneMatch(s -> s.touches(e.due(), e.sent()))) {
            slips.add(e.sent() - e.due());
        }
        return state.recovery.flatMap(watch ->
                watch.accept(e.capability(), sample, state.proofs.orElseThrow().lastRemoved()));
    }

    private Optional<Event.Signalled> steady() {
        var window = windows.get(windows.size() - 1);
        // an earlier watch that did not hold says nothing any more
        windows.clear();
        windows.add(window);
        long began = state.steadyBegan.orElse(window.from());
        state.steadyBegan = Optional.of(began);
        var rules = new SteadyRules(state.plan.orElseThrow(), window, samples, new Standings(List.of(), stalls));
        if (rules.held()) {
            return Optional.of(rules.heldSignal());
        }
        if (!rules.late(began)) {
            return Optional.empty();
        }
        state.halts.ifPresent(Halts::over);
        findings.add(rules.finding());
        return Optional.of(
                new Event.Signalled(Signal.NOT_STEADY, rules.finding().message()));
    }

    private Optional<Event.Signalled> exited(long line, Event.ComponentExited e) {
        var finding =
                Endings.exited(line, e, state.proofs.map(Proofs::anyTouched).orElse(false));
        findings.add(finding);
        if (state.halted) {
            return Optional.empty();
        }
        state.halted = true;
        return Optional.of(new Event.Signalled(Signal.HALT, finding.message()));
    }

    private void reproduced(long line, Event.Signalled e) {
        if (!expectedSignals.remove(e)) {
            throw new BrownoutException("internal error: journal line " + line + " holds the signal " + e.signal()
                    + " (" + e.evidence() + "), which judging the lines before it does not give"
                    + "; the journal was changed, or was judged by other rules");
        }
    }

    /**
     * Give the verdict over all lines so far. May be asked once.
     *
     * @param truncated what is wrong with the journal's last line; empty when it is whole
     * @return the verdict
     */
    public Verdict finish(Optional<String> truncated) {
        var all = new ArrayList<>(findings);
        var rows = new ArrayList<Row>();
        if (state.plan.isEmpty()) {
            all.add(inconclusive(
                    "journal", "the journal does not begin with run-started: nothing is known of the run"));
        } else {
            var plan = state.plan.get();
            var proofs = state.proofs.orElseThrow();
            boolean stopped = state.stopped || all.stream().anyMatch(f -> f.weight() == Weight.NOT_STEADY);
            if (!state.ended) {
                all.add(inconclusive(
                        "journal",
                        "the journal ends before the run did, at " + Math.round(state.last / 1e6) + " ms"
                                + truncated.map(t -> ": " + t).orElse("")));
            } else {
                all.addAll(proofs.findings(stopped));
            }
            var view = Views.of(plan, proofs, windows, samples, traffic, stalls, state.last);
            state.view = Optional.of(view);
            var expectations = new Expectations(view, proofs);
            expectations.judge();
            rows.addAll(expectations.rows());
            all.addAll(expectations.findings());
            if (state.ended && !stopped) {
                proofs.lastRemoved()
                        .ifPresent(gone -> state.recovery.ifPresent(
                                watch -> all.addAll(new RecoveryRules(plan, gone, watch, view).judge())));
            }
            if (proofs.anyTouched() && state.ended) {
                all.addAll(state.checkers.orElseThrow().finish(view));
            }
        }
        all.sort(Comparator.comparing(Finding::weight).reversed());
        return new Verdict(
                Outcomes.of(all, rows, state.plan),
                state.plan,
                List.copyOf(all),
                List.copyOf(rows),
                state.proofs.map(Proofs::summary).orElse(List.of()),
                recovered(),
                recoveredEach(),
                state.operations,
                stalls.size(),
                stalls.stream().mapToLong(s -> s.to() - s.from()).sum() / 1e6,
                Percentiles.of(Percentiles.sorted(slips), 0.99) / 1e6,
                state.last / 1e6);
    }

    /**
     * Give the run as checkers see it.
     *
     * @return the view; empty before {@link #finish}, or when the journal does not hold a plan
     */
    public Optional<RunView> view() {
        return state.view;
    }

    /**
     * Tell which signals the rules gave that the journal does not hold.
     *
     * @return the signals in order; empty while all were written
     */
    public List<Event.Signalled> unsaid() {
        return List.copyOf(expectedSignals);
    }

    private Optional<Double> recovered() {
        return gone().flatMap(gone -> state.recovery
                .map(RecoveryWatch::recoveredAt)
                .filter(OptionalLong::isPresent)
                .map(at -> (at.getAsLong() - gone) / 1e6));
    }

    private Map<String, Double> recoveredEach() {
        var each = new TreeMap<String, Double>();
        gone().ifPresent(gone ->
                state.recovery.ifPresent(watch -> watch.since().forEach((c, at) -> each.put(c, (at - gone) / 1e6))));
        return Collections.unmodifiableMap(each);
    }

    private Optional<Long> gone() {
        return state.proofs
                .map(Proofs::lastRemoved)
                .filter(OptionalLong::isPresent)
                .map(OptionalLong::getAsLong);
    }

    /**
     * Tell what the journal says was judged when the run ended.
     *
     * @return the stored verdict; empty when the journal holds none
     */
    public Optional<Event.Judged> stored() {
        return state.judged;
    }

    private static Finding inconclusive(String subject, String message) {
        return new Finding(subject, Weight.INCONCLUSIVE, subject, message, List.of());
    }
}
