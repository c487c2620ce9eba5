package dev.brownout.scenarios.judge;

import dev.brownout.api.BrownoutException;
import dev.brownout.api.Checker;
import dev.brownout.api.Finding;
import dev.brownout.api.Finding.Weight;
import dev.brownout.api.Operation;
import dev.brownout.api.RunView;
import dev.brownout.scenarios.checker.WellFormed;
import dev.brownout.scenarios.plan.Plan;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.ServiceLoader;
import java.util.TreeMap;

/**
 * Runs the checkers of a plan over the history. A checker that throws is not asked again, and makes the run inconclusive:
 * a crashed check is never a pass. Of a history that is not {@link WellFormed}, they see what comes before the first entry that
 * does not fit.
 */
public final class Checkers {
    private final Map<String, Checker> running = new TreeMap<>();
    private final WellFormed wellFormed = new WellFormed();
    private final List<Finding> findings = new ArrayList<>();

    Checkers(Plan plan, Map<String, Checker.Factory> known) {
        plan.checkers().forEach((name, planned) -> {
            int version = planned.version();
            var factory = known.get(name);
            if (factory == null) {
                crashed(name, "it is not on the class path", List.of());
            } else if (factory.version() != version) {
                crashed(
                        name,
                        "the plan was made for its version " + version + ", but this is version " + factory.version(),
                        List.of());
            } else {
                try {
                    running.put(
                            name,
                            factory.create(new Checker.Setting(plan.stack(), plan.timeScale(), planned.arguments())));
                } catch (RuntimeException | LinkageError e) {
                    crashed(name, e.toString(), List.of());
                }
            }
        });
    }

    /**
     * Find every checker on the class path.
     *
     * @return name to factory, in order of the names
     * @throws BrownoutException if two checkers have one name
     */
    public static Map<String, Checker.Factory> load() {
        var found = new TreeMap<String, Checker.Factory>();
        ServiceLoader.load(Checker.Factory.class).forEach(f -> {
            var before = found.putIfAbsent(f.name(), f);
            if (before != null) {
                throw new BrownoutException("checkers must have unique names, but \"" + f.name()
                        + "\" is registered by "
                        + before.getClass().getName() + " and " + f.getClass().getName()
                        + "; remove one of the two jars");
            }
        });
        return found;
    }

    private void crashed(String name, String why, List<Long> evidence) {
        findings.add(new Finding(
                "checker", Weight.INCONCLUSIVE, name, "checker " + name + " could not judge: " + why, evidence));
    }

    void accept(long line, long at, Operation operation) {
        if (running.isEmpty() || !wellFormed.accept(line, operation)) {
            return;
        }
        running.entrySet().removeIf(e -> {
            try {
                e.getValue().accept(line, at, operation);
                return false;
            } catch (RuntimeException | StackOverflowError | AssertionError ex) {
                crashed(e.getKey(), "it threw " + ex + " at journal line " + line, List.of(line));
                return true;
            }
        });
    }

    List<Finding> finish(RunView run) {
        var all = new ArrayList<>(findings);
        wellFormed.finding().ifPresent(all::add);
        running.forEach((name, checker) -> {
            try {
                all.addAll(checker.finish(run));
            } catch (RuntimeException | StackOverflowError | AssertionError ex) {
                all.add(new Finding(
                        "checker",
                        Weight.INCONCLUSIVE,
                        name,
                        "checker " + name + " could not judge: it threw " + ex + " at the end",
                        List.of()));
            }
        });
        return all;
    }
}
