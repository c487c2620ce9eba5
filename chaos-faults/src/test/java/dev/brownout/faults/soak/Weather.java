package dev.brownout.faults.soak;

import dev.brownout.api.Arguments;
import dev.brownout.api.Fault;
import dev.brownout.api.FaultKind;
import dev.brownout.api.Injection;
import dev.brownout.api.InjectionContext;
import dev.brownout.api.Stack;
import dev.brownout.api.Target;
import dev.brownout.faults.FaultRegistry;
import dev.brownout.faults.LocalPlane;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.PriorityQueue;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Faults that come and go on several targets, all from one seed, and a record of when each target had any: what is lost
 * outside those times is lost for no reason. Driven by one thread; {@link #disturbed} may be asked from any.
 */
final class Weather implements AutoCloseable {
    /** After a fault was closed, answers that it held back may still be on their way. */
    private static final long AFTERMATH = Duration.ofMillis(1500).toNanos();

    private static final long SHORTEST = Duration.ofMillis(10).toNanos();
    private static final long LONGEST = Duration.ofMillis(300).toNanos();
    /** Longer than a client's patience and the aftermath, so that every calm has questions in it that nothing excuses. */
    private static final long TURN = Duration.ofSeconds(10).toNanos();
    /** How many choices are looked at before a turn is let pass. */
    private static final int TRIES = 50;

    private static final int MOST_SPELLS = 500;
    private static final int LONGEST_STORY = 12;

    /** A fault that can come to a target. */
    private record Choice<F extends Fault>(FaultKind<F> kind, Arguments arguments, Target target, boolean loses) {
        static <F extends Fault> Choice<F> of(FaultKind<F> kind, Target target, boolean loses) {
            return new Choice<>(
                    kind, Arguments.of(kind.parameters(), kind.description().example()), target, loses);
        }

        Optional<String> refusal(Stack stack) {
            return kind.refusal(kind.create(arguments), target, stack);
        }

        Injection inject(String id, long seed, LocalPlane plane) {
            return kind.inject(
                    kind.create(arguments), target, new InjectionContext(id, seed, plane, (action, undo) -> () -> {
                        throw new AssertionError(action + " outlives nothing here");
                    }));
        }
    }

    private record Standing(Choice<?> choice, Injection injection, long until) {}

    /** A stretch of time in which a target had a fault. */
    private record Spell(String target, long from, long until) {}

    private final LocalPlane plane;
    private final FaultRegistry registry;
    private final List<Choice<?>> choices = new ArrayList<>();
    private final SplittableRandom chance;
    private final long seed;
    private final PriorityQueue<Standing> standing =
            new PriorityQueue<>(java.util.Comparator.comparingLong(Standing::until));
    private final Map<String, Integer> counts = new HashMap<>();
    private final Deque<Spell> spells = new ArrayDeque<>();
    private final Map<String, Long> since = new HashMap<>();
    private final NavigableSet<String> targets = new TreeSet<>();
    private final Deque<String> story = new ArrayDeque<>();
    private int ordinal;

    Weather(LocalPlane plane, FaultRegistry registry, long seed) {
        this.plane = plane;
        this.registry = registry;
        this.seed = seed;
        this.chance = new SplittableRandom(seed);
    }

    /**
     * Let a kind, as its example has it, come to a target; while one that loses nothing is there, nothing may be lost.
     *
     * @return false if it cannot be done to this target
     */
    boolean may(FaultKind<?> kind, Target target, boolean loses, Stack stack) {
        var choice = Choice.of(kind, target, loses);
        if (choice.refusal(stack).isPresent()) {
            return false;
        }
        targets.add(target.id());
        return choices.add(choice);
    }

    /** Half of the targets have calm at any time, so that there is a time in which nothing may be lost. */
    private boolean calm(String target, long now) {
        return (now / TURN + targets.headSet(target).size()) % 2 == 0;
    }

    /** How often each kind came. */
    Map<String, Integer> counts() {
        return new TreeMap<>(counts);
    }

    /** End the faults whose time is over, and let one more come. */
    void blow(long now) {
        while (!standing.isEmpty() && standing.peek().until() <= now) {
            end(standing.remove());
        }
        for (int i = 0; i < TRIES; i++) {
            var choice = choices.get(chance.nextInt(choices.size()));
            if (!(choice.loses() && calm(choice.target().id(), now)) && !contradicts(choice)) {
                begin(choice, now);
                return;
            }
        }
    }

    private boolean contradicts(Choice<?> choice) {
        return standing.stream()
                .map(Standing::choice)
                .filter(c -> c.target().id().equals(choice.target().id()))
                .anyMatch(c -> registry.contradict(
                        c.kind().name(), c.arguments(), choice.kind().name(), choice.arguments()));
    }

    private void begin(Choice<?> choice, long now) {
        if (choice.loses()) {
            began(choice.target().id(), now);
        }
        tell(choice, "+", now);
        var injection = choice.inject("soak/" + ordinal++ + "/" + choice.kind().name(), seed, plane);
        standing.add(new Standing(choice, injection, now + chance.nextLong(SHORTEST, LONGEST)));
        counts.merge(choice.kind().name(), 1, Integer::sum);
    }

    private synchronized void tell(Choice<?> choice, String what, long now) {
        if (story.size() == LONGEST_STORY * targets.size()) {
            story.remove();
        }
        story.add(choice.target().id() + " " + what + choice.kind().name() + " " + now / 1_000_000);
    }

    /** What came and went on a target of late, with milliseconds to the moment. */
    synchronized String story(String target, long moment) {
        return story.stream().filter(s -> s.startsWith(target + " ")).toList() + ", asked at " + moment / 1_000_000;
    }

    private synchronized void began(String target, long now) {
        since.putIfAbsent(target, now);
    }

    private void end(Standing over) {
        over.injection().close();
        tell(over.choice(), "-", System.nanoTime());
        var target = over.choice().target().id();
        if (over.choice().loses()
                && standing.stream()
                        .map(Standing::choice)
                        .noneMatch(c -> c.loses() && c.target().id().equals(target))) {
            ended(target, System.nanoTime());
        }
    }

    private synchronized void ended(String target, long now) {
        Long from = since.remove(target);
        if (from != null) {
            if (spells.size() == MOST_SPELLS) {
                spells.remove();
            }
            spells.add(new Spell(target, from, now + AFTERMATH));
        }
    }

    /** Whether a target had a fault at any moment between two times, or shortly before. */
    synchronized boolean disturbed(String target, long from, long until) {
        Long now = since.get(target);
        return (now != null && now <= until)
                || spells.stream().anyMatch(s -> s.target().equals(target) && s.from() <= until && s.until() >= from);
    }

    /** End every fault. */
    @Override
    public void close() {
        while (!standing.isEmpty()) {
            end(standing.remove());
        }
    }
}
