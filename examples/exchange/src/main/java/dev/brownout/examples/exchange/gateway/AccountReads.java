package dev.brownout.examples.exchange.gateway;

import dev.brownout.examples.exchange.http.ApiException;
import dev.brownout.examples.exchange.http.Deadline;
import dev.brownout.examples.exchange.http.Endpoint;
import dev.brownout.examples.exchange.http.Json;
import dev.brownout.examples.exchange.http.Reply;
import dev.brownout.examples.exchange.http.Request;
import dev.brownout.examples.exchange.market.Decimals;
import java.time.Duration;
import tools.jackson.databind.node.ObjectNode;

/**
 * {@code GET /api/v3/account}. Beside Binance's fields, an older answer carries {@code "stale": true} and {@code "asOf"}
 * (epoch milliseconds).
 */
final class AccountReads implements Endpoint {
    private final Signatures signatures;
    private final BalanceReads balances;
    private final Duration limit;

    AccountReads(Signatures signatures, BalanceReads balances, Duration limit) {
        this.signatures = signatures;
        this.balances = balances;
        this.limit = limit;
    }

    @Override
    public Reply answer(Request request) throws ApiException, InterruptedException {
        String account = signatures.authenticate(request).name();
        BalanceReads.Known known = balances.read(account, Deadline.after(request.arrivedNanos(), limit));
        ObjectNode json = Json.object();
        json.put("makerCommission", 0)
                .put("takerCommission", 0)
                .put("buyerCommission", 0)
                .put("sellerCommission", 0);
        json.put("canTrade", true)
                .put("canWithdraw", false)
                .put("canDeposit", false)
                .put("brokered", false);
        json.put("updateTime", known.asOfMs()).put("accountType", "SPOT");
        var array = json.putArray("balances");
        known.balances()
                .forEach(balance -> array.addObject()
                        .put("asset", balance.asset())
                        .put("free", Decimals.wire(balance.available()))
                        .put("locked", Decimals.wire(balance.held())));
        json.putArray("permissions").add("SPOT");
        if (known.stale()) {
            json.put("stale", true).put("asOf", known.asOfMs());
        }
        return Reply.ok(json);
    }
}
