package dev.brownout.faults.dns;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.brownout.api.Arguments;
import dev.brownout.api.Component;
import dev.brownout.api.InvalidFaultException;
import dev.brownout.api.Name;
import dev.brownout.api.Resolution;
import dev.brownout.api.Stack;
import dev.brownout.api.Timings;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class DnsFaultKindTests {
    private static final EmptyAnswer.Kind KIND = new EmptyAnswer.Kind();
    private static final EmptyAnswer ALL = new EmptyAnswer(1, Duration.ofSeconds(1));

    private static Stack stack(Name name) {
        var slow = new Timings(
                Duration.ofSeconds(30), Duration.ofSeconds(10), Duration.ofSeconds(5), Duration.ZERO, Duration.ZERO);
        return new Stack(
                "s",
                "S",
                Map.of(),
                List.of(new Component("a", Map.of(), Timings.NONE), new Component("b", Map.of(), slow)),
                List.of(),
                List.of(name),
                List.of());
    }

    private static Name name(Resolution b) {
        return new Name("ledger.test", Map.of(), Map.of("a", Resolution.JVM_AGENT, "b", b));
    }

    @Test
    void lags_are_those_of_the_slowest_victim() {
        var name = name(Resolution.JVM_AGENT);
        assertThat(KIND.onsetLag(ALL, name, stack(name))).isEqualTo(Duration.ofSeconds(30));
        assertThat(KIND.removalLag(ALL, name, stack(name))).isEqualTo(Duration.ofSeconds(10));
        assertThat(KIND.feltAfter(ALL, name, stack(name))).isEqualTo(Duration.ofSeconds(35));
    }

    @Test
    void refuses_a_name_that_somebody_resolves_past_the_plane() {
        var reached = name(Resolution.PLANE);
        assertThat(KIND.refusal(ALL, reached, stack(reached))).isEmpty();
        var past = name(Resolution.ELSEWHERE);
        assertThat(KIND.refusal(ALL, past, stack(past)))
                .contains(
                        "dns.empty-answer cannot be done to ledger.test, because b resolves it past the plane; add the"
                                + " agent to the java command line (-javaagent:chaos-agent.jar=…, as FaultPlane.jvmArguments"
                                + " gives it) or start the container with --dns, and declare the resolution in the stack");
    }

    @Test
    void only_shares_go_together() {
        assertThat(KIND.conflictsWith(ALL, new ServerFailure(0.5))).isTrue();
        assertThat(KIND.conflictsWith(new EmptyAnswer(0.5, Duration.ZERO), new ServerFailure(1)))
                .isTrue();
        assertThat(KIND.conflictsWith(new EmptyAnswer(0.5, Duration.ZERO), new ServerFailure(0.5)))
                .isFalse();
        assertThat(KIND.conflictsWith(ALL, () -> "tcp.latency")).isFalse();
    }

    @Test
    void defaults_are_everything_and_a_second() {
        assertThat(KIND.create(Arguments.of(KIND.parameters(), Map.of()))).isEqualTo(ALL);
        assertThatThrownBy(() -> Arguments.of(KIND.parameters(), Map.of("negative-ttl", "2h")))
                .isInstanceOf(InvalidFaultException.class)
                .hasMessageContaining("between 0s and 1h");
    }
}
