package dev.brownout.examples.exchange.gateway;

import dev.brownout.examples.exchange.http.Deadline;
import dev.brownout.examples.exchange.ledger.Balance;
import java.math.BigDecimal;
import java.time.Clock;
import java.util.List;
import java.util.stream.Stream;

/**
 * Says zero when the ledger cannot be asked: the documented mistake of the fragile posture. The customer sees an empty
 * account and a 200.
 */
final class ZeroWhenUnknown implements BalanceReads {
    private final Source ledger;
    private final Clock clock;

    ZeroWhenUnknown(Source ledger, Clock clock) {
        this.ledger = ledger;
        this.clock = clock;
    }

    @Override
    public Known read(String account, Deadline deadline) throws InterruptedException {
        List<Balance> balances = ledger.read(account, deadline)
                .orElseGet(() -> Stream.of("BTC", "ETH", "SOL", "USDT")
                        .map(asset -> new Balance(asset, BigDecimal.ZERO, BigDecimal.ZERO))
                        .toList());
        return new Known(balances, clock.millis(), false);
    }
}
