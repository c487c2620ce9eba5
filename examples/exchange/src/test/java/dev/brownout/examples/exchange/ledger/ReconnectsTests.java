package dev.brownout.examples.exchange.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class ReconnectsTests {
    private final AtomicLong nanos = new AtomicLong();

    private void pass(Duration time) {
        nanos.addAndGet(time.toNanos());
    }

    @Test
    void jitteredStaysAwayNoLongerThanItsCapHoweverOftenItFails() {
        JitteredReconnects gate =
                new JitteredReconnects(nanos::get, () -> 0.999999, Duration.ofMillis(10), Duration.ofMillis(500));
        assertThat(gate.closedFor()).isZero();
        for (int i = 0; i < 50; i++) {
            gate.failed();
            assertThat(gate.closedFor()).isBetween(Duration.ZERO, Duration.ofMillis(500));
        }
        pass(Duration.ofMillis(500));
        assertThat(gate.closedFor()).as("one caller may try").isZero();
        assertThat(gate.closedFor())
                .as("the next may not, until that one is back")
                .isPositive();
        gate.succeeded();
        assertThat(gate.closedFor()).isZero();
    }

    @Test
    void doublingReachesAMinuteWithinTwoRoundsOfADozenCallers() {
        DoublingReconnects gate = new DoublingReconnects(nanos::get, Duration.ofMillis(500), Duration.ofSeconds(60));
        gate.failed();
        assertThat(gate.closedFor()).isEqualTo(Duration.ofMillis(500));
        pass(Duration.ofMillis(500));
        for (int caller = 0; caller < 12; caller++) {
            gate.failed();
        }
        assertThat(gate.closedFor()).isEqualTo(Duration.ofSeconds(60));
        pass(Duration.ofSeconds(59));
        assertThat(gate.closedFor()).as("though the ledger may be long back").isEqualTo(Duration.ofSeconds(1));
        pass(Duration.ofSeconds(1));
        assertThat(gate.closedFor()).isZero();
        gate.succeeded();
        gate.failed();
        assertThat(gate.closedFor()).isEqualTo(Duration.ofMillis(500));
    }
}
