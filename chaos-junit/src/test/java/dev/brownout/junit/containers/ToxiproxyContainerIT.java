package dev.brownout.junit.containers;

import static org.assertj.core.api.Assertions.assertThat;

import dev.brownout.testing.Images;
import dev.brownout.testing.NeedsDocker;
import eu.rekawek.toxiproxy.ToxiproxyClient;
import eu.rekawek.toxiproxy.model.ToxicDirection;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.testcontainers.containers.GenericContainer;
import org.testcontainers.containers.Network;
import org.testcontainers.toxiproxy.ToxiproxyContainer;

/** Testcontainers' own Toxiproxy, unmodified, runs from the image that we make, and is the version that it says. */
@NeedsDocker({Images.REDIS, Images.TOXIPROXY})
@Timeout(120)
class ToxiproxyContainerIT {
    @Test
    void should_delay_what_passes_the_container() throws IOException {
        try (var network = Network.newNetwork();
                var redis = new GenericContainer<>(Images.REDIS)
                        .withExposedPorts(6379)
                        .withNetwork(network)
                        .withNetworkAliases("redis");
                var toxiproxy = new ToxiproxyContainer(Images.TOXIPROXY).withNetwork(network)) {
            redis.start();
            toxiproxy.start();
            var client = new ToxiproxyClient(toxiproxy.getHost(), toxiproxy.getControlPort());
            assertThat(client.version()).contains("2.12.0");
            var proxy = client.createProxy("redis", "0.0.0.0:8666", "redis:6379");
            try (var direct =
                    new RedisClient(new InetSocketAddress(toxiproxy.getHost(), toxiproxy.getMappedPort(8666)))) {
                assertThat(direct.ask("PING")).isEqualTo("+PONG");
                proxy.toxics().latency("late", ToxicDirection.DOWNSTREAM, 400);
                long began = System.nanoTime();
                assertThat(direct.ask("PING")).isEqualTo("+PONG");
                assertThat(Duration.ofNanos(System.nanoTime() - began)).isGreaterThanOrEqualTo(Duration.ofMillis(400));
            }
        }
    }
}
