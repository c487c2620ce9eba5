package dev.brownout.junit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.brownout.api.Arguments;
import dev.brownout.api.Component;
import dev.brownout.api.FaultKind;
import dev.brownout.api.Link;
import dev.brownout.api.Name;
import dev.brownout.api.Parameter;
import dev.brownout.api.Protocol;
import dev.brownout.api.Resolution;
import dev.brownout.api.Target;
import dev.brownout.api.Timings;
import dev.brownout.faults.FaultRegistry;
import java.lang.reflect.Method;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every fault there is can be declared and put in place by code, with the same parameters as anywhere else. */
class FaultExamplesTests {
    private static final Component GATEWAY = new Component("gateway", Map.of(), Timings.NONE);
    private static final Component LEDGER = new Component("ledger", Map.of(), Timings.NONE);
    private static final Link LINK = Link.between(GATEWAY, LEDGER, Protocol.HTTP1);
    private static final Name NAME = new Name("ledger.example", Map.of(), Map.of("gateway", Resolution.PLANE));

    /** Opens nothing: no fault is put in place here. */
    private static final Faults FAULTS = new Faults(
            new Session(
                    () -> {
                        throw new IllegalStateException("no stack is needed");
                    },
                    1,
                    new Settings(Optional.empty(), Settings.Unproven.FAIL, Path.of("target")),
                    () -> {},
                    new Common(FaultRegistry::load, () -> {})),
            Optional.empty());

    static List<FaultKind<?>> kinds() {
        return FaultRegistry.load().kinds();
    }

    @Test
    void should_have_an_example_of_each_kind_and_no_other() {
        assertThat(examples().map(m -> only(m).kind()))
                .containsExactlyInAnyOrderElementsOf(
                        kinds().stream().map(FaultKind::name).toList());
    }

    @ParameterizedTest
    @MethodSource("kinds")
    void should_declare_what_the_kind_says(FaultKind<?> kind) {
        var declaration = only(example(kind));

        assertThat(declaration.given().keySet())
                .containsExactlyInAnyOrderElementsOf(
                        kind.parameters().stream().map(Parameter::name).toList());
        assertThat(Arguments.of(kind.parameters(), declaration.given()))
                .isEqualTo(Arguments.of(kind.parameters(), kind.description().example()));
        assertThat(declaration.on())
                .isEqualTo(Map.of(
                        kind.target().name().toLowerCase(java.util.Locale.ROOT),
                        target(kind).id()));
        assertThat(declaration.exposureOptional()).isFalse();
    }

    @ParameterizedTest
    @MethodSource("kinds")
    void should_prepare_what_the_kind_says(FaultKind<?> kind) throws ReflectiveOperationException {
        var prepared = (PreparedFault<?>) example(kind).invoke(null, faultTarget(kind));

        assertThat(prepared.kind()).isEqualTo(kind.name());
        assertThat(prepared.target().target()).isEqualTo(target(kind));
        assertThat(Arguments.of(kind.parameters(), prepared.arguments()))
                .isEqualTo(Arguments.of(kind.parameters(), kind.description().example()));
    }

    private static Stream<Method> examples() {
        return Arrays.stream(FaultExamples.class.getDeclaredMethods()).filter(m -> !m.isSynthetic());
    }

    private static Method example(FaultKind<?> kind) {
        return examples()
                .filter(m -> only(m).kind().equals(kind.name()))
                .findFirst()
                .orElseThrow();
    }

    private static Declaration only(Method example) {
        var declarations = FaultAnnotations.on(List.of(example));
        assertThat(declarations).as(example.getName()).hasSize(1);
        return declarations.get(0);
    }

    private static Target target(FaultKind<?> kind) {
        return switch (kind.target()) {
            case LINK -> LINK;
            case NAME -> NAME;
            case COMPONENT -> LEDGER;
        };
    }

    private static FaultTarget faultTarget(FaultKind<?> kind) {
        return switch (kind.target()) {
            case LINK -> new LinkTarget(FAULTS, LINK);
            case NAME -> new NameTarget(FAULTS, NAME);
            case COMPONENT -> new ComponentTarget(FAULTS, LEDGER);
        };
    }
}
