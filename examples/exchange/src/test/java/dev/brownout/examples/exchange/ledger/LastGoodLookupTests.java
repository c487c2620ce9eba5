package dev.brownout.examples.exchange.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class LastGoodLookupTests {
    private final AtomicLong nanos = new AtomicLong();
    private final AtomicInteger asked = new AtomicInteger();
    private boolean there = true;

    private final LastGoodLookup lookup = new LastGoodLookup(
            name -> {
                asked.incrementAndGet();
                if (!there) {
                    throw new UnknownHostException(name);
                }
                return new InetAddress[] {InetAddress.getByAddress(new byte[] {127, 0, 0, 9})};
            },
            Runnable::run,
            nanos::get,
            Duration.ofMillis(250),
            Duration.ofSeconds(4));

    @Test
    void asksEveryTimeAndKeepsTheLastGoodAddressesForTheirTime() throws Exception {
        assertThat(lookup.lookUp("ledger")).containsExactly("127.0.0.9");
        there = false;
        nanos.set(Duration.ofSeconds(4).toNanos());
        assertThat(lookup.lookUp("ledger")).containsExactly("127.0.0.9");
        nanos.incrementAndGet();
        assertThatThrownBy(() -> lookup.lookUp("ledger"))
                .isInstanceOf(UnknownHostException.class)
                .hasMessage("ledger: look-up failed, and no address of the last 4000 ms");
        there = true;
        assertThat(lookup.lookUp("ledger")).containsExactly("127.0.0.9");
        assertThat(asked).hasValue(4);
    }

    @Test
    void withoutAnythingGoodThereIsNothingToKeep() {
        there = false;
        assertThatThrownBy(() -> lookup.lookUp("ledger")).isInstanceOf(UnknownHostException.class);
    }

    @Test
    void aResolverThatNeverAnswersHoldsUpOneQuestionOnly() {
        List<Runnable> waiting = new ArrayList<>();
        LastGoodLookup silent = new LastGoodLookup(
                InetAddress::getAllByName, waiting::add, nanos::get, Duration.ofMillis(1), Duration.ofSeconds(4));
        for (int i = 0; i < 3; i++) {
            assertThatThrownBy(() -> silent.lookUp("ledger"))
                    .isInstanceOf(UnknownHostException.class)
                    .hasMessageContaining("no answer within 1 ms");
        }
        assertThat(waiting).hasSize(1);
    }
}
