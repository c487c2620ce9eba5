package dev.brownout.examples.exchange.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.brownout.examples.exchange.http.ApiError;
import dev.brownout.examples.exchange.http.ApiException;
import dev.brownout.examples.exchange.http.Deadline;
import dev.brownout.examples.exchange.ledger.Balance;
import java.math.BigDecimal;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class BalanceReadsTests {
    private static final Deadline DEADLINE = Deadline.in(Duration.ZERO);
    private static final List<Balance> SEVEN = List.of(new Balance("BTC", new BigDecimal("7.5"), BigDecimal.ZERO));

    private long now = 1000;
    private Optional<List<Balance>> ledger = Optional.of(SEVEN);

    private final Clock clock = new Clock() {
        @Override
        public Instant instant() {
            return Instant.ofEpochMilli(now);
        }

        @Override
        public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            return this;
        }
    };

    private final BalanceReads resilient =
            new StaleOrRefused((account, deadline) -> ledger, clock, Duration.ofSeconds(10), Duration.ofSeconds(1));

    @Test
    void anOlderAnswerIsLabelledAndKeepsItsTime() throws Exception {
        assertThat(resilient.read("a", DEADLINE)).isEqualTo(new BalanceReads.Known(SEVEN, 1000, false));
        ledger = Optional.empty();
        now = 11_000;
        assertThat(resilient.read("a", DEADLINE)).isEqualTo(new BalanceReads.Known(SEVEN, 1000, true));
    }

    @Test
    void tooOldOrNeverSeenIsRefusedWithRetryAfter() throws Exception {
        resilient.read("a", DEADLINE);
        ledger = Optional.empty();
        now = 11_001;
        for (String account : List.of("a", "never-seen")) {
            ApiError error = catchThrowableOfType(ApiException.class, () -> resilient.read(account, DEADLINE))
                    .error();
            assertThat(error.status()).isEqualTo(503);
            assertThat(error.code()).isEqualTo(-1008);
            assertThat(error.retryAfter()).isEqualTo(Duration.ofSeconds(1));
        }
    }

    @Test
    void theFragileOneSaysZeroAndDoesNotSayThatItGuesses() throws Exception {
        BalanceReads fragile = new ZeroWhenUnknown((account, deadline) -> ledger, clock);
        assertThat(fragile.read("a", DEADLINE).balances()).isEqualTo(SEVEN);
        ledger = Optional.empty();
        BalanceReads.Known known = fragile.read("a", DEADLINE);
        assertThat(known.stale()).isFalse();
        assertThat(known.balances())
                .allSatisfy(balance -> assertThat(balance.available()).isZero());
    }
}
