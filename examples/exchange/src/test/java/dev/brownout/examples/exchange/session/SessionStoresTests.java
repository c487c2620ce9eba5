package dev.brownout.examples.exchange.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SessionStoresTests {
    private final SetClock clock = new SetClock();

    @Test
    void should_drop_from_memory_what_has_expired() {
        try (MemoryStore store = new MemoryStore(clock)) {
            store.put("a", new Session("trader-1", 2_000));
            assertThat(store.get("a")).isPresent();
            clock.now = 2_000;
            assertThat(store.get("a")).isEmpty();
            store.put("b", new Session("trader-2", 9_000));
            clock.now = 1_000;
            assertThat(store.get("a")).as("swept when another came").isEmpty();
        }
    }

    @Test
    void should_give_up_on_a_silent_store_in_time_and_at_once_when_all_threads_wait() {
        CountDownLatch never = new CountDownLatch(1);
        SessionStore silent = new SessionStore() {
            @Override
            public void put(String key, Session session) throws InterruptedException {
                never.await();
            }

            @Override
            public Optional<Session> get(String key) {
                // as a look-up in native code does, it does not hear an interrupt
                while (true) {
                    try {
                        never.await();
                        return Optional.empty();
                    } catch (InterruptedException e) {
                        // deaf
                    }
                }
            }

            @Override
            public void remove(String key) {}

            @Override
            public void close() {}
        };
        try (DeadlineStore store = new DeadlineStore(silent, Duration.ofMillis(20), 1)) {
            assertThatThrownBy(() -> store.get("a"))
                    .isInstanceOf(SessionStoreException.class)
                    .hasMessage("session store did not answer within 20 ms");
            assertThatThrownBy(() -> store.put("a", new Session("trader-1", 2_000)))
                    .isInstanceOf(SessionStoreException.class)
                    .hasMessage("every thread waits for the session store");
        } finally {
            never.countDown();
        }
    }

    @Test
    void should_pass_on_what_the_store_says() throws Exception {
        SwitchableStore there = new SwitchableStore(new MemoryStore(clock));
        try (DeadlineStore store = new DeadlineStore(there, Duration.ofSeconds(10), 1)) {
            Session session = new Session("trader-1", 2_000);
            store.put("a", session);
            assertThat(store.get("a")).contains(session);
            store.remove("a");
            assertThat(store.get("a")).isEmpty();
            there.away = true;
            assertThatThrownBy(() -> store.get("a")).hasMessage("session store did not answer: refused");
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"http://redis:6379", "redis://", "redis://a:1,b:2", "redis://user:word@redis:6379", "redis"})
    void should_refuse_what_names_no_single_server(String url) {
        assertThatThrownBy(() -> new RedisStore(url, Duration.ZERO, 1))
                .hasMessage("setting sessions must be redis://HOST:PORT or empty, but was " + url
                        + "; it names one server");
    }
}
