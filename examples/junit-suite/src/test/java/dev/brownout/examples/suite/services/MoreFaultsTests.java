package dev.brownout.examples.suite.services;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.brownout.api.Protocol;
import dev.brownout.junit.Brownout;
import dev.brownout.junit.InjectFault;
import dev.brownout.junit.LinkAddress;
import dev.brownout.junit.StackUnderTest;
import dev.brownout.junit.fault.TcpLatency;
import dev.brownout.junit.fault.TcpRefuse;
import dev.brownout.scenarios.stack.ServiceStack;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Faults that behave otherwise than most. */
@Brownout(seed = 7)
class MoreFaultsTests {
    private static final Duration LATENCY = Duration.ofMillis(300);
    private static Gateway gateway;

    @StackUnderTest
    static final ServiceStack STACK = ServiceStack.builder("shop")
            .service("gateway", Protocol.HTTP1, () -> gateway.address())
            .build();

    @LinkAddress("gateway")
    private URI address;

    private ExchangeClient client;

    @BeforeAll
    static void start() throws IOException {
        gateway = Gateway.start();
    }

    @AfterAll
    static void stop() {
        gateway.close();
    }

    @BeforeEach
    void connect() {
        client = new ExchangeClient(address);
    }

    @Test
    @TcpLatency(link = "gateway", latency = "300ms")
    void a_slow_gateway_is_waited_for() throws Exception {
        long began = System.nanoTime();
        assertThat(client.balance()).hasValue(100);
        assertThat(Duration.ofNanos(System.nanoTime() - began)).isGreaterThanOrEqualTo(LATENCY);
    }

    // docs: begin refuse
    @Test
    @TcpRefuse(link = "gateway", exposureOptional = true)
    void an_order_that_cannot_be_placed_is_reported() {
        assertThatThrownBy(() -> client.place("refused")).isInstanceOf(IOException.class);
    }
    // docs: end

    // docs: begin inject
    @Test
    @InjectFault(
            kind = "http.error-page",
            link = "gateway",
            arguments = {"status=502", "page=nginx"})
    void an_unknown_balance_is_not_zero() throws Exception {
        assertThat(client.balance()).isEmpty();
    }
    // docs: end
}
