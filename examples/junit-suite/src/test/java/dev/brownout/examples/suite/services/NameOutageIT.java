package dev.brownout.examples.suite.services;

import static org.assertj.core.api.Assertions.assertThat;

import dev.brownout.api.Protocol;
import dev.brownout.junit.Brownout;
import dev.brownout.junit.LinkAddress;
import dev.brownout.junit.StackUnderTest;
import dev.brownout.junit.fault.DnsEmptyAnswer;
import dev.brownout.scenarios.stack.ServiceStack;
import java.io.IOException;
import java.net.URI;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The name of the gateway is lost: an IT, as only Failsafe has the agent on its command line here. */
// docs: begin names
@Brownout
class NameOutageIT {
    private static Gateway gateway;

    @StackUnderTest
    static final ServiceStack STACK = ServiceStack.builder("shop")
            .service("gateway", Protocol.HTTP1, () -> gateway.address())
            .name("gateway.exchange.example", "gateway", Map.of())
            .build();

    @Test
    @DnsEmptyAnswer(name = "gateway.exchange.example")
    void a_balance_is_unknown_when_the_gateway_has_no_address(@LinkAddress("gateway") int port) throws Exception {
        var client = new ExchangeClient(URI.create("http://gateway.exchange.example:" + port));
        assertThat(client.balance()).isEmpty();
    }
    // docs: end

    @Test
    void a_balance_is_known_when_it_has(@LinkAddress("gateway") int port) throws Exception {
        var client = new ExchangeClient(URI.create("http://gateway.exchange.example:" + port));
        assertThat(client.balance()).hasValue(100);
    }

    @BeforeAll
    static void start() throws IOException {
        gateway = Gateway.start();
    }

    @AfterAll
    static void stop() {
        gateway.close();
    }
}
