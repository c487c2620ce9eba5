package com.example;

import static java.time.Duration.ofMillis;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.brownout.api.Protocol;
import dev.brownout.junit.Brownout;
import dev.brownout.junit.Faults;
import dev.brownout.junit.LinkAddress;
import dev.brownout.junit.StackUnderTest;
import dev.brownout.junit.Targets;
import dev.brownout.scenarios.stack.ServiceStack;
import io.netty.util.Version;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URL;
import java.util.concurrent.TimeUnit;
import org.bouncycastle.jce.provider.BouncyCastleProvider;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;
import org.xbill.DNS.Name;

/**
 * A team whose libraries are years older than what Brownout uses itself: they are what the tests get, they work while a fault
 * is in place, and so does the fault.
 */
@Brownout
class OldLibrariesTests {
    private static NettyLedger ledger;

    @StackUnderTest
    static final ServiceStack STACK = ServiceStack.builder("exchange")
            .service("ledger", Protocol.HTTP1, () -> ledger.address())
            // never connected to, but the plane makes certificates for it
            .service("venue", Protocol.TLS, () -> ledger.address())
            .build();

    public static final class Balance {
        @JsonProperty("balance")
        public String value;
    }

    @BeforeAll
    static void startLedger() {
        ledger = NettyLedger.start();
    }

    @AfterAll
    static void stopLedger() {
        ledger.close();
    }

    @Test
    void shouldUseNettyAndJacksonOfTheTeamWhileTheLedgerIsSlow(
            Faults faults, @LinkAddress("ledger") InetSocketAddress link) throws Exception {
        try (var slow = faults.on(Targets.link("ledger"))
                .fault("tcp.latency")
                .with("latency", ofMillis(200))
                .inject()) {
            long began = System.nanoTime();
            var balance = new ObjectMapper().readValue(NettyClient.get(link, "/balance"), Balance.class);
            assertEquals("12.5", balance.value);
            assertTrue(System.nanoTime() - began >= ofMillis(150).toNanos());
        }
        assertEquals("4.1.77.Final", Version.identify().get("netty-codec-http").artifactVersion());
        assertEquals(
                "2.9.10-8", com.fasterxml.jackson.databind.cfg.PackageVersion.VERSION.toString());
        // 2.9's, which lacks most of what Jackson 3 needs of it
        assertTrue(source(JsonProperty.class).getPath().contains("2.9.10"));
    }

    @Test
    void shouldRewriteJsonAndAnswerNamesWithLibrariesOfItsOwn(
            Faults faults, @LinkAddress("ledger") InetSocketAddress link) throws Exception {
        // JSON Patch brings Jackson 3, zjsonpatch and collections into play
        try (var wrong = faults.on(Targets.link("ledger"))
                .fault("http.rewrite")
                .with("patch", "[{\"op\": \"replace\", \"path\": \"/balance\", \"value\": \"0\"}]")
                .inject()) {
            assertEquals(
                    "0",
                    new ObjectMapper().readValue(NettyClient.get(link, "/balance"), Balance.class).value);
        }
    }

    @Test
    void shouldUseTheTeamsOtherLibraries() throws Exception {
        assertTrue(source(Caffeine.class).getPath().contains("2.9.3"));
        assertEquals(
                "1",
                Caffeine.newBuilder()
                        .expireAfterWrite(1, TimeUnit.MINUTES)
                        .build(key -> "1")
                        .get("key"));
        assertTrue(source(Name.class).getPath().contains("2.1.9"));
        assertEquals("ledger.", Name.fromString("ledger.").toString());
        assertEquals(1.6, new BouncyCastleProvider().getVersion(), 0.001);
        assertTrue(LoggerFactory.getILoggerFactory() instanceof ch.qos.logback.classic.LoggerContext);
        // resolved by the JDK: no library of ours took its place
        assertTrue(InetAddress.getByName("localhost").isLoopbackAddress());
    }

    private static URL source(Class<?> type) {
        return type.getProtectionDomain().getCodeSource().getLocation();
    }
}
