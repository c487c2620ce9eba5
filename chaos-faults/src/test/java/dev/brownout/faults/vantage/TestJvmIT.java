package dev.brownout.faults.vantage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.brownout.agent.Agent;
import dev.brownout.api.BrownoutException;
import dev.brownout.api.Component;
import dev.brownout.api.Link;
import dev.brownout.api.Name;
import dev.brownout.api.Protocol;
import dev.brownout.api.Resolution;
import dev.brownout.api.Timings;
import dev.brownout.api.Vantage.TcpOutcome;
import dev.brownout.faults.LocalPlane;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** This JVM, which has no agent on its command line, as a component. */
class TestJvmIT {
    private static final Component TEST = new Component(TestJvm.COMPONENT, Map.of(), Timings.NONE);
    private static final Duration DEADLINE = Duration.ofSeconds(10);
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private final LocalPlane one = LocalPlane.open(1);
    private final LocalPlane two = LocalPlane.open(2);
    private ServerSocket server;

    @BeforeEach
    void listen() throws IOException {
        server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    }

    @AfterEach
    void close() throws IOException {
        one.close();
        two.close();
        server.close();
    }

    private InetSocketAddress link(LocalPlane plane) {
        var link = Link.between(TEST, new Component("ledger", Map.of(), Timings.NONE), Protocol.TCP);
        plane.connect(link, new InetSocketAddress(server.getInetAddress(), server.getLocalPort()));
        return plane.open(link);
    }

    private static TcpOutcome connect(LocalPlane plane, InetSocketAddress address) {
        return plane.vantage(TestJvm.COMPONENT)
                .orElseThrow()
                .connect(address, new byte[0], DEADLINE)
                .outcome();
    }

    @Test
    void should_be_the_vantage_of_several_planes_at_once_each_until_it_leaves() {
        var first = TestJvm.join(one, TEST);
        var second = TestJvm.join(two, TEST);
        assertThat(connect(one, link(one))).isEqualTo(TcpOutcome.ANSWERED);
        assertThat(connect(two, link(two))).isEqualTo(TcpOutcome.ANSWERED);
        first.close();
        await().atMost(PATIENCE).until(() -> one.vantage(TestJvm.COMPONENT).isEmpty());
        assertThat(connect(two, link(two))).isEqualTo(TcpOutcome.ANSWERED);
        second.close();
        second.close();
        await().atMost(PATIENCE).until(() -> two.vantage(TestJvm.COMPONENT).isEmpty());
    }

    @Test
    void should_leave_at_once_and_not_come_back() throws Exception {
        server.setSoTimeout((int) PATIENCE.toMillis());
        var link = Agent.connect("component=test,token=t,vantage=127.0.0.1:" + server.getLocalPort());
        try (var harness = server.accept()) {
            harness.setSoTimeout((int) PATIENCE.toMillis());
            var in = new BufferedReader(new InputStreamReader(harness.getInputStream(), StandardCharsets.UTF_8));
            assertThat(in.readLine()).isEqualTo("brownout-vantage 1 t test");
            harness.getOutputStream().write("welcome\n".getBytes(StandardCharsets.UTF_8));
            link.close();
            assertThat(in.readLine()).as("end of the connection").isNull();
        }
        server.setSoTimeout(1_000);
        assertThatThrownBy(server::accept).isInstanceOf(SocketTimeoutException.class);
    }

    @Test
    void should_be_there_when_joined_however_often_it_leaves_and_comes_back() {
        var address = link(one);
        for (int i = 0; i < 50; i++) {
            try (var jvm = TestJvm.join(one, TEST)) {
                assertThat(jvm).isNotNull();
                assertThat(connect(one, address)).isEqualTo(TcpOutcome.ANSWERED);
            }
        }
    }

    @Test
    void should_say_what_to_add_before_look_ups_can_be_sent_to_a_plane() {
        assertThat(TestJvm.resolution()).isEqualTo(Resolution.ELSEWHERE);
        assertThat(TestJvm.timings()).isEqualTo(Timings.JVM_DEFAULTS);
        try (var jvm = TestJvm.join(one, TEST)) {
            assertThatThrownBy(() -> jvm.resolve(List.of("ledger.exchange.test", "engine.exchange.test")))
                    .isInstanceOf(BrownoutException.class)
                    .hasMessage(
                            "look-ups of ledger.exchange.test, engine.exchange.test in this JVM cannot be sent to the"
                                    + " plane; " + TestJvm.howToResolve());
        }
    }

    @Test
    void should_witness_a_name_that_clients_ask_the_plane_for_themselves() throws IOException {
        var name = new Name("ledger.exchange.test", Map.of(), Map.of(TestJvm.COMPONENT, Resolution.PLANE));
        one.publish(name, List.of(InetAddress.getByAddress(new byte[] {127, 0, 0, 11})));
        try (var jvm = TestJvm.join(one, TEST)) {
            assertThat(jvm).isNotNull();
            var subject = DnsSubject.of("dns.empty-answer", name, one);
            assertThat(subject.measure().healthy()).isTrue();
            try (var injection = subject.inject()) {
                assertThat(subject.measure().symptom()).isTrue();
                assertThat(injection.exposure())
                        .as("witnesses are nobody's traffic")
                        .isEmpty();
            }
            assertThat(subject.measure().healthy()).isTrue();
        }
    }
}
