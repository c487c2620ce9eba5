package com.example;

import static java.time.Duration.ofMillis;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.net.httpserver.HttpServer;
import dev.brownout.api.Protocol;
import dev.brownout.junit.Brownout;
import dev.brownout.junit.Faults;
import dev.brownout.junit.LinkAddress;
import dev.brownout.junit.StackUnderTest;
import dev.brownout.junit.Targets;
import dev.brownout.scenarios.stack.ServiceStack;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What an exchange engineer writes: the code under test is in this JVM, the ledger is a service beside it. */
@Brownout
class BalancesTests {
    private static HttpServer ledger;

    @StackUnderTest
    static final ServiceStack STACK = ServiceStack.builder("exchange")
            .service("ledger", Protocol.HTTP1, () -> ledger.getAddress())
            .build();

    @BeforeAll
    static void startLedger() throws IOException {
        ledger = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        ledger.createContext("/", exchange -> {
            var body = "{\"balance\": \"12.5\"}".getBytes(StandardCharsets.US_ASCII);
            exchange.getResponseHeaders().set("Content-Type", "application/json");
            exchange.sendResponseHeaders(200, body.length);
            exchange.getResponseBody().write(body);
            exchange.close();
        });
        ledger.start();
    }

    @AfterAll
    static void stopLedger() {
        ledger.stop(0);
    }

    @Test
    void shouldReadTheBalance(@LinkAddress("ledger") URI ledger) throws IOException {
        assertEquals("{\"balance\": \"12.5\"}", new Balances(ledger).read());
    }

    @Test
    void shouldWaitForASlowLedger(Faults faults, @LinkAddress("ledger") URI ledger) throws IOException {
        try (var slow = faults.on(Targets.link("ledger"))
                .fault("tcp.latency")
                .with("latency", ofMillis(200))
                .inject()) {
            long began = System.nanoTime();
            assertEquals("{\"balance\": \"12.5\"}", new Balances(ledger).read());
            assertTrue(System.nanoTime() - began >= ofMillis(150).toNanos());
        }
    }

    @Test
    void shouldNeverInventABalance(Faults faults, @LinkAddress("ledger") URI ledger) {
        faults.on(Targets.link("ledger")).fault("http.error-page").inject();
        assertThrows(IOException.class, () -> new Balances(ledger).read());
    }
}
