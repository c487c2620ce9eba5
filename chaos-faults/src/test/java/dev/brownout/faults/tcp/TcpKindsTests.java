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
        for (var name : new String[] {
            "tcp.bandwidth", "tcp.blackhole", "tcp.connection-limit", "tcp.half-open", "tcp.latency", "tcp.limit-data",
            "tcp.refuse", "tcp.reset", "tcp.slicer", "tcp.slow-close", "tcp.timeout", "http.error-page"
        }) {
            assertThat(registry.find(name))
                    .as(name)
                    .hasValueSatisfying(k -> assertThat(k.name()).isEqualTo(name));
        }
    }

    @Test
    void should_fill_in_what_is_not_given() {
        assertThat(create(new LatencyFault.Kind(), Map.of("latency", "250ms")))
                .isEqualTo(new LatencyFault(
                        Duration.ofMillis(250), Duration.ZERO, 1, Direction.DOWNSTREAM, Duration.ZERO));
        assertThat(create(new TimeoutFault.Kind(), Map.of("stream", "upstream", "ratio", 0.5)))
                .isEqualTo(new TimeoutFault(Duration.ZERO, 0.5, Direction.UPSTREAM, Duration.ZERO));
    }

    @Test
    void should_say_what_is_wrong() {
        assertThatThrownBy(() -> create(new LatencyFault.Kind(), Map.of("latency", "11m")))
                .isInstanceOf(InvalidFaultException.class)
                .hasMessageContaining("between 1ms and 10m");
        assertThatThrownBy(() -> create(new LatencyFault.Kind(), Map.of("latency", "100ms", "jitter", "60ms")))
                .hasMessage("jitter must be at most half the latency (50ms), but was 60ms");
        assertThatThrownBy(() -> create(new TimeoutFault.Kind(), Map.of("stream", "sideways")))
                .hasMessage("stream must be upstream or downstream, but was \"sideways\"");
    }

    @Test
    void should_refuse_what_could_not_be_proven() {
        var from = new Component("gateway", Map.of(), Timings.NONE);
        var to = new Component("engine", Map.of(), Timings.NONE);
        var link = Link.between(from, to, Protocol.TCP);
        var stack = new Stack("test", "test", Map.of(), List.of(from, to), List.of(link), List.of(), List.of());
        var latency = new LatencyFault.Kind();
        assertThat(latency.refusal(create(latency, Map.of("latency", "1s")), link, stack))
                .hasValue(
                        "tcp.latency cannot be proven on link gateway-to-engine, whose protocol is tcp: nothing is known"
                                + " that the far end would answer; give the link the protocol it speaks (http1, https1, postgres, redis, tls)");
        assertThat(new RefuseFault.Kind().refusal(new RefuseFault(Connections.ALL), link, stack))
                .isEmpty();
    }

    private static Link link(Protocol protocol) {
        return Link.between(
                new Component("gateway", Map.of(), Timings.NONE),
                new Component("engine", Map.of(), Timings.NONE),
                protocol);
    }

    private static <F extends Fault> java.util.Optional<String> refusal(
            FaultKind<F> kind, Protocol protocol, Map<String, ?> given) {
        var link = link(protocol);
        var stack = new Stack("test", "test", Map.of(), List.of(), List.of(), List.of(), List.of());
        return kind.refusal(create(kind, given), link, stack);
    }

    @Test
    void should_refuse_a_volume_that_no_witness_can_send() {
        assertThat(refusal(new BandwidthFault.Kind(), Protocol.HTTP1, Map.of("rate", 500)))
                .hasValue(
                        "tcp.bandwidth cannot be proven on link gateway-to-engine: 150000 bytes would have to go"
                                + " downstream, and a witness can make 120000 on a link that speaks HTTP1; set rate to at most 400");
        assertThat(refusal(new BandwidthFault.Kind(), Protocol.HTTP1, Map.of("rate", 500, "stream", "upstream")))
                .isEmpty();
        assertThat(refusal(new BandwidthFault.Kind(), Protocol.POSTGRES, Map.of("rate", 500)))
                .hasValueSatisfying(reason -> assertThat(reason).endsWith("do it to a link that speaks more"));
        assertThat(refusal(new SlicerFault.Kind(), Protocol.HTTP1, Map.of("size", 65536)))
                .hasValueSatisfying(reason -> assertThat(reason).contains("set size to at most"));
        assertThat(refusal(new LimitDataFault.Kind(), Protocol.POSTGRES, Map.of("bytes", 0)))
                .isEmpty();
        assertThat(refusal(new LimitDataFault.Kind(), Protocol.POSTGRES, Map.of("bytes", 1)))
                .hasValueSatisfying(reason -> assertThat(reason).contains("2 bytes would have to go downstream"));
        assertThat(refusal(new BandwidthFault.Kind(), Protocol.REDIS, Map.of("rate", 100, "ratio", 0.01)))
                .hasValueSatisfying(reason -> assertThat(reason).contains("set a larger ratio"));
    }

    @Test
    void should_say_what_there_is_to_choose_from() {
        assertThatThrownBy(() -> create(new ResetFault.Kind(), Map.of("when", "later")))
                .hasMessage("when must be now, request or answer, but was \"later\"");
        assertThatThrownBy(() -> create(new RefuseFault.Kind(), Map.of("connections", "established")))
                .hasMessage("connections must be one of new, all, but was \"established\"");
        assertThatThrownBy(() -> create(new HalfOpenFault.Kind(), Map.of("direction", "sideways")))
                .hasMessage("direction must be upstream, downstream or both, but was \"sideways\"");
        assertThatThrownBy(() -> create(new SlicerFault.Kind(), Map.of("size", 10, "variation", 10)))
                .hasMessage("variation must be less than the size (10 bytes), but was 10");
        assertThat(create(new BlackholeFault.Kind(), Map.of("connections", "NEW", "ramp", "5m")))
                .isEqualTo(new BlackholeFault(Connections.NEW, Duration.ofMinutes(5)));
    }

    @Test
    void should_conflict_only_where_one_would_hide_the_other() {
        var latency = create(new LatencyFault.Kind(), Map.of("latency", "1s"));
        var allLost = create(new TimeoutFault.Kind(), Map.of());
        var someLost = create(new TimeoutFault.Kind(), Map.of("ratio", 0.3));
        assertThat(new TimeoutFault.Kind().conflictsWith(allLost, latency)).isTrue();
        assertThat(new TimeoutFault.Kind().conflictsWith(someLost, latency)).isFalse();
        var slow = create(new BandwidthFault.Kind(), Map.of("rate", 10));
        assertThat(new LatencyFault.Kind().conflictsWith(latency, slow)).isFalse();
        assertThat(new SlicerFault.Kind().conflictsWith(create(new SlicerFault.Kind(), Map.of()), slow))
                .isTrue();
        assertThat(new LatencyFault.Kind().conflictsWith(latency, allLost)).isTrue();
        assertThat(new RefuseFault.Kind().conflictsWith(new RefuseFault(Connections.ALL), latency))
                .isTrue();
        assertThat(new LatencyFault.Kind().conflictsWith(latency, someLost)).isFalse();
        assertThat(new LatencyFault.Kind().conflictsWith(latency, latency)).isTrue();
    }

    @Test
    void should_make_names_that_need_no_escaping_and_stay_apart() {
        assertThat(UrlNames.of("name-empty/1/tcp.latency")).isEqualTo("name-empty_1_tcp.latency");
        assertThat(UrlNames.of("a b/ü_")).matches("[A-Za-z0-9._~-]+").isNotEqualTo(UrlNames.of("a b/ü/"));
    }
}
