package dev.brownout.faults.load;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.brownout.api.Arguments;
import dev.brownout.api.Component;
import dev.brownout.api.Fault;
import dev.brownout.api.FaultKind;
import dev.brownout.api.InvalidFaultException;
import dev.brownout.api.Link;
import dev.brownout.api.Protocol;
import dev.brownout.api.Stack;
import dev.brownout.api.Timings;
import dev.brownout.faults.FaultRegistry;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class LoadKindsTests {
    private static final Component EDGE = new Component("edge", Map.of(), Timings.NONE);

    private static <F extends Fault> F create(FaultKind<F> kind, Map<String, ?> given) {
        return kind.create(Arguments.of(kind.parameters(), given));
    }

    private static <F extends Fault> Optional<String> refusal(
            FaultKind<F> kind, Map<String, ?> given, Protocol protocol, Map<String, String> labels) {
        var gateway = new Component("gateway", labels, Timings.NONE);
        var link = Link.between(EDGE, gateway, protocol);
        var stack = new Stack("test", "test", Map.of(), List.of(EDGE, gateway), List.of(link), List.of(), List.of());
        return kind.refusal(create(kind, given), link, stack);
    }

    @Test
    void should_be_registered_with_examples_that_can_be_made() {
        var registry = FaultRegistry.load();
        for (var name : List.of("load.surge", "load.retry-storm", "load.reconnect-herd", "load.login-surge")) {
            var kind = registry.find(name).orElseThrow();
            assertThat(create(kind, kind.description().example()).kind()).isEqualTo(name);
        }
    }

    @Test
    void should_fill_in_what_is_not_given() {
        assertThat(create(new Surge.Kind(), Map.of("ramp", "4m", "shape", "jittered")))
                .isEqualTo(new Surge(
                        new Rate(100, Duration.ofMinutes(4), Shape.JITTERED),
                        0,
                        new Ask("GET", "", ""),
                        new Bounds(256, 100_000, Duration.ofSeconds(10))));
    }

    @Test
    void should_say_what_is_wrong() {
        assertThatThrownBy(() -> create(new Surge.Kind(), Map.of("rate", 5001)))
                .isInstanceOf(InvalidFaultException.class)
                .hasMessage("rate must be a whole number between 2 and 5000, but was 5001");
        assertThatThrownBy(() -> create(new Surge.Kind(), Map.of("shape", "square")))
                .hasMessage("shape must be even, jittered or bursts, but was \"square\"");
        assertThatThrownBy(() -> create(new Surge.Kind(), Map.of("path", "orders")))
                .hasMessage("path must begin with / and hold visible ASCII only, but was \"orders\"");
        assertThatThrownBy(() -> create(new Surge.Kind(), Map.of("path", "/a b\r\nx: y")))
                .hasMessageStartingWith("path must begin with /");
        assertThatThrownBy(() -> create(new Surge.Kind(), Map.of("method", "get")))
                .hasMessage("method must be 1 to 16 capital letters, but was \"get\"");
        assertThatThrownBy(() -> create(new Surge.Kind(), Map.of("body", "x".repeat(70_000))))
                .hasMessage("body must be at most 64 KiB, but was 70000 bytes");
        assertThatThrownBy(() -> create(new ReconnectHerd.Kind(), Map.of("upgrade", "h2c")))
                .hasMessage("upgrade must be none or websocket, but was \"h2c\"");
        assertThatThrownBy(() -> create(new ReconnectHerd.Kind(), Map.of("clients", 2001)))
                .hasMessageContaining("between 1 and 2000");
    }

    @Test
    void should_refuse_a_link_that_does_not_speak_http() {
        assertThat(refusal(new Surge.Kind(), Map.of(), Protocol.POSTGRES, Map.of()))
                .hasValue(
                        "load.surge needs a link that speaks http1, but edge-to-gateway speaks POSTGRES; choose another"
                                + " link");
        assertThat(refusal(new Surge.Kind(), Map.of(), Protocol.HTTP1, Map.of()))
                .isEmpty();
    }

    @Test
    void should_refuse_a_log_in_surge_that_knows_no_log_in() {
        assertThat(refusal(new LoginSurge.Kind(), Map.of(), Protocol.HTTP1, Map.of()))
                .hasValue("load.login-surge needs to know where one logs in, but link edge-to-gateway has no label"
                        + " login-path; give the link that label, or the fault a path");
        assertThat(refusal(new LoginSurge.Kind(), Map.of(), Protocol.HTTP1, Map.of("login-path", "/session")))
                .isEmpty();
        assertThat(refusal(new LoginSurge.Kind(), Map.of("path", "/login"), Protocol.HTTP1, Map.of()))
                .isEmpty();
    }

    @Test
    void should_refuse_a_label_that_is_no_path() {
        assertThat(refusal(new Surge.Kind(), Map.of(), Protocol.HTTP1, Map.of("load-path", "orders")))
                .hasValue(
                        "label load-path of link edge-to-gateway must be a path that begins with / and holds visible ASCII"
                                + " only, but was \"orders\"; change the stack");
    }

    @Test
    void should_contradict_its_like_and_what_lets_nothing_arrive() {
        assertThat(contradict("load.surge", "load.surge")).isTrue();
        assertThat(contradict("load.surge", "tcp.refuse")).isTrue();
        assertThat(contradict("load.surge", "load.retry-storm")).isFalse();
    }

    private static boolean contradict(String one, String other) {
        var registry = FaultRegistry.load();
        var none = Map.<String, String>of();
        return registry.contradict(
                one,
                Arguments.of(registry.find(one).orElseThrow().parameters(), none),
                other,
                Arguments.of(registry.find(other).orElseThrow().parameters(), none));
    }

    @Test
    void should_be_felt_in_full_once_it_has_ramped_up() {
        var link = Link.between(EDGE, new Component("gateway", Map.of(), Timings.NONE), Protocol.HTTP1);
        var stack = new Stack("test", "test", Map.of(), List.of(), List.of(), List.of(), List.of());
        var surge = new Surge.Kind();
        assertThat(surge.feltAfter(create(surge, Map.of("ramp", "4m")), link, stack))
                .hasMinutes(4);
        var herd = new ReconnectHerd.Kind();
        assertThat(herd.feltAfter(create(herd, Map.of()), link, stack)).hasSeconds(10);
    }

    @Test
    void should_multiply_what_the_victim_sends() {
        var surge = create(new Surge.Kind(), Map.of("multiplier", 11));
        var schedule = surge.schedule(
                20, new dev.brownout.faults.decide.Decisions(1), dev.brownout.faults.decide.DecisionStream.of("x"));
        assertThat(schedule.rate()).isEqualTo(200);
        assertThat(surge.shows(100, 10, 0, 0.5)).isTrue();
        assertThat(surge.shows(0, 10, 0, 0.5)).isFalse();
    }
}
