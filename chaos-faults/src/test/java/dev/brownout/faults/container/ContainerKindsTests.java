package dev.brownout.faults.container;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.brownout.api.Arguments;
import dev.brownout.api.BrownoutException;
import dev.brownout.api.Component;
import dev.brownout.api.ContainerAbility;
import dev.brownout.api.FaultKind;
import dev.brownout.api.InjectionContext;
import dev.brownout.api.InvalidFaultException;
import dev.brownout.api.Stack;
import dev.brownout.api.Timings;
import dev.brownout.faults.FaultRegistry;
import dev.brownout.faults.LocalPlane;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is refused before anything is touched, and when a component's turn comes. */
class ContainerKindsTests {
    private static final FaultRegistry KINDS = FaultRegistry.load();
    private static final Component BARE = new Component("store", Map.of("rack", "r9"), Timings.NONE);
    private static final Component WHOLE = BARE.withContainer(ContainerAbility.values());
    private static final Stack STACK =
            new Stack("small", "a store", Map.of(), List.of(BARE), List.of(), List.of(), List.of());

    private static FaultKind<?> kind(String name) {
        return KINDS.find(name).orElseThrow();
    }

    private static <F extends dev.brownout.api.Fault> Optional<String> refusal(
            FaultKind<F> kind, Component component, Map<String, ?> given) {
        return kind.refusal(kind.create(Arguments.of(kind.parameters(), given)), component, STACK);
    }

    @ParameterizedTest
    @CsvSource({
        "container.kill, LIFECYCLE",
        "container.stop, LIFECYCLE",
        "container.pause, LIFECYCLE",
        "container.restart, LIFECYCLE",
        "container.crash-loop, LIFECYCLE",
        "container.squeeze, RESOURCES",
        "container.disk-full, FILES",
        "container.off-network, NETWORKS",
        "zone.loss, LIFECYCLE",
        "region.blackout, LIFECYCLE",
        "region.flap, LIFECYCLE"
    })
    void should_be_refused_where_the_stack_does_not_declare_the_ability(String name, String ability) {
        var kind = kind(name);
        assertThat(refusal(kind, BARE, kind.description().example()))
                .contains(name + " cannot be done to store, because its stack declares container [] for it; declare"
                        + " ContainerAbility." + ability
                        + " and attach its container to the plane (FaultPlane.attach)");
        assertThat(refusal(kind, WHOLE, kind.description().example())).isEmpty();
    }

    @Test
    void should_need_networks_where_a_region_is_lost_by_them() {
        assertThat(refusal(kind("zone.loss"), BARE.withContainer(ContainerAbility.LIFECYCLE), Map.of("how", "network")))
                .hasValueSatisfying(why -> assertThat(why).contains("ContainerAbility.NETWORKS"));
    }

    @Test
    void should_refuse_a_rack_that_is_not_in_the_order() {
        assertThat(refusal(kind("region.blackout"), WHOLE, Map.of("over", "6s", "order", "r1 r2")))
                .contains(
                        "region.blackout cannot be done to store, because its label rack must be one of order [r1, r2],"
                                + " but its labels are {rack=r9}; name its rack in order, or do it at once (over: 0s)");
    }

    @ParameterizedTest
    @CsvSource({"r1, 0", "r2, 3000", "r9, 6000"})
    void should_go_rack_by_rack(String rack, long millis) {
        var fault = new RegionBlackoutFault(
                How.POWER, Duration.ofSeconds(6), "rack", List.of("r1", "r2", "r9"), Duration.ofHours(1));
        var component = new Component("store", Map.of("rack", rack), Timings.NONE);
        assertThat(fault.turn(component)).contains(Duration.ofMillis(millis));
        assertThat(new RegionBlackoutFault.Kind().feltAfter(fault, component, STACK))
                .hasMillis(millis);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "container.squeeze | cpus | 0 | cpus, memory or pids must be given, but all were 0; say for instance cpus: 0.2",
                "container.squeeze | cpus | 0.001 | cpus must be at least 0.01, or 0, but was 0.001",
                "container.squeeze | memory | 5 | memory must be at least 6 MiB, which is Docker's least, or 0, but was 5",
                "container.disk-full | path | data | path must be an absolute directory of the container, such as /data, but"
                        + " was \"data\"",
                "container.disk-full | path | / | path must be an absolute directory of the container, such as /data, but"
                        + " was \"/\"",
                "zone.loss | how | water | how must be power or network, but was \"water\"",
                "region.blackout | over | 6s | order must name two racks or more for over: 6s, but was []; say for instance"
                        + " order: \"r1 r2 r3\"",
                "region.blackout | order | r1 r1 | order must name each rack once, but was [r1, r1]",
                "container.crash-loop | back-off | 10s | back-off must be at most back-off-limit (5s), but was 10s"
            })
    void should_refuse_parameters_that_make_no_fault(String name, String parameter, String value, String why) {
        var kind = kind(name);
        assertThatThrownBy(() -> kind.create(Arguments.of(kind.parameters(), Map.of(parameter, value))))
                .isInstanceOf(InvalidFaultException.class)
                .hasMessage(why);
    }

    @Test
    void should_contradict_what_else_holds_the_whole_component_and_no_fault_of_a_link() {
        assertThat(KINDS.contradict("container.kill", arguments("container.kill"), "zone.loss", arguments("zone.loss")))
                .isTrue();
        assertThat(KINDS.contradict(
                        "process.pause", arguments("process.pause"), "region.flap", arguments("region.flap")))
                .isTrue();
        assertThat(KINDS.contradict("container.kill", arguments("container.kill"), "tcp.reset", arguments("tcp.reset")))
                .isFalse();
    }

    private static Arguments arguments(String name) {
        return Arguments.of(kind(name).parameters(), kind(name).description().example());
    }

    @Test
    void should_touch_nothing_that_is_not_attached() {
        try (var plane = LocalPlane.open(1)) {
            assertThatThrownBy(() -> inject(kind("container.kill"), plane))
                    .isInstanceOf(BrownoutException.class)
                    .hasMessage("container of component store must be attached to the plane, but those attached are of"
                            + " []; call FaultPlane.attach when it runs");
        }
    }

    private static <F extends dev.brownout.api.Fault> void inject(FaultKind<F> kind, LocalPlane plane) {
        kind.inject(
                        kind.create(Arguments.of(kind.parameters(), Map.of())),
                        WHOLE,
                        new InjectionContext("t", 1, plane, (action, words) -> {
                            throw new AssertionError("nothing must be written");
                        }))
                .close();
    }

    @Test
    void should_double_the_pause_up_to_the_longest() {
        var rhythm = new Rhythm(Duration.ofSeconds(1), 2, Duration.ofSeconds(3), Duration.ZERO);
        assertThat(rhythm.after(Duration.ofSeconds(1))).isEqualTo(Duration.ofSeconds(2));
        assertThat(rhythm.after(Duration.ofSeconds(2))).isEqualTo(Duration.ofSeconds(3));
    }

    @Test
    void should_give_limits_back_in_the_way_they_were_set() {
        var bySeconds = new ContainerLimits(256 << 20, 512 << 20, 1_500_000_000L, 0, 0, 100);
        var asked = new ContainerLimits.Squeeze(64 << 20, 200_000_000L, 10);
        var tight = bySeconds.squeezedTo(asked);
        assertThat(tight.update(bySeconds, "c"))
                .containsExactly(
                        "update",
                        "--memory",
                        "67108864b",
                        "--memory-swap",
                        "67108864b",
                        "--cpus",
                        "0.200000000",
                        "--pids-limit",
                        "10",
                        "c");
        assertThat(bySeconds.update(tight, "c")).contains("268435456b", "536870912b", "1.500000000", "100");
        var without = new ContainerLimits(0, 0, 0, -1, 0, -1);
        var squeezed = without.squeezedTo(new ContainerLimits.Squeeze(0, 200_000_000L, 10));
        assertThat(squeezed.update(without, "c"))
                .containsExactly("update", "--cpu-quota", "20000", "--pids-limit", "10", "c");
        assertThat(without.update(squeezed, "c"))
                .containsExactly("update", "--cpu-quota", "-1", "--pids-limit", "-1", "c");
        assertThat(ContainerLimits.of(bySeconds.words())).isEqualTo(bySeconds);
    }

    @Test
    void should_undo_nothing_whose_container_is_not_told_in_full() {
        assertThatThrownBy(() -> new StartContainer().undo(Map.of("container", "web")))
                .isInstanceOf(BrownoutException.class)
                .hasMessage("undo of a container must tell its full id, but told {container=web}");
    }
}
