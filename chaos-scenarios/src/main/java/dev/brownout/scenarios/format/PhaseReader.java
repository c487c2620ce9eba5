package dev.brownout.scenarios.format;

import dev.brownout.api.Expectation;
import dev.brownout.api.FaultKind;
import dev.brownout.api.FaultUse;
import dev.brownout.api.Phase;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Reads one phase of a timeline: its time, its faults and what is expected meanwhile. */
final class PhaseReader {
    private final ScenarioReader.Vocabulary vocabulary;
    private final Set<String> cast;

    PhaseReader(ScenarioReader.Vocabulary vocabulary, Set<String> cast) {
        this.vocabulary = vocabulary;
        this.cast = cast;
    }

    Phase read(Fields f) {
        var id = f.required("phase", f.parsed("phase", ScenarioReader::id), "none");
        var title = f.text("title").orElse("");
        var at = f.required("at", f.incidentTime("at"), Duration.ZERO);
        var length = f.required("for", f.incidentTime("for"), Duration.ofMinutes(1));
        if (length.isZero()) {
            f.problem(f.at("for"), "\"for\" of phase " + id + " must be > 0, but was 0s; leave the phase out instead");
            length = Duration.ofMinutes(1);
        }
        var atLeast = f.duration("at-least").orElse(Duration.ZERO);
        var faults = faults(f, id);
        var expect = new LinkedHashMap<String, Expectation>();
        f.mapping("expect", "expect of phase " + id)
                .ifPresent(e -> e.keys()
                        .forEach(capability -> e.node(capability)
                                .flatMap(n -> ExpectationReader.read(e, capability, n, !faults.isEmpty()))
                                .ifPresent(x -> expect.put(capability, x))));
        f.end();
        return new Phase(id, title, at, length, atLeast, faults, expect);
    }

    private List<FaultUse> faults(Fields f, String phase) {
        var uses = new ArrayList<FaultUse>();
        for (var n : f.list("faults")) {
            f.mapping(n, "a fault of phase " + phase).ifPresent(one -> {
                if (one.keys().size() != 1) {
                    f.problem(
                            n.at(),
                            "a fault must have one key, its kind (- tcp.refuse: {on: …}), but has "
                                    + one.keys().size());
                    return;
                }
                var name = one.keys().iterator().next();
                var kind = vocabulary.faults().find(name);
                if (kind.isEmpty()) {
                    var names = vocabulary.faults().kinds().stream()
                            .map(FaultKind::name)
                            .toList();
                    f.problem(n.at(), "unknown fault \"" + name + "\"; " + Nearest.hint(name, names));
                    return;
                }
                one.mapping(name, name).flatMap(a -> use(a, kind.get())).ifPresent(use -> {
                    contradictions(f, n, use, uses);
                    uses.add(use);
                });
            });
        }
        return uses;
    }

    private void contradictions(Fields f, Node at, FaultUse use, List<FaultUse> others) {
        for (var other : others) {
            if (other.on().equals(use.on())
                    && vocabulary.faults().contradict(use.kind(), use.arguments(), other.kind(), other.arguments())) {
                f.problem(
                        at.at(),
                        use.kind() + " on " + use.on() + " contradicts " + other.kind()
                                + " on the same part in the same phase; keep one of them");
            }
        }
    }

    private Optional<FaultUse> use(Fields a, FaultKind<?> kind) {
        var on = a.requiredText("on");
        if (!on.isEmpty() && !cast.contains(on)) {
            a.problem(
                    a.at("on"),
                    "fault " + kind.name() + " must be on a part of the cast, but was on \"" + on + "\"; "
                            + (cast.isEmpty() ? "the scenario has no cast" : Nearest.hint(on, cast)));
        }
        boolean optional = a.parsed("exposure", t -> switch (t) {
                    case "optional" -> true;
                    case "required" -> false;
                    default ->
                        throw new IllegalArgumentException("must be required or optional, but was \"" + t + "\"");
                })
                .orElse(false);
        return a.arguments(kind.name(), kind.parameters(), kind::create)
                .map(arguments -> new FaultUse(kind.name(), on, arguments, optional));
    }
}
