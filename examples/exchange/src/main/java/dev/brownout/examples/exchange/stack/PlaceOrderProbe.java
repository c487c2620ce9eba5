package dev.brownout.examples.exchange.stack;

import dev.brownout.api.Mode;
import dev.brownout.api.Probe;
import dev.brownout.examples.exchange.account.Account;
import java.math.BigDecimal;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicLong;
import tools.jackson.databind.JsonNode;

/** Places the smallest buy order that the rules allow at half the market's price, each under a client order id of its own. */
final class PlaceOrderProbe implements Probe {
    static final String SYMBOL = "BTCUSDT";
    private static final BigDecimal PRICE = new BigDecimal("54000.00");
    private static final BigDecimal TICK = new BigDecimal("0.01");
    private static final int LEVELS = 1000;

    private final FrontDoor door;
    private final Account account;
    private final RestingOrders resting;
    private final AtomicLong placed = new AtomicLong();

    PlaceOrderProbe(FrontDoor door, Account account, RestingOrders resting) {
        this.door = door;
        this.account = account;
        this.resting = resting;
    }

    @Override
    public CompletableFuture<Answer> ask(long ordinal) {
        // a counter of its own: the ordinal starts anew with every prober, the ledger does not
        long n = placed.incrementAndGet();
        Map<String, String> order = new LinkedHashMap<>();
        order.put("symbol", SYMBOL);
        order.put("side", "BUY");
        order.put("type", "LIMIT");
        order.put("timeInForce", "GTC");
        order.put("quantity", "0.0001");
        // spread over many levels, so that none grows long
        order.put(
                "price",
                PRICE.add(TICK.multiply(BigDecimal.valueOf(n % LEVELS))).toPlainString());
        order.put("newClientOrderId", "probe-" + n);
        return door.signed(account, "POST", "/api/v3/order", order)
                .thenApply(answer -> HttpAnswers.classify(answer, json -> placed(answer, json)));
    }

    private Answer placed(HttpAnswer answer, JsonNode json) {
        long id = json.path("orderId").asLong(0);
        if (id <= 0) {
            return Answer.of(Mode.WRONG, answer.describe() + " (accepted without an order id)");
        }
        resting.rests(id);
        return Answer.of(Mode.FULL, "200 order " + id);
    }
}
