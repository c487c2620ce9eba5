package dev.brownout.examples.exchange.market;

import java.math.BigDecimal;

/**
 * A spot pair and its trading rules.
 *
 * @param name as the API writes it, such as {@code BTCUSDT}
 * @param base the asset bought and sold
 * @param quote the asset paid with
 * @param tick smallest price step, > 0
 * @param step smallest quantity step, > 0
 * @param minNotional smallest price × quantity, in the quote asset
 * @param reference the price that the seeded book is laid around
 */
public record Symbol(
        String name,
        String base,
        String quote,
        BigDecimal tick,
        BigDecimal step,
        BigDecimal minNotional,
        BigDecimal reference) {

    /** Checks that the name is base + quote and that the steps are positive. */
    public Symbol {
        if (!name.equals(base + quote)) {
            throw new IllegalArgumentException("symbol name must be " + base + quote + ", but was " + name);
        }
        if (tick.signum() <= 0 || step.signum() <= 0 || reference.signum() <= 0) {
            throw new IllegalArgumentException("tick, step and reference must be > 0, but were " + tick + ", " + step
                    + ", " + reference + " in " + name);
        }
    }

    /** Tells whether a price is positive and a multiple of the tick. */
    public boolean accepts(BigDecimal price) {
        return price.signum() > 0 && price.remainder(tick).signum() == 0;
    }

    /** Tells whether a quantity is positive and a multiple of the step. */
    public boolean acceptsQuantity(BigDecimal quantity) {
        return quantity.signum() > 0 && quantity.remainder(step).signum() == 0;
    }

    /** Gives the asset that an order of this side spends, and therefore has held. */
    public String spends(Side side) {
        return side == Side.BUY ? quote : base;
    }
}
