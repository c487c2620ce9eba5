package dev.brownout.api;

import java.time.Duration;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A stretch of the timeline.
 *
 * @param id kebab-case
 * @param title what happened then, for people; may be empty
 * @param at when it begins, in incident time from the incident's beginning
 * @param length how long it lasted, in incident time; over 0
 * @param atLeast the shortest it may be played, in stack time
 * @param faults what goes wrong while it lasts; may be none
 * @param expect capability to what is expected of it meanwhile
 */
public record Phase(
        String id,
        String title,
        Duration at,
        Duration length,
        Duration atLeast,
        List<FaultUse> faults,
        Map<String, Expectation> expect) {

    /** Check the bounds and copy the collections. */
    public Phase {
        Rules.id("phase", id);
        Rules.notNegative("at of phase " + id, at);
        Rules.positive("for of phase " + id, length);
        Rules.notNegative("at-least of phase " + id, atLeast);
        faults = List.copyOf(faults);
        expect = Collections.unmodifiableMap(new LinkedHashMap<>(expect));
    }
}
