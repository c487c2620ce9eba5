package com.example;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.sun.net.httpserver.HttpServer;
import dev.brownout.api.Protocol;
import dev.brownout.junit.Brownout;
import dev.brownout.junit.LinkAddress;
import dev.brownout.junit.StackUnderTest;
import dev.brownout.junit.fault.HttpErrorPage;
import dev.brownout.scenarios.stack.ServiceStack;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

@Brownout
class BalancesTests {
    private static HttpServer ledger;

    @StackUnderTest
    static final ServiceStack STACK = ServiceStack.builder("exchange")
            .service("ledger", Protocol.HTTP1, () -> ledger.getAddress())
            .build();

    @LinkAddress("ledger")
    private URI address;

    @BeforeAll
    static void startLedger() throws IOException {
        ledger = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        ledger.createContext("/balances/", exchange -> {
            exchange.sendResponseHeaders(200, 3);
            exchange.getResponseBody().write("100".getBytes());
            exchange.close();
        });
        ledger.start();
    }

    @AfterAll
    static void stopLedger() {
        ledger.stop(0);
    }

    @Test
    void reads_a_balance() throws Exception {
        assertEquals(Optional.of(100L), new Balances(address).of("alice"));
    }

    @Test
    @HttpErrorPage(link = "ledger", status = 503)
    void does_not_take_an_unknown_balance_for_none() throws Exception {
        assertEquals(Optional.empty(), new Balances(address).of("alice"));
    }
}
