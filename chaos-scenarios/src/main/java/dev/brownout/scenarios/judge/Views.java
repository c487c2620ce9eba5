package dev.brownout.scenarios.judge;

import dev.brownout.api.Expectation;
import dev.brownout.api.RunView;
import dev.brownout.api.RunView.Window;
import dev.brownout.scenarios.journal.Event;
import dev.brownout.scenarios.plan.Plan;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** Shows checkers what the judge knows of a run that is over. */
final class Views {
    private Views() {}

    static RunView of(
            Plan plan,
            Proofs proofs,
            List<PhaseWindow> windows,
            Map<String, List<Sample>> samples,
            List<RunView.Count> traffic,
            List<Interval> stalls,
            long end) {
        var standings = new Standings(proofs.transitions(end), stalls);
        var views = new TreeMap<String, List<RunView.Sample>>();
        plan.stack().capabilities().forEach(c -> views.put(c.id(), new ArrayList<>()));
        samples.forEach((capability, all) -> views.put(
                capability,
                all.stream()
                        .sorted(Comparator.comparingLong(Sample::due))
                        .map(standings::stand)
                        .toList()));
        return new RunView(
                plan.stack(),
                windows.stream().map(w -> window(plan, w)).toList(),
                proofs.windows(),
                views,
                traffic,
                proofs.lastRemoved());
    }

    private static Window window(Plan plan, PhaseWindow w) {
        var kind = switch (w.phase()) {
            case Event.STEADY -> Window.Kind.STEADY;
            case Event.RECOVERY -> Window.Kind.RECOVERY;
            default -> Window.Kind.PHASE;
        };
        var expect = plan.phases().stream()
                .filter(p -> p.id().equals(w.phase()))
                .flatMap(p -> p.expect().entrySet().stream())
                .collect(Collectors.toMap(Map.Entry<String, Expectation>::getKey, Map.Entry::getValue));
        return new Window(w.phase(), kind, w.from(), w.to(), expect);
    }

    static OptionalLong time(Map<Event.Change, Long> changes, Event.Change change) {
        var at = changes.get(change);
        return at == null ? OptionalLong.empty() : OptionalLong.of(at);
    }
}
