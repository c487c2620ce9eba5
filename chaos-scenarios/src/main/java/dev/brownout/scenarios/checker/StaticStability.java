package dev.brownout.scenarios.checker;

import dev.brownout.api.Checker;
import dev.brownout.api.CheckerDescription;
import dev.brownout.api.Finding;
import dev.brownout.api.Parameter;
import dev.brownout.api.RunView;
import dev.brownout.api.Traffic;
import java.util.ArrayList;
import java.util.List;

/** A14: nothing has to be created, scaled or changed to survive: nobody calls the control plane while a fault is in place. */
public final class StaticStability implements Checker {
    private static final String NAME = "static-stability";

    private final long most;

    private StaticStability(long most) {
        this.most = most;
    }

    /** Registers the checker. */
    public static final class Registered implements Factory {
        @Override
        public CheckerDescription description() {
            return CheckerDescription.safety(
                            NAME,
                            "Nobody calls the control plane while a fault is in place: what is needed to survive is there already.")
                    .withAssertions("A14")
                    .withReads(
                            "requests, health checks left out, and on links that are not HTTP connections, counted at the targets of links "
                                    + "labelled plane: control, from the first count after a fault was put in place to the last before it was "
                                    + "taken away")
                    .withBounds(
                            "In the outages that lasted longest the control plane was down with what it controls, so one call that is needed is "
                                    + "one too many.",
                            Parameter.integer(
                                    "calls",
                                    "0",
                                    0,
                                    1_000_000,
                                    "how many calls are let pass in each stretch with faults in place"));
        }

        @Override
        public int version() {
            return 1;
        }

        @Override
        public Checker create(Setting setting) {
            return new StaticStability(setting.arguments().integer("calls"));
        }
    }

    @Override
    public List<Finding> finish(RunView run) {
        var control = run.stack().links().stream()
                .filter(l -> "control".equals(l.labels().get(Counts.PLANE)))
                .toList();
        if (control.isEmpty()) {
            return List.of(Findings.inconclusive(
                    NAME,
                    "links",
                    "no link of " + run.stack().id() + " is labelled plane: control, so its calls cannot be counted"));
        }
        var counts = new Counts(run);
        var findings = new ArrayList<Finding>();
        boolean any = false;
        for (var span : Spans.inPlace(run)) {
            any = true;
            for (var link : control) {
                var id = List.of(link.id());
                var times = counts.times(id, span.from(), span.to());
                if (times.size() < 2) {
                    findings.add(Findings.inconclusive(
                            NAME,
                            link.id(),
                            "calls on " + link.id() + " were not counted twice between " + Spans.words(span.from())
                                    + " and " + Spans.words(span.to()) + ", while a fault was in place"));
                    continue;
                }
                long from = times.get(0);
                long to = times.get(times.size() - 1);
                long calls = Math.round(
                        counts.grown(id, link.protocol().isHttp() ? Counts::requests : Traffic::connects, from, to));
                if (calls > most) {
                    findings.add(Findings.failure(
                            NAME,
                            link.id(),
                            link.to() + " must get at most " + most + " calls of " + link.from()
                                    + " while a fault is in place, but got " + calls + " in " + Spans.words(to - from),
                            counts.lines(id, from, to)));
                }
            }
        }
        return any ? Findings.few(NAME, findings) : List.of(Findings.noFault(NAME));
    }
}
