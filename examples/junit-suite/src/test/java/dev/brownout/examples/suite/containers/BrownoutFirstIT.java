package dev.brownout.examples.suite.containers;

import static org.assertj.core.api.Assertions.assertThat;

import dev.brownout.api.Protocol;
import dev.brownout.junit.Brownout;
import dev.brownout.junit.LinkAddress;
import dev.brownout.junit.StackUnderTest;
import dev.brownout.junit.fault.TcpLatency;
import dev.brownout.junit.fault.TcpReset;
import dev.brownout.scenarios.stack.ServiceStack;
import dev.brownout.testing.Images;
import dev.brownout.testing.NeedsDocker;
import java.net.InetSocketAddress;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.testcontainers.junit.jupiter.Container;
import org.testcontainers.junit.jupiter.Testcontainers;
import org.testcontainers.postgresql.PostgreSQLContainer;

/** A ledger in a container, with {@code @Brownout} the first annotation: the order does not matter. */
@NeedsDocker(Images.POSTGRES)
@Timeout(120)
// docs: begin containers
@Brownout
@Testcontainers
class BrownoutFirstIT {
    @Container
    static final PostgreSQLContainer POSTGRES = new PostgreSQLContainer(Images.postgres());

    @StackUnderTest
    static final ServiceStack STACK = ServiceStack.builder("exchange")
            .service(
                    "ledger",
                    Protocol.POSTGRES,
                    () -> new InetSocketAddress(POSTGRES.getHost(), POSTGRES.getMappedPort(5432)))
            .build();

    @LinkAddress("ledger")
    private InetSocketAddress ledger;

    @Test
    @TcpReset(link = "ledger")
    void a_balance_is_unknown_when_connections_are_reset() {
        assertThat(new Rows(ledger, POSTGRES).balance()).isEmpty();
    }
    // docs: end

    @Test
    @TcpLatency(link = "ledger", latency = "200ms")
    void a_slow_ledger_is_waited_for() {
        assertThat(new Rows(ledger, POSTGRES).balance()).contains(100L);
    }
}
