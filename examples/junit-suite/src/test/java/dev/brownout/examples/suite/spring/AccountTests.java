package dev.brownout.examples.suite.spring;

import static org.assertj.core.api.Assertions.assertThat;

import dev.brownout.api.Protocol;
import dev.brownout.examples.suite.services.Gateway;
import dev.brownout.junit.Brownout;
import dev.brownout.junit.LinkAddress;
import dev.brownout.junit.StackUnderTest;
import dev.brownout.junit.fault.HttpErrorPage;
import dev.brownout.junit.fault.TcpLatency;
import dev.brownout.scenarios.stack.ServiceStack;
import java.io.IOException;
import java.net.URI;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.test.annotation.DirtiesContext;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;

/** Spring's context is made once for the class, and asks for the address then. */
// docs: begin spring
@SpringBootTest(classes = Account.class)
@Brownout
@DirtiesContext
class AccountTests {
    private static Gateway gateway;

    @StackUnderTest
    static final ServiceStack STACK = ServiceStack.builder("shop")
            .service("gateway", Protocol.HTTP1, () -> gateway.address())
            .build();

    @LinkAddress("gateway")
    static URI address;

    @DynamicPropertySource
    static void properties(DynamicPropertyRegistry registry) {
        registry.add("gateway.url", () -> address);
    }

    @Autowired
    private Account account;

    @Test
    @HttpErrorPage(link = "gateway", status = 503)
    void an_unknown_balance_is_not_zero() {
        assertThat(account.balance()).isEmpty();
    }
    // docs: end

    @Test
    @TcpLatency(link = "gateway", latency = "200ms")
    void a_slow_gateway_is_waited_for() {
        assertThat(account.balance()).contains(100L);
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
