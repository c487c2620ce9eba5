package dev.brownout.examples.exchange.stack;

import dev.brownout.examples.exchange.market.Decimals;
import dev.brownout.examples.exchange.market.Side;
import dev.brownout.examples.exchange.market.Symbol;
import dev.brownout.examples.exchange.market.Symbols;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.SplittableRandom;

/**
 * What the next arrival would do, as drawn from the seed: always the same number of draws, so that who happens to be busy
 * changes nothing for those who come later.
 *
 * @param trader whose turn it is, if idle; 0 up to the number of traders
 * @param kind what is done
 * @param symbol the pair of an order
 * @param side of an order
 * @param price of an order: around the reference price, mostly inside the house's spread, so that traders meet each other
 * @param quantity of an order
 */
record Intent(int trader, Kind kind, Symbol symbol, Side side, BigDecimal price, BigDecimal quantity) {
    private static final int PLACE_PERCENT = 60;
    private static final int CANCEL_PERCENT = 20;
    private static final double SPREAD = 0.0006;
    private static final double LEAST_NOTIONAL = 20;
    private static final double MORE_NOTIONAL = 480;

    /** What a trader does. */
    enum Kind {
        PLACE,
        CANCEL,
        READ_BALANCE
    }

    static Intent draw(SplittableRandom chance, int traders) {
        int trader = chance.nextInt(traders);
        int roll = chance.nextInt(100);
        var kind = roll < PLACE_PERCENT
                ? Kind.PLACE
                : roll < PLACE_PERCENT + CANCEL_PERCENT ? Kind.CANCEL : Kind.READ_BALANCE;
        var symbol = Symbols.all().get(chance.nextInt(Symbols.all().size()));
        var side = chance.nextBoolean() ? Side.BUY : Side.SELL;
        var price = Decimals.floor(
                symbol.reference().multiply(BigDecimal.valueOf(1 + SPREAD * (2 * chance.nextDouble() - 1))),
                symbol.tick());
        var notional = BigDecimal.valueOf(LEAST_NOTIONAL + MORE_NOTIONAL * chance.nextDouble());
        var quantity = Decimals.floor(notional.divide(price, 12, RoundingMode.DOWN), symbol.step());
        return new Intent(trader, kind, symbol, side, price, quantity);
    }
}
