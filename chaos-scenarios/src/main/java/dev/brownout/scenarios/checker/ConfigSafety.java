package dev.brownout.scenarios.checker;

import static dev.brownout.scenarios.checker.Checks.invoked;
import static dev.brownout.scenarios.checker.Checks.ok;
import static dev.brownout.scenarios.checker.Checks.text;

import dev.brownout.api.Checker;
import dev.brownout.api.CheckerDescription;
import dev.brownout.api.Finding;
import dev.brownout.api.Operation;
import dev.brownout.api.Parameter;
import dev.brownout.api.RunView;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * A15: a configuration that is known to be bad is refused and never active; what is active is the last good one that was
 * loaded, where an indeterminate load may have happened, or may happen yet; and an alarm tells of the bad one in time. That the
 * process stays up is the judge's own rule {@code component}.
 *
 * <p>Safety, but for the alarm, which is missing only once its time has passed. Remembers, for every component, the loads that
 * may be the active one, and the bad loads without an alarm.
 */
public final class ConfigSafety implements Checker {
    private static final String NAME = "config-safety";

    /** A load of a good configuration that may be the active one. */
    private static final class Load {
        final String version;
        final long invoked;
        /** Where it was known to have taken effect; what is not known to have may do so at any time. */
        long effective = Long.MAX_VALUE;

        Load(String version, long invoked) {
            this.version = version;
            this.invoked = invoked;
        }
    }

    private static final class Component {
        final List<Load> loads = new ArrayList<>();
        final Set<String> loaded = new HashSet<>();
        Optional<String> initial = Optional.empty();
        boolean initialGone;
    }

    private record Open(String component, String version, boolean valid, long line, long at, Load load) {}

    private record Bad(String component, String version, long line, long since, long by) {}

    private final Unanswered<Open> open = new Unanswered<>();
    private final Map<String, Component> components = new HashMap<>();
    private final List<Bad> unalarmed = new ArrayList<>();
    private final Breaks broken = new Breaks(NAME);
    private final long alarmWithin;
    private boolean told;

    private ConfigSafety(Setting setting) {
        alarmWithin = setting.arguments().duration("alarm-within").toNanos();
    }

    /** Registers the checker. */
    public static final class Registered implements Factory {
        @Override
        public CheckerDescription description() {
            return CheckerDescription.safety(
                            NAME,
                            "A bad configuration was refused, the last good one stayed active, and an alarm told of it.")
                    .withAssertions("A15")
                    .withReads("load-config, active-config, alarm")
                    .withState("for every component, the loads that may be the active one; bad loads without an alarm")
                    .withBounds(
                            "60s is A15's own; 0s asks for no alarm, where nobody records them.",
                            Parameter.duration(
                                    "alarm-within",
                                    "60s",
                                    "0s",
                                    "1h",
                                    "how soon after a bad load was answered an alarm tells of it"));
        }

        @Override
        public int version() {
            return 1;
        }

        @Override
        public Checker create(Setting setting) {
            return new ConfigSafety(setting);
        }
    }

    @Override
    public void accept(long line, long at, Operation o) {
        passed(at);
        switch (o.action()) {
            case "load-config" -> load(line, at, o);
            case "active-config" -> {
                if (ok(o)) {
                    active(line, component(text(o, "component")), o);
                }
            }
            case "alarm" -> {
                if (ok(o) && Checks.is(o, "firing")) {
                    unalarmed.removeIf(b -> b.component().equals(text(o, "about")));
                    alarms.put(text(o, "about"), at);
                }
            }
            default -> {
                // not about configurations
            }
        }
    }

    /** When an alarm last told of a component. */
    private final Map<String, Long> alarms = new HashMap<>();

    private void passed(long at) {
        if (unalarmed.isEmpty()) {
            return;
        }
        unalarmed.removeIf(b -> {
            if (at <= b.by()) {
                return false;
            }
            broken.add(
                    b.component(),
                    "no alarm told of bad configuration " + b.version() + " of " + b.component() + " within "
                            + Checks.millis(alarmWithin),
                    b.line());
            return true;
        });
    }

    private Component component(String name) {
        return components.computeIfAbsent(name, c -> new Component());
    }

    private void load(long line, long at, Operation o) {
        if (invoked(o)) {
            told = true;
            var load = new Load(text(o, "version"), line);
            boolean valid = !"false".equals(o.data().get("valid"));
            open.put(o.id(), new Open(text(o, "component"), load.version, valid, line, at, load));
            var component = component(text(o, "component"));
            component.loaded.add(load.version);
            if (valid) {
                component.loads.add(load);
            }
            return;
        }
        var asked = open.remove(o.id());
        if (asked != null && asked.valid()) {
            good(line, o, asked.load(), component(asked.component()));
        } else if (asked != null) {
            bad(line, at, o, asked);
        }
    }

    private void bad(long line, long at, Operation o, Open asked) {
        if (ok(o)) {
            broken.add(
                    asked.component(),
                    "bad configuration " + asked.version() + " of " + asked.component() + " was accepted",
                    asked.line(),
                    line);
        }
        // a load without a usable answer may never have arrived
        if (o.type() != Operation.Type.INDETERMINATE
                && alarmWithin > 0
                && alarms.getOrDefault(asked.component(), Long.MIN_VALUE) < asked.at()) {
            unalarmed.add(new Bad(asked.component(), asked.version(), asked.line(), asked.at(), at + alarmWithin));
        }
    }

    private void good(long line, Operation o, Load load, Component component) {
        if (ok(o)) {
            load.effective = Math.min(load.effective, line);
            component.initialGone = true;
            // what had taken effect before this one was asked for is not the last one any more
            component.loads.removeIf(l -> l.effective < load.invoked);
        } else if (o.type() == Operation.Type.FAILED) {
            component.loads.remove(load);
            if (load.effective < line) {
                broken.add(
                        load.version,
                        "configuration " + load.version + " was refused but seen active",
                        load.effective,
                        line);
            }
        }
    }

    private void active(long line, Component component, Operation o) {
        told = true;
        var version = text(o, "version");
        var causes =
                component.loads.stream().filter(l -> l.version.equals(version)).toList();
        boolean initial = !component.initialGone
                && (component.initial.isEmpty()
                        ? !component.loaded.contains(version)
                        : component.initial.get().equals(version));
        if (causes.size() == 1 && !initial) {
            var active = causes.get(0);
            active.effective = Math.min(active.effective, line);
            component.initialGone = true;
            // what had taken effect and is not the active one will not be again
            component.loads.removeIf(l -> l != active && l.effective < line);
        } else if (causes.isEmpty() && initial) {
            component.initial = Optional.of(version);
        } else if (causes.isEmpty()) {
            broken.add(
                    text(o, "component"),
                    text(o, "component") + " must run the last good configuration, but runs " + version,
                    line);
        }
    }

    @Override
    public boolean broken() {
        return broken.any();
    }

    @Override
    public List<Finding> finish(RunView run) {
        return broken.orCannotSay(
                told && unalarmed.isEmpty(),
                "load-config",
                told
                        ? "the history ends before the alarm had to come that tells of a bad configuration"
                        : "no configuration was loaded or seen");
    }
}
