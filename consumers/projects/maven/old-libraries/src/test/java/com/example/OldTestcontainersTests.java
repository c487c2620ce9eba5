package com.example;

import static java.time.Duration.ofMillis;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.github.dockerjava.api.exception.NotFoundException;
import dev.brownout.api.Protocol;
import dev.brownout.junit.Brownout;
import dev.brownout.junit.Faults;
import dev.brownout.junit.LinkAddress;
import dev.brownout.junit.StackUnderTest;
import dev.brownout.junit.Targets;
import dev.brownout.scenarios.stack.ServiceStack;
import eu.rekawek.toxiproxy.ToxiproxyClient;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.testcontainers.DockerClientFactory;
import org.testcontainers.containers.GenericContainer;
import org.testcontainers.utility.DockerImageName;

/** A container of the team's old Testcontainers; skipped where there is no Docker or not its image. */
@Brownout
@Timeout(120)
class OldTestcontainersTests {
    private static final String IMAGE = "brownout/redis:latest";
    private static GenericContainer<?> cache;

    @StackUnderTest
    static final ServiceStack STACK = ServiceStack.builder("exchange")
            .service("cache", Protocol.REDIS, () -> new InetSocketAddress(cache.getHost(), cache.getMappedPort(6379)))
            .build();

    @BeforeAll
    static void startCache() {
        assumeTrue(DockerClientFactory.instance().isDockerAvailable(), "Docker must answer");
        try {
            DockerClientFactory.instance().client().inspectImageCmd(IMAGE).exec();
        } catch (NotFoundException e) {
            assumeTrue(false, IMAGE + " must be there; say ./brownout images build --only redis");
        }
        cache = new GenericContainer<>(DockerImageName.parse(IMAGE))
                .withImagePullPolicy(image -> false)
                .withExposedPorts(6379);
        cache.start();
    }

    @AfterAll
    static void stopCache() {
        if (cache != null) {
            cache.stop();
        }
    }

    @Test
    void shouldWaitForASlowCache(Faults faults, @LinkAddress("cache") InetSocketAddress link) throws IOException {
        assertEquals("+PONG", ping(link));
        try (var slow = faults.on(Targets.link("cache"))
                .fault("tcp.latency")
                .with("latency", ofMillis(200))
                .inject()) {
            long began = System.nanoTime();
            assertEquals("+PONG", ping(link));
            assertTrue(System.nanoTime() - began >= ofMillis(150).toNanos());
        }
        assertEquals("1.17.6", version(GenericContainer.class));
        // the client of its Toxiproxy module, which Brownout has, too, in another version
        assertEquals("2.1.7", version(ToxiproxyClient.class));
    }

    private static String ping(InetSocketAddress address) throws IOException {
        try (var socket = new Socket(address.getAddress(), address.getPort())) {
            socket.setSoTimeout(5_000);
            socket.getOutputStream().write("PING\r\n".getBytes(StandardCharsets.US_ASCII));
            return new String(socket.getInputStream().readNBytes(5), StandardCharsets.US_ASCII);
        }
    }

    private static String version(Class<?> type) {
        var jar = type.getProtectionDomain().getCodeSource().getLocation().getPath();
        return jar.replaceAll(".*-([0-9.]+)\\.jar", "$1");
    }
}
