package dev.brownout.api;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A documented outage or a game day: what happened, to which parts, and what is expected of the stack meanwhile. Immutable
 * and free of any stack: its {@link #cast()} is found by labels.
 *
 * @param id kebab-case, also the name of its file
 * @param title what happened, in a sentence
 * @param tags words to find it by
 * @param environment the environment this file is meant for; empty for any
 * @param incident the event it recreates; empty for a game day of one's own
 * @param sources where the facts come from
 * @param cast part to who plays it
 * @param timeScale how many seconds of incident time pass in one second of stack time, 1 or more, unless the run says
 *     otherwise
 * @param steady what must hold before the first fault
 * @param timeline the phases in order of time
 * @param after what recovery means
 * @param always the checkers of what must hold throughout, each at most once
 * @param halt when to stop before the end; empty for never
 * @param limit how long the whole run may take at most; stack time, empty for what follows from the plan
 * @param fidelity what is recreated and what is not
 */
public record Scenario(
        String id,
        String title,
        List<String> tags,
        Optional<String> environment,
        Optional<Incident> incident,
        List<Source> sources,
        Map<String, CastPart> cast,
        double timeScale,
        Steady steady,
        List<Phase> timeline,
        Recovery after,
        List<CheckerUse> always,
        List<Halt> halt,
        Optional<Duration> limit,
        Fidelity fidelity) {

    /** Check the timeline's order and that faults speak of parts there are. */
    public Scenario {
        Rules.id("scenario id", id);
        tags = List.copyOf(tags);
        sources = List.copyOf(sources);
        cast = java.util.Collections.unmodifiableMap(new LinkedHashMap<>(cast));
        timeline = List.copyOf(timeline);
        always = List.copyOf(always);
        halt = List.copyOf(halt);
        Rules.require(timeScale >= 1, "time-scale must be at least 1, but was %s in scenario %s", timeScale, id);
        Rules.require(!timeline.isEmpty(), "timeline must have at least one phase, but had none in scenario %s", id);
        var names = new ArrayList<String>();
        for (int i = 0; i < timeline.size(); i++) {
            var phase = timeline.get(i);
            Rules.require(!names.contains(phase.id()), "phase %s must stand once in scenario %s", phase.id(), id);
            names.add(phase.id());
            if (i > 0) {
                var before = timeline.get(i - 1);
                Rules.require(
                        phase.at().compareTo(before.at().plus(before.length())) >= 0,
                        "phase %s must begin when %s has ended (at %s) or later, but begins at %s in scenario %s",
                        phase.id(),
                        before.id(),
                        Durations.format(before.at().plus(before.length())),
                        Durations.format(phase.at()),
                        id);
            }
            for (var use : phase.faults()) {
                Rules.require(
                        cast.containsKey(use.on()),
                        "fault %s of phase %s must be on a part of the cast %s, but was on \"%s\" in scenario %s",
                        use.kind(),
                        phase.id(),
                        cast.keySet(),
                        use.on(),
                        id);
            }
        }
    }

    /**
     * Add what only one run asks for.
     *
     * @param more conditions to halt for, besides the scenario's own
     * @param ownLimit how long that run may take; empty for the scenario's
     * @return a copy with them
     */
    public Scenario withHalts(List<Halt> more, Optional<Duration> ownLimit) {
        var all = new ArrayList<>(halt);
        all.addAll(more);
        return new Scenario(
                id,
                title,
                tags,
                environment,
                incident,
                sources,
                cast,
                timeScale,
                steady,
                timeline,
                after,
                always,
                all,
                ownLimit.or(() -> limit),
                fidelity);
    }
}
