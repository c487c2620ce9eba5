package dev.brownout.examples.exchange.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.awaitility.Awaitility.await;

import dev.brownout.examples.exchange.config.Settings;
import dev.brownout.examples.exchange.containers.Containers;
import dev.brownout.examples.exchange.http.ApiException;
import dev.brownout.testing.Images;
import dev.brownout.testing.NeedsDocker;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A real Redis holds the sessions, is frozen, killed, made read-only and comes back. */
@NeedsDocker(Images.REDIS)
@Timeout(60)
class RedisSessionsIT {
    private static final Duration PATIENCE = Duration.ofSeconds(15);

    private Containers containers;
    private String redis = "";
    private String address = "";

    @BeforeEach
    void start() throws IOException {
        containers = new Containers();
        containers.run("redis", List.of(), Images.REDIS);
        redis = containers.container("redis");
        // its own address: nobody else on its network takes it while it is down, and a published port would be another
        // one
        address = containers.address("redis");
        await("Redis serves")
                .atMost(PATIENCE)
                .until(() -> containers
                        .docker()
                        .quick("exec", redis, "redis-cli", "PING")
                        .ok());
    }

    @AfterEach
    void remove() throws IOException {
        containers.close();
    }

    private SessionAccess gateway(String posture, String... more) {
        String[] arguments = new String[more.length + 2];
        arguments[0] = "posture=" + posture;
        arguments[1] = "sessions=redis://" + address + ":6379";
        System.arraycopy(more, 0, arguments, 2, more.length);
        return new SessionAccess(Settings.read(arguments, Map.of()), Clock.systemUTC());
    }

    private static void isRefusedSoon(ThrowingCallable work) {
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
            assertThat(containers.ok("exec", redis, "redis-cli", "KEYS", "*"))
                    .contains("session:" + Token.key(token))
                    .doesNotContain(token);
            two.sessions().close(token);
            assertThat(one.sessions().find(token)).isEmpty();

            String second = one.sessions().open("trader-2").token();
            await("Redis lets it expire")
                    .atMost(PATIENCE)
                    .until(() -> two.sessions().find(second).isEmpty());
        }
    }

    @Test
    void should_honour_known_tokens_and_refuse_log_ins_while_redis_is_frozen() throws Exception {
        try (SessionAccess resilient = gateway("resilient");
                SessionAccess fragile = gateway("fragile")) {
            String token = resilient.sessions().open("trader-1").token();
            containers.ok("pause", redis);
            try {
                assertThat(resilient.sessions().find(token))
                        .get()
                        .satisfies(known -> assertThat(known.stale()).isTrue());
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
                containers.ok("unpause", redis);
                assertThat(hung.get(10, TimeUnit.SECONDS)).isPresent();
                assertThat(resilient.sessions().find(token))
                        .get()
                        .satisfies(known -> assertThat(known.stale()).isFalse());
            } finally {
                var unused = containers.docker().quick("unpause", redis);
            }
        }
    }

    @Test
    void should_refuse_log_ins_that_redis_will_not_write() throws Exception {
        try (SessionAccess resilient = gateway("resilient")) {
            String token = resilient.sessions().open("trader-1").token();
            containers.ok("exec", redis, "redis-cli", "REPLICAOF", "127.0.0.1", "1");
            try {
                isRefusedSoon(() -> resilient.sessions().open("trader-2"));
                assertThat(resilient.sessions().find(token))
                        .get()
                        .satisfies(known -> assertThat(known.stale()).isFalse());
            } finally {
                containers.ok("exec", redis, "redis-cli", "REPLICAOF", "NO", "ONE");
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
            containers.ok("kill", redis);
            assertThat(resilient.sessions().find(token))
                    .get()
                    .satisfies(known -> assertThat(known.stale()).isTrue());
            assertThatThrownBy(() -> fragile.sessions().find(token))
                    .as("its connection has been closed")
                    .isInstanceOf(IllegalStateException.class);
            containers.ok("start", redis);
            await("it serves again")
                    .atMost(PATIENCE)
                    .ignoreExceptions()
                    .until(() -> !resilient.sessions().open("trader-2").token().isEmpty());
            assertThat(resilient.sessions().find(token))
                    .as("Redis has come back empty: everybody is asked to log in again")
                    .isEmpty();
        }
    }
}
