package dev.brownout.examples.exchange.engine;

import dev.brownout.examples.exchange.market.NewOrder;
import dev.brownout.examples.exchange.market.OrderType;
import dev.brownout.examples.exchange.market.Side;
import dev.brownout.examples.exchange.market.Symbols;
import dev.brownout.examples.exchange.market.TimeInForce;
import java.math.BigDecimal;

/** Makes orders for tests, numbered by hand. */
final class Orders {
    private Orders() {}

    static NewOrder limit(long id, String account, Side side, String price, String quantity) {
        return of(id, account, side, OrderType.LIMIT, TimeInForce.GTC, price, quantity);
    }

    static NewOrder of(
            long id, String account, Side side, OrderType type, TimeInForce tif, String price, String quantity) {
        return new NewOrder(
                id,
                account,
                "c" + id,
                Symbols.of("BTCUSDT"),
                side,
                type,
                tif,
                new BigDecimal(price),
                new BigDecimal(quantity));
    }
}
