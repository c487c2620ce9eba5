package dev.brownout.scenarios.judge;

import dev.brownout.api.RunView;
import dev.brownout.api.RunView.Standing;
import java.util.List;

/**
 * The one rule of what may be judged by a sample (DESIGN §7): nothing where it overlaps a stall of the harness, safety only
 * where it touches a transition, else everything.
 */
record Standings(List<Interval> transitions, List<Interval> stalls) {
    Standing of(Sample s) {
        return touches(stalls, s) ? Standing.BLIND : touches(transitions, s) ? Standing.TRANSITION : Standing.JUDGED;
    }

    RunView.Sample stand(Sample s) {
        return new RunView.Sample(s.line(), s.due(), s.done(), s.mode(), s.age(), s.detail(), of(s));
    }

    private static boolean touches(List<Interval> intervals, Sample s) {
        return intervals.stream().anyMatch(i -> i.touches(s.due(), s.done()));
    }
}
