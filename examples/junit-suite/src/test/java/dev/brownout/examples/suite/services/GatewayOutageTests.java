package dev.brownout.examples.suite.services;

import static dev.brownout.junit.Targets.link;
import static org.assertj.core.api.Assertions.assertThat;

import dev.brownout.api.Protocol;
import dev.brownout.junit.Brownout;
import dev.brownout.junit.Faults;
import dev.brownout.junit.LinkAddress;
import dev.brownout.junit.StackUnderTest;
import dev.brownout.junit.fault.HttpErrorPage;
import dev.brownout.junit.fault.HttpLostAnswer;
import dev.brownout.scenarios.stack.ServiceStack;
import java.io.IOException;
import java.net.URI;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

// docs: begin services
@Brownout
class GatewayOutageTests {
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
    @HttpErrorPage(link = "gateway")
    void an_unknown_balance_is_not_zero() throws Exception {
        assertThat(client.balance()).isEmpty();
    }

    @Test
    @HttpLostAnswer(link = "gateway", ratio = 0.5, method = "PUT")
    void an_order_whose_answer_is_lost_is_booked_once() throws Exception {
        long before = gateway.booked();
        for (int i = 0; i < 10; i++) {
            client.place("lost-" + i);
        }
        assertThat(gateway.booked()).isEqualTo(before + 10);
    }
    // docs: end

    // docs: begin by-code
    @Test
    void the_balance_is_back_when_the_error_page_is_gone(Faults faults) throws Exception {
        try (var page =
                faults.on(link("gateway")).http().errorPage().status(502).inject()) {
            assertThat(client.balance()).isEmpty();
            assertThat(page.exposure()).isPositive();
        }
        assertThat(client.balance()).hasValue(100);
    }
    // docs: end

    @Test
    @RegionalBlackout
    void orders_are_placed_in_a_regional_blackout() throws Exception {
        client.place("blackout");
        assertThat(gateway.booked()).isPositive();
    }
}
