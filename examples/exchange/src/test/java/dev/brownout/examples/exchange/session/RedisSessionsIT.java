package dev.brownout.examples.exchange.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.brownout.examples.exchange.config.Settings;
import dev.brownout.examples.exchange.http.ApiException;
import dev.brownout.faults.container.ContainerPlane;
import dev.brownout.faults.container.Docker;
import dev.brownout.testing.Images;
import dev.brownout.testing.NeedsDocker;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.testcontainers.containers.GenericContainer;

/** A real Redis holds the sessions, is frozen, killed, made read-only and comes back. */
@NeedsDocker(Images.REDIS)
@Timeout(60)
class RedisSessionsIT {
    private static final Docker DOCKER = new Docker(Map.of());
    private static final GenericContainer<?> REDIS = new GenericContainer<>(Images.REDIS)
            .withExposedPorts(6379)
            .withLabel(ContainerPlane.LABEL, "redis-sessions-it");

    @BeforeAll
    static void start() {
        REDIS.start();
    }

    @AfterAll
    static void stop() {
        REDIS.stop();
    }

    /** By its own address, which stays when its process ends: a published port would be another one afterwards. */
    private static SessionAccess gateway(String posture, String... more) throws IOException {
        String address = docker(
                "inspect", "--format", "{{.NetworkSettings.IPAddress}}", REDIS.getContainerId());
        String[] arguments = new String[more.length + 2];
        arguments[0] = "posture=" + posture;
        arguments[1] = "sessions=redis://" + address + ":6379";
        System.arraycopy(more, 0, arguments, 2, more.length);
        return new SessionAccess(Settings.read(arguments, Map.of()), Clock.systemUTC());
    }

    private static String docker(String... words) throws IOException {
        var ended = DOCKER.quick(words);
        assertThat(ended.ok()).as("%s", ended).isTrue();
        return ended.output().strip();
    }

    private static void isRefusedSoon(org.assertj.core.api.ThrowableAssert.ThrowingCallable work) {
        long began = System.nanoTime();
        assertThat(catchThrowableOfType(ApiException.class, work).error().status())
                .isEqualTo(503);
        assertThat(Duration.ofNanos(System.nanoTime() - began)).isLessThan(Duration.ofSeconds(3));
    }

    @Test
    void should_share_log_ins_between_gateways_and_keep_no_token_in_redis() throws Exception {
        try (SessionAccess one = gateway("resilient", "session-life=2s");
                SessionAccess two = gateway("fragile")) {
            String token = one.sessions().open("trader-1").token();
            assertThat(two.sessions().find(token)).get().satisfies(known -> {
                assertThat(known.session().account()).isEqualTo("trader-1");
                assertThat(known.stale()).isFalse();
            });
            assertThat(docker("exec", REDIS.getContainerId(), "redis-cli", "KEYS", "*"))
                    .contains("session:" + Token.key(token))
                    .doesNotContain(token);
            two.sessions().close(token);
            assertThat(one.sessions().find(token)).isEmpty();

            String second = one.sessions().open("trader-2").token();
            org.awaitility.Awaitility.await("Redis lets it expire")
                    .atMost(Duration.ofSeconds(10))
                    .until(() -> two.sessions().find(second).isEmpty());
        }
    }

    @Test
    void should_honour_known_tokens_and_refuse_log_ins_while_redis_is_frozen() throws Exception {
        try (SessionAccess resilient = gateway("resilient");
                SessionAccess fragile = gateway("fragile")) {
            String token = resilient.sessions().open("trader-1").token();
            docker("pause", REDIS.getContainerId());
            try {
                assertThat(resilient.sessions().find(token)).get().satisfies(known -> assertThat(known.stale())
                        .isTrue());
                isRefusedSoon(() -> resilient.sessions().open("trader-2"));
                var hung = CompletableFuture.supplyAsync(() -> {
                    try {
                        return fragile.sessions().find(token);
                    } catch (ApiException | InterruptedException e) {
                        throw new IllegalStateException(e);
                    }
                });
                assertThatThrownBy(() -> hung.get(2, TimeUnit.SECONDS))
                        .as("five times as long as the other one waits")
                        .isInstanceOf(TimeoutException.class);
                docker("unpause", REDIS.getContainerId());
                assertThat(hung.get(10, TimeUnit.SECONDS)).isPresent();
                assertThat(resilient.sessions().find(token)).get().satisfies(known -> assertThat(known.stale())
                        .isFalse());
            } finally {
                var unused = DOCKER.quick("unpause", REDIS.getContainerId());
            }
        }
    }

    @Test
    void should_refuse_log_ins_that_redis_will_not_write() throws Exception {
        try (SessionAccess resilient = gateway("resilient")) {
            String token = resilient.sessions().open("trader-1").token();
            docker("exec", REDIS.getContainerId(), "redis-cli", "REPLICAOF", "127.0.0.1", "1");
            try {
                isRefusedSoon(() -> resilient.sessions().open("trader-2"));
                assertThat(resilient.sessions().find(token)).get().satisfies(known -> assertThat(known.stale())
                        .isFalse());
            } finally {
                docker("exec", REDIS.getContainerId(), "redis-cli", "REPLICAOF", "NO", "ONE");
            }
            assertThat(resilient.sessions().open("trader-2").token()).isNotEmpty();
        }
    }

    @Test
    void should_live_through_a_restart_of_redis() throws Exception {
        try (SessionAccess resilient = gateway("resilient");
                SessionAccess fragile = gateway("fragile")) {
            String token = resilient.sessions().open("trader-1").token();
            assertThat(fragile.sessions().find(token)).isPresent();
            docker("kill", REDIS.getContainerId());
            assertThat(resilient.sessions().find(token)).get().satisfies(known -> assertThat(known.stale())
                    .isTrue());
            assertThatThrownBy(() -> fragile.sessions().find(token))
                    .as("its connection has been closed")
                    .isInstanceOf(IllegalStateException.class);
            docker("start", REDIS.getContainerId());
            org.awaitility.Awaitility.await("it serves again")
                    .atMost(Duration.ofSeconds(15))
                    .ignoreExceptions()
                    .until(() -> !resilient.sessions().open("trader-2").token().isEmpty());
            assertThat(resilient.sessions().find(token))
                    .as("Redis has come back empty: everybody is asked to log in again")
                    .isEmpty();
        }
    }
}
