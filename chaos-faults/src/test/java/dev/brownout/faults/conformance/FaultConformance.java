package dev.brownout.faults.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.brownout.api.Arguments;
import dev.brownout.api.Component;
import dev.brownout.api.Fault;
import dev.brownout.api.FaultKind;
import dev.brownout.api.Injection;
import dev.brownout.api.InjectionContext;
import dev.brownout.api.Measurement;
import dev.brownout.api.Target;
import dev.brownout.api.TargetKind;
import dev.brownout.faults.FaultRegistry;
import dev.brownout.faults.LocalPlane;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Predicate;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/**
 * What every fault kind must do, through the local plane and a vantage inside a real JVM: measured healthy → injected →
 * witnessed → met by the victim → closed → witnessed healthy; closing is idempotent and works under traffic; two injections
 * on one target are undone one by one. Cases wait more than they work, so they run beside each other; the tests of one case do not.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@Execution(ExecutionMode.CONCURRENT)
public abstract class FaultConformance {
    private static final long SEED = 42;
    /** How often a witness is asked before it is believed not to be fooled. */
    private static final int LOOKS = 3;

    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private final String kind;
    private final Map<String, ?> arguments;
    private LocalPlane plane;
    private VictimJvm victim;
    private Subject<?> subject;

    /**
     * Make a case of a kind.
     *
     * @param kind the kind's name
     * @param arguments what is given to it
     */
    protected FaultConformance(String kind, Map<String, ?> arguments) {
        this.kind = kind;
        this.arguments = arguments;
    }

    /** The kind's name. */
    protected final String kind() {
        return kind;
    }

    /** What is given to the kind. */
    protected final Map<String, ?> arguments() {
        return arguments;
    }

    /** The component that meets the fault and measures it. */
    protected abstract Component victim();

    /** Open the plane. Called once, before {@link #prepare}. */
    protected LocalPlane open(long seed) {
        return LocalPlane.open(seed);
    }

    /** Start the victim's JVM. Called once, after {@link #prepare}. */
    protected VictimJvm startVictim(LocalPlane plane) {
        return VictimJvm.start(plane, victim(), victimArguments(plane));
    }

    /** What the victim's JVM is started with beside the agent. Called once, after {@link #prepare}. */
    protected List<String> victimArguments(LocalPlane plane) {
        return List.of();
    }

    /** What it is done to. */
    protected abstract Target target();

    /** Bring up what the fault takes hold of: open links, publish names. Called once, before any measurement. */
    protected abstract void prepare(LocalPlane plane) throws Exception;

    /** Take down what {@link #prepare} has brought up. Called once, after the plane was closed. */
    protected abstract void dismantle();

    /**
     * Do a piece of the victim's own work that meets the fault if it is in place, whatever comes of it. Takes bounded time,
     * throws nothing. Called before each injection too, so it may hold a connection open.
     *
     * @param victim the victim's JVM
     */
    protected abstract void victimWorks(VictimJvm victim);

    /** Who meets the fault: the id that its exposure is counted under. By default, who measures it, too. */
    protected String exposed() {
        return victim().id();
    }

    /** Whether the fault is met without any work of ours, so that its exposure grows while a witness looks. */
    protected boolean meetsByItself() {
        return false;
    }

    /** A kind with one fault of it, so that the two fit. */
    private record Subject<F extends Fault>(
            FaultKind<F> kind, Arguments arguments, F fault, Target target, LocalPlane plane) {
        static <F extends Fault> Subject<F> of(
                FaultKind<F> kind, Map<String, ?> given, Target target, LocalPlane plane) {
            var arguments = Arguments.of(kind.parameters(), given);
            return new Subject<>(kind, arguments, kind.create(arguments), target, plane);
        }

        Injection inject(String id) {
            return kind.inject(fault, target, new InjectionContext(id, SEED, plane, (action, arguments) -> () -> {}));
        }

        Measurement measure(VictimJvm victim, String id) {
            return kind.measure(
                    fault,
                    target,
                    victim.vantage(),
                    new InjectionContext(id, SEED, plane, (action, arguments) -> () -> {}));
        }
    }

    @BeforeAll
    void start() throws Exception {
        plane = open(SEED);
        prepare(plane);
        victim = startVictim(plane);
        subject = Subject.of(FaultRegistry.load().find(kind()).orElseThrow(), arguments(), target(), plane);
    }

    @AfterAll
    void stop() {
        if (victim != null) {
            victim.close();
        }
        plane.close();
        plane.close();
        dismantle();
    }

    /** Look at the fault's place while an injector is broken: first one that does nothing, then one that cannot be removed. */
    void shouldNotBeFooled() {
        var id = "sabotage/1/" + kind();
        victimWorks(victim);
        awaitHealth(id);
        for (int i = 0; i < LOOKS; i++) {
            assertThat(subject.measure(victim, id))
                    .as("nothing was done")
                    .matches(m -> !m.symptom(), "shows no symptom");
        }
        try (var stuck = subject.inject(id)) {
            assertThat(stuck).isNotNull();
            awaitSymptom(id);
            for (int i = 0; i < LOOKS; i++) {
                assertThat(subject.measure(victim, id))
                        .as("it was not removed")
                        .matches(m -> !m.healthy(), "is not healthy");
            }
        }
        awaitHealth(id);
    }

    private void awaitSymptom(String id) {
        await(id, "symptom", Measurement::symptom);
    }

    private void awaitHealth(String id) {
        await(id, "health", Measurement::healthy);
    }

    private void await(String id, String what, Predicate<Measurement> reached) {
        Awaitility.await(what)
                .atMost(PATIENCE)
                .untilAsserted(
                        () -> assertThat(subject.measure(victim, id)).as(what).matches(reached));
    }

    @Test
    @Execution(ExecutionMode.SAME_THREAD)
    void should_be_witnessed_met_and_restored() {
        var id = "phase/1/" + kind();
        victimWorks(victim);
        awaitHealth(id);

        var injection = subject.inject(id);
        assertThat(injection).isNotNull();
        try {
            awaitSymptom(id);
            Awaitility.await("exposure").atMost(PATIENCE).until(() -> {
                victimWorks(victim);
                return injection.exposure().getOrDefault(exposed(), 0L) > 0;
            });
            assertThat(injection.exposure()).containsOnlyKeys(exposed());
        } finally {
            injection.close();
        }
        awaitHealth(id);
        victimWorks(victim);
    }

    @Test
    @Execution(ExecutionMode.SAME_THREAD)
    void should_not_count_witnesses() {
        var id = "phase/2/" + kind();
        try (var injection = subject.inject(id)) {
            var before = injection.exposure();
            awaitSymptom(id);
            subject.measure(victim, id);
            if (!meetsByItself()) {
                assertThat(injection.exposure()).isEqualTo(before);
            }
        }
        awaitHealth(id);
    }

    @Test
    @Execution(ExecutionMode.SAME_THREAD)
    void should_close_twice_and_keep_its_count() {
        var id = "phase/3/" + kind();
        var injection = subject.inject(id);
        victimWorks(victim);
        injection.close();
        var exposure = injection.exposure();
        injection.close();
        victimWorks(victim);
        assertThat(injection.exposure()).isEqualTo(exposure);
        awaitHealth(id);
    }

    @Test
    @Execution(ExecutionMode.SAME_THREAD)
    void should_come_and_go_under_traffic() throws InterruptedException {
        var id = "phase/4/" + kind();
        var over = new AtomicBoolean();
        var worker = new Thread(
                () -> {
                    while (!over.get()) {
                        victimWorks(victim);
                    }
                },
                "victim-traffic");
        worker.setDaemon(true);
        worker.start();
        try {
            for (int i = 0; i < 5; i++) {
                subject.inject(id + i).close();
            }
            var injection = subject.inject(id);
            awaitSymptom(id);
            injection.close();
            awaitHealth(id);
        } finally {
            over.set(true);
            worker.join(PATIENCE.toMillis());
        }
        assertThat(worker.isAlive()).isFalse();
    }

    @Test
    @Execution(ExecutionMode.SAME_THREAD)
    void should_undo_two_injections_one_by_one() {
        var id = "phase/5/" + kind();
        var first = subject.inject(id + "/a");
        var second = subject.inject(id + "/b");
        awaitSymptom(id);
        first.close();
        awaitSymptom(id);
        second.close();
        awaitHealth(id);
    }

    /**
     * Another kind on the same target with its arguments, to be in place together with this one; by default one that goes
     * before it on the way (victim, tcp, tls, http, target).
     */
    protected Map.Entry<String, Map<String, ?>> companion() {
        return target().kind() == TargetKind.NAME
                ? Map.entry("dns.servfail", Map.of("ratio", 0.5))
                : Map.entry("tcp.latency", Map.of("latency", "40ms", "jitter", "0s"));
    }

    @Test
    @Execution(ExecutionMode.SAME_THREAD)
    void should_live_beside_another_fault_unless_they_contradict() {
        var registry = FaultRegistry.load();
        var other = registry.find(companion().getKey()).orElseThrow();
        var beside = Subject.of(other, companion().getValue(), target(), plane);
        boolean contradict = registry.contradict(
                kind(),
                subject.arguments(),
                other.name(),
                Arguments.of(other.parameters(), companion().getValue()));
        var id = "phase/6/" + kind();
        var first = beside.inject(id + "/companion");
        try (var second = subject.inject(id)) {
            assertThat(second).isNotSameAs(first);
            if (!contradict) {
                awaitSymptom(id);
                first.close();
                awaitSymptom(id);
            }
        } finally {
            first.close();
        }
        awaitHealth(id);
        Awaitility.await("the companion is gone")
                .atMost(PATIENCE)
                .until(() -> beside.measure(victim, id).healthy());
    }
}
