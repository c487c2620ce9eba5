package dev.brownout.scenarios.judge;

import dev.brownout.scenarios.journal.Event.Change;
import dev.brownout.scenarios.plan.Plan.PlannedFault;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** What the journal has told of one fault so far. {@link Proofs} fills it in. */
final class KnownFault {
    final PlannedFault planned;
    final String phase;
    final Set<String> controlled = new LinkedHashSet<>();
    final Set<String> symptomBefore = new LinkedHashSet<>();
    final List<Long> lines = new ArrayList<>();
    final Map<Change, Long> changes = new HashMap<>();
    final Map<String, Long> hits = new TreeMap<>();
    final Map<String, String> failures = new TreeMap<>();
    boolean counted;
    String reading = "";
    String lastRestored = "";

    KnownFault(PlannedFault planned, String phase) {
        this.planned = planned;
        this.phase = phase;
    }

    boolean did(Change change) {
        return changes.containsKey(change);
    }

    boolean touched() {
        return did(Change.ASKED);
    }

    boolean control() {
        return symptomBefore.isEmpty() && controlled.containsAll(planned.victims());
    }

    boolean exposed() {
        return spared().isEmpty();
    }

    boolean met(String victim) {
        return counted && hits.getOrDefault(victim, 0L) > 0;
    }

    /** Victims whose own traffic did not meet it, as far as is known. */
    List<String> spared() {
        return planned.victims().stream().filter(v -> !met(v)).toList();
    }

    boolean sameTarget(KnownFault other) {
        return planned.targetKind() == other.planned.targetKind()
                && planned.target().equals(other.planned.target());
    }

    /** Whether another is the same thing done to another target that plays the same part at the same time; or this one. */
    boolean sameDeed(KnownFault other) {
        return phase.equals(other.phase)
                && planned.kind().equals(other.planned.kind())
                && planned.part().equals(other.planned.part());
    }
}
