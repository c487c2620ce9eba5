package dev.brownout.faults.node;

import dev.brownout.api.Arguments;
import dev.brownout.api.Durations;
import dev.brownout.api.Fault;
import dev.brownout.api.FaultKind;
import dev.brownout.api.FaultPlane;
import dev.brownout.api.InjectionContext;
import dev.brownout.api.Target;
import dev.brownout.api.UndoLedger;
import dev.brownout.faults.FaultRegistry;
import dev.brownout.faults.Leases;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * The injections of a node, by ids that their callers choose. An id is used once: one that was deleted, even before it was
 * ever asked for, is refused from then on, so that a request which is late cannot bring back what was undone. Thread safe.
 */
final class NodeInjections {
    private static final JsonMapper JSON = new JsonMapper();
    private static final int MOST_IN_PLACE = 1_000;
    private static final int MOST_REMEMBERED = 20_000;

    private final FaultPlane plane;
    private final UndoLedger ledger;
    private final FaultRegistry kinds;
    private final NodeTargets targets;
    private final Leases leases;
    private final Clock clock;
    private final Map<String, Slot> slots = new LinkedHashMap<>();

    /** What is asked for, checked. */
    record Wish(
            String id,
            FaultKind<?> kind,
            Arguments arguments,
            Target target,
            long seed,
            String decides,
            String run,
            Duration life) {

        boolean same(Wish other) {
            return kind.name().equals(other.kind.name())
                    && arguments.equals(other.arguments)
                    && target.id().equals(other.target.id())
                    && seed == other.seed
                    && life.equals(other.life);
        }
    }

    private enum State {
        ASKED,
        IN_PLACE,
        REMOVED,
        EXPIRED,
        STUCK
    }

    private record Condition(State state, String detail) {}

    /**
     * One id. Its lock is held while its fault is put in place or taken away, and whenever its condition changes; it is taken
     * before the lock of all.
     */
    private static final class Slot {
        final Optional<Wish> wish;
        final Instant began;
        volatile Condition condition;
        volatile Optional<Leases.Lease> lease = Optional.empty();

        Slot(Optional<Wish> wish, Instant began) {
            this.wish = wish;
            this.began = began;
            this.condition = new Condition(wish.isPresent() ? State.ASKED : State.REMOVED, "");
        }

        boolean inPlace() {
            return switch (condition.state()) {
                case ASKED, IN_PLACE, STUCK -> true;
                case REMOVED, EXPIRED -> false;
            };
        }
    }

    NodeInjections(
            FaultPlane plane, UndoLedger ledger, FaultRegistry kinds, NodeTargets targets, Leases leases, Clock clock) {
        this.plane = plane;
        this.ledger = ledger;
        this.kinds = kinds;
        this.targets = targets;
        this.leases = leases;
        this.clock = clock;
    }

    /** Put a fault in place, unless the same was already, and tell of it. */
    ObjectNode put(Wish wish, boolean evenIfContradicting) {
        var slot = new Slot(Optional.of(wish), clock.instant());
        Slot before;
        synchronized (slot) {
            synchronized (slots) {
                before = slots.get(wish.id());
                if (before == null) {
                    refuseMore(wish, evenIfContradicting);
                    slots.put(wish.id(), slot);
                }
            }
            if (before == null) {
                inject(wish, slot);
                return json(wish.id(), slot);
            }
        }
        synchronized (before) {
            if (before.wish.isPresent() && before.wish.get().same(wish) && before.inPlace()) {
                return json(wish.id(), before);
            }
        }
        throw NodeError.of(
                409,
                "the id of an injection must be new, but \"" + wish.id() + "\" was used, or deleted, before",
                "choose another id");
    }

    private void inject(Wish wish, Slot slot) {
        try {
            slot.lease = Optional.of(inject(wish.kind(), wish, slot));
            slot.condition = new Condition(State.IN_PLACE, "");
        } finally {
            if (slot.lease.isEmpty()) {
                slot.condition = new Condition(State.REMOVED, "it could not be put in place");
                synchronized (slots) {
                    slots.remove(wish.id(), slot);
                }
            }
        }
    }

    private void refuseMore(Wish wish, boolean evenIfContradicting) {
        if (slots.values().stream().filter(Slot::inPlace).count() >= MOST_IN_PLACE) {
            throw NodeError.of(409, "at most " + MOST_IN_PLACE + " injections may be in place", "delete some first");
        }
        if (!evenIfContradicting) {
            refuseContradictions(wish);
        }
    }

    private <F extends Fault> Leases.Lease inject(FaultKind<F> kind, Wish wish, Slot slot) {
        var fault = kind.create(wish.arguments());
        kind.refusal(fault, wish.target(), targets.stack()).ifPresent(why -> {
            throw NodeError.of(409, why, "");
        });
        return leases.inject(
                kind,
                fault,
                wish.target(),
                new InjectionContext(wish.decides(), wish.seed(), plane, ledger, wish.life()),
                failure -> {
                    synchronized (slot) {
                        slot.condition = new Condition(
                                failure.isPresent() ? State.STUCK : State.EXPIRED,
                                "its maximum life of " + Durations.format(wish.life()) + " is over"
                                        + failure.map(e -> ", but it could not be taken away: " + e.getMessage())
                                                .orElse(""));
                    }
                });
    }

    private void refuseContradictions(Wish wish) {
        for (var other : slots.entrySet()) {
            var there = other.getValue().wish;
            if (other.getValue().inPlace()
                    && there.isPresent()
                    && there.get().target().id().equals(wish.target().id())
                    && kinds.contradict(
                            wish.kind().name(),
                            wish.arguments(),
                            there.get().kind().name(),
                            there.get().arguments())) {
                throw NodeError.of(
                        409,
                        wish.kind().name() + " contradicts "
                                + there.get().kind().name() + ", which is in place on "
                                + wish.target().id() + " as \"" + other.getKey() + "\"",
                        "delete that one first");
            }
        }
    }

    /** Take a fault away, wait for that, and keep its id from being used again. Idempotent. */
    void delete(String id) {
        Slot slot;
        synchronized (slots) {
            slot = slots.computeIfAbsent(id, i -> new Slot(Optional.empty(), clock.instant()));
        }
        synchronized (slot) {
            if (slot.lease.isPresent() && slot.inPlace()) {
                var lease = slot.lease.get();
                lease.close();
                if (!lease.expired()) {
                    slot.condition = new Condition(State.REMOVED, "");
                }
            }
        }
        synchronized (slots) {
            // it may have been given up while we waited: still nobody may use the id
            slots.putIfAbsent(id, slot);
            forgetOldest();
        }
    }

    /** Take away what a run has had done, that it was not heard of for so long that it must be gone. */
    void abandon(String run, Duration lease) {
        Map<String, Slot> all;
        synchronized (slots) {
            all = new LinkedHashMap<>(slots);
        }
        all.forEach((id, slot) -> {
            if (slot.wish.filter(w -> w.run().equals(run)).isPresent() && slot.inPlace()) {
                delete(id);
                synchronized (slot) {
                    slot.condition = new Condition(
                            State.EXPIRED,
                            "its run was not heard of for longer than its lease of " + Durations.format(lease));
                }
            }
        });
    }

    private void forgetOldest() {
        var all = slots.values().iterator();
        for (int over = slots.size() - MOST_REMEMBERED; over > 0 && all.hasNext(); ) {
            if (!all.next().inPlace()) {
                all.remove();
                over--;
            }
        }
    }

    /** Tell of an injection; empty where nothing was ever done under that id. */
    Optional<ObjectNode> find(String id) {
        Slot slot;
        synchronized (slots) {
            slot = slots.get(id);
        }
        return slot == null || slot.wish.isEmpty() ? Optional.empty() : Optional.of(json(id, slot));
    }

    /** Tell under which id an injection decides; empty where nothing was ever done under its own. */
    Optional<String> decides(String id) {
        synchronized (slots) {
            return Optional.ofNullable(slots.get(id)).flatMap(slot -> slot.wish).map(Wish::decides);
        }
    }

    /** Tell of every injection that is in place, the oldest first. */
    List<ObjectNode> inPlace() {
        Map<String, Slot> all;
        synchronized (slots) {
            all = new LinkedHashMap<>(slots);
        }
        var found = new ArrayList<ObjectNode>();
        all.forEach((id, slot) -> {
            if (slot.inPlace()) {
                found.add(json(id, slot));
            }
        });
        return found;
    }

    private static ObjectNode json(String id, Slot slot) {
        var wish = slot.wish.orElseThrow();
        var condition = slot.condition;
        var node = JSON.createObjectNode()
                .put("id", id)
                .put("kind", wish.kind().name())
                .put("target", wish.target().id())
                .put("seed", wish.seed())
                .put("life", Durations.format(wish.life()))
                .put("began", slot.began.toString())
                .put("ends", slot.began.plus(wish.life()).toString())
                .put("state", condition.state().name().toLowerCase(Locale.ROOT).replace('_', '-'))
                .put("detail", condition.detail());
        var arguments = node.putObject("arguments");
        wish.arguments().values().forEach(arguments::put);
        var exposure = node.putObject("exposure");
        slot.lease.ifPresent(l -> l.exposure().forEach(exposure::put));
        return node;
    }
}
