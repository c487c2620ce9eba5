package dev.brownout.faults.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.brownout.faults.FaultRegistry;
import dev.brownout.faults.container.Docker;
import dev.brownout.testing.NeedsDocker;
import java.lang.reflect.Modifier;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Every witness is tried against two broken injectors: one that says it did the fault and did nothing, and one that says it
 * removed it and did not. Runs in the surroundings of each kind's conformance case; a kind without one fails.
 */
@Execution(ExecutionMode.CONCURRENT)
class SabotageIT {
    private static final List<Class<?>> SUITES = List.of(
            ContainerFaultsIT.class,
            FileFaultsIT.class,
            HttpFaultsIT.class,
            LoadFaultsIT.class,
            NameFaultsIT.class,
            PacketFaultsIT.class,
            ProcessFaultsIT.class,
            StoreFaultsIT.class,
            TcpFaultsIT.class,
            TlsFaultsIT.class);

    /** The first conformance case of each kind, by the kind's name. */
    private static Map<String, FaultConformance> cases() {
        var cases = new TreeMap<String, FaultConformance>();
        for (var suite : SUITES) {
            var nested = Arrays.stream(suite.getDeclaredClasses())
                    .filter(FaultConformance.class::isAssignableFrom)
                    .filter(c -> !Modifier.isAbstract(c.getModifiers()))
                    .sorted(java.util.Comparator.comparing(Class::getName))
                    .toList();
            for (var type : nested) {
                var made = make(suite, type);
                cases.putIfAbsent(made.kind(), made);
            }
        }
        return cases;
    }

    private static FaultConformance make(Class<?> suite, Class<?> type) {
        try {
            if (Modifier.isStatic(type.getModifiers())) {
                return (FaultConformance) type.getDeclaredConstructor().newInstance();
            }
            var outer = suite.getDeclaredConstructor().newInstance();
            return (FaultConformance) type.getDeclaredConstructor(suite).newInstance(outer);
        } catch (ReflectiveOperationException e) {
            throw new LinkageError(type + " must have a constructor without parameters", e);
        }
    }

    static Stream<String> kinds() {
        return FaultRegistry.load().kinds().stream().map(k -> k.name());
    }

    @Test
    void should_have_a_conformance_case_for_every_kind() {
        assertThat(cases().keySet()).containsExactlyElementsOf(kinds().toList());
    }

    @ParameterizedTest
    @MethodSource("kinds")
    @Execution(ExecutionMode.CONCURRENT)
    void should_catch_a_broken_injector(String kind) throws Exception {
        var surroundings = java.util.Objects.requireNonNull(cases().get(kind), kind);
        Assumptions.assumeTrue(
                !surroundings.getClass().isAnnotationPresent(NeedsDocker.class)
                        || System.getenv().containsKey("CI")
                        || new Docker(Map.of()).state().usable(),
                "Docker is not there");
        surroundings.start();
        try {
            surroundings.shouldNotBeFooled();
        } finally {
            surroundings.stop();
        }
    }
}
