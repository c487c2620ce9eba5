package dev.brownout.examples.exchange.stack;

import dev.brownout.api.Operation;
import dev.brownout.examples.exchange.account.Accounts;
import dev.brownout.examples.exchange.ledger.LedgerAudit;
import java.math.BigDecimal;
import java.util.Map;
import java.util.TreeMap;

/** Tells a history what all accounts hold, beside what they held in the beginning. */
final class FundsTold {
    private final Accounts accounts;

    FundsTold(Accounts accounts) {
        this.accounts = accounts;
    }

    /** Tell it, as entries whose actions begin with a word. */
    void record(String word, LedgerAudit.Funds funds, FinalRead.Out out) {
        var genesis = genesis();
        funds.totalByAsset().forEach((asset, total) -> genesis.putIfAbsent(asset, BigDecimal.ZERO));
        genesis.forEach((asset, amount) -> out.record(
                word + "-total",
                Operation.Type.OK,
                Map.of(
                        "asset", asset,
                        "genesis", amount.toPlainString(),
                        "total",
                                funds.totalByAsset()
                                        .getOrDefault(asset, BigDecimal.ZERO)
                                        .toPlainString())));
        funds.negative()
                .forEach(balance -> out.record(
                        word + "-negative",
                        Operation.Type.OK,
                        Map.of(
                                "account", balance.account(),
                                "asset", balance.asset(),
                                "amount", balance.amount().toPlainString())));
    }

    private Map<String, BigDecimal> genesis() {
        var genesis = new TreeMap<String, BigDecimal>();
        for (var account : accounts.all()) {
            account.opening().forEach((asset, amount) -> genesis.merge(asset, amount, BigDecimal::add));
        }
        return genesis;
    }
}
