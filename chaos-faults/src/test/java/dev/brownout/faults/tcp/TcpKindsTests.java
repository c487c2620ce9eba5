package dev.brownout.faults.tcp;

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
import dev.brownout.faults.http.ErrorPageKind;
import dev.brownout.faults.tcp.proxy.Direction;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class TcpKindsTests {
    private static <F extends Fault> F create(FaultKind<F> kind, Map<String, ?> given) {
        return kind.create(Arguments.of(kind.parameters(), given));
    }

    @Test
    void should_be_registered() {
        var registry = FaultRegistry.load();
        for (var name : new String[] {"tcp.latency", "tcp.timeout", "tcp.down", "http.error-page"}) {
            assertThat(registry.find(name))
                    .as(name)
                    .hasValueSatisfying(k -> assertThat(k.name()).isEqualTo(name));
        }
    }

    @Test
    void should_fill_in_what_is_not_given() {
        assertThat(create(new LatencyKind(), Map.of("latency", "250ms")))
                .isEqualTo(new LatencyFault(Duration.ofMillis(250), Duration.ZERO, 1, Direction.DOWNSTREAM));
        assertThat(create(new TimeoutKind(), Map.of("stream", "upstream", "ratio", 0.5)))
                .isEqualTo(new TimeoutFault(Duration.ZERO, 0.5, Direction.UPSTREAM));
    }

    @Test
    void should_say_what_is_wrong() {
        assertThatThrownBy(() -> create(new LatencyKind(), Map.of("latency", "11m")))
                .isInstanceOf(InvalidFaultException.class)
                .hasMessageContaining("between 1ms and 10m");
        assertThatThrownBy(() -> create(new LatencyKind(), Map.of("latency", "100ms", "jitter", "60ms")))
                .hasMessage("jitter must be at most half the latency (50ms), but was 60ms");
        assertThatThrownBy(() -> create(new TimeoutKind(), Map.of("stream", "sideways")))
                .hasMessage("stream must be upstream or downstream, but was \"sideways\"");
        assertThatThrownBy(() -> create(new ErrorPageKind(), Map.of("page", "mine")))
                .hasMessage("page must be nginx, cloudflare or generic, but was \"mine\"");
    }

    @Test
    void should_refuse_what_could_not_be_proven() {
        var from = new Component("gateway", Map.of(), Timings.NONE);
        var to = new Component("engine", Map.of(), Timings.NONE);
        var link = Link.between(from, to, Protocol.TCP);
        var stack = new Stack("test", "test", Map.of(), List.of(from, to), List.of(link), List.of(), List.of());
        var latency = new LatencyKind();
        assertThat(latency.refusal(create(latency, Map.of("latency", "1s")), link, stack))
                .hasValue(
                        "tcp.latency cannot be proven on link gateway-to-engine, whose protocol is tcp: nothing is known"
                                + " that the far end would answer; give the link the protocol it speaks (http1, https1, postgres, redis, tls)");
        assertThat(new ErrorPageKind().refusal(create(new ErrorPageKind(), Map.of()), link, stack))
                .isPresent();
        assertThat(new DownKind().refusal(new DownFault(), link, stack)).isEmpty();
    }

    @Test
    void should_conflict_only_where_one_would_hide_the_other() {
        var latency = create(new LatencyKind(), Map.of("latency", "1s"));
        var allLost = create(new TimeoutKind(), Map.of());
        var someLost = create(new TimeoutKind(), Map.of("ratio", 0.3));
        assertThat(new TimeoutKind().conflictsWith(allLost, latency)).isTrue();
        assertThat(new TimeoutKind().conflictsWith(someLost, latency)).isFalse();
        assertThat(new DownKind().conflictsWith(new DownFault(), latency)).isTrue();
        assertThat(new LatencyKind().conflictsWith(latency, someLost)).isFalse();
        assertThat(new LatencyKind().conflictsWith(latency, latency)).isTrue();
    }

    @Test
    void should_make_names_that_need_no_escaping_and_stay_apart() {
        assertThat(UrlNames.of("name-empty/1/tcp.latency")).isEqualTo("name-empty_1_tcp.latency");
        assertThat(UrlNames.of("a b/ü_")).matches("[A-Za-z0-9._~-]+").isNotEqualTo(UrlNames.of("a b/ü/"));
    }
}
