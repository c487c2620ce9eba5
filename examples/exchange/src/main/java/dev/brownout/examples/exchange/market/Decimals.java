package dev.brownout.examples.exchange.market;

import java.math.BigDecimal;
import java.math.RoundingMode;

/** Money and quantities as text. Never a {@code double}. */
public final class Decimals {
    private static final int PLACES = 8;

    private Decimals() {}

    /** Writes a value as Binance does: plain, eight decimal places. */
    public static String wire(BigDecimal value) {
        return value.setScale(PLACES, RoundingMode.DOWN).toPlainString();
    }

    /**
     * Reads a value as the API accepts it: digits with at most one point, no sign, no exponent.
     *
     * @throws NumberFormatException if the text is anything else
     */
    public static BigDecimal read(String text) {
        if (!text.matches("\\d{1,18}(\\.\\d{1,18})?|\\.\\d{1,18}")) {
            throw new NumberFormatException("decimal must be digits with at most one point, but was " + text);
        }
        return new BigDecimal(text);
    }

    /** Rounds a value down to a multiple of a step. */
    public static BigDecimal floor(BigDecimal value, BigDecimal step) {
        return value.divideToIntegralValue(step).multiply(step);
    }
}
