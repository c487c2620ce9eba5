package dev.brownout.examples.exchange.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.brownout.examples.exchange.http.ApiError;
import dev.brownout.examples.exchange.http.ApiException;
import java.time.Duration;
import java.util.HashSet;
import java.util.Set;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

class SessionsTests {
    private static final Duration LIFE = Duration.ofSeconds(30);
    private static final Duration LIMIT = Duration.ofSeconds(10);

    private final SetClock clock = new SetClock();
    private final SwitchableStore store = new SwitchableStore(new MemoryStore(clock));
    private final Sessions resilient = gateway();
    private final Sessions fragile = new StoreOnlySessions(store, clock, LIFE);

    private Sessions gateway() {
        return new LastGoodSessions(store, clock, LIFE, LIMIT, Duration.ofSeconds(1));
    }

    private static void isRefused(ThrowingCallable work, String why) {
        ApiError error = catchThrowableOfType(ApiException.class, work).error();
        assertThat(error.status()).isEqualTo(503);
        assertThat(error.code()).isEqualTo(-1008);
        assertThat(error.message()).contains("session store unreachable, " + why);
        assertThat(error.retryAfter()).isEqualTo(Duration.ofSeconds(1));
    }

    @Test
    void should_know_whom_it_has_let_in_until_he_leaves_or_his_time_is_up() throws Exception {
        for (Sessions sessions : new Sessions[] {resilient, fragile}) {
            clock.now = 1_000;
            String token = sessions.open("trader-1").token();
            clock.now = 2_000;
            assertThat(sessions.find(token))
                    .contains(new Sessions.Known(new Session("trader-1", 31_000), 2_000, false));
            clock.now = 31_000;
            assertThat(sessions.find(token)).isEmpty();

            String other = sessions.open("trader-2").token();
            sessions.close(other);
            sessions.close(other);
            assertThat(sessions.find(other)).isEmpty();
            assertThat(sessions.find("made-up")).isEmpty();
        }
    }

    @Test
    void should_honour_a_token_that_was_good_for_a_limit_and_say_so() throws Exception {
        String token = resilient.open("trader-1").token();
        clock.now = 5_000;
        assertThat(resilient.find(token)).isPresent();
        store.away = true;
        clock.now = 15_000;
        assertThat(resilient.find(token)).contains(new Sessions.Known(new Session("trader-1", 31_000), 5_000, true));
        clock.now = 15_001;
        isRefused(() -> resilient.find(token), "nobody can tell whose token this is");

        store.away = false;
        assertThat(resilient.find(token)).contains(new Sessions.Known(new Session("trader-1", 31_000), 15_001, false));
        store.away = true;
        assertThat(resilient.find(token))
                .get()
                .extracting(Sessions.Known::stale)
                .isEqualTo(true);
    }

    @Test
    void should_not_honour_a_token_longer_than_it_was_good_for() throws Exception {
        clock.now = 1_000;
        String token = resilient.open("trader-1").token();
        clock.now = 30_000;
        assertThat(resilient.find(token)).isPresent();
        store.away = true;
        clock.now = 31_000;
        assertThat(resilient.find(token)).as("expired, whatever the store says").isEmpty();
    }

    @Test
    void should_refuse_log_ins_and_strangers_honestly_while_the_store_is_away() throws Exception {
        String elsewhere = gateway().open("trader-1").token();
        store.away = true;
        isRefused(() -> resilient.open("trader-1"), "nobody can be logged in");
        isRefused(() -> resilient.find(elsewhere), "nobody can tell whose token this is");
        store.away = false;
        assertThat(resilient.find(elsewhere)).isPresent();
    }

    @Test
    void should_forget_who_logs_out_even_if_the_store_cannot() throws Exception {
        String token = resilient.open("trader-1").token();
        store.away = true;
        isRefused(() -> resilient.close(token), "the log-out may not be known everywhere");
        isRefused(() -> resilient.find(token), "nobody can tell whose token this is");
    }

    @Test
    void should_take_no_account_of_a_lost_store_in_the_fragile_posture() throws Exception {
        String token = fragile.open("trader-1").token();
        store.away = true;
        for (ThrowingCallable work : new ThrowingCallable[] {
            () -> fragile.open("trader-1"), () -> fragile.find(token), () -> fragile.close(token)
        }) {
            assertThatThrownBy(work)
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessage("session store did not answer: refused");
        }
    }

    @Test
    void should_give_out_tokens_that_nobody_can_guess_and_show_none_of_them() throws Exception {
        Set<String> tokens = new HashSet<>();
        for (int i = 0; i < 1000; i++) {
            Sessions.Opened opened = resilient.open("trader-1");
            assertThat(opened.token()).matches("[A-Za-z0-9_-]{43}");
            assertThat(opened.toString()).doesNotContain(opened.token());
            tokens.add(opened.token());
        }
        assertThat(tokens).hasSize(1000);
        assertThat(Token.key("abc")).isEqualTo("ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
    }
}
