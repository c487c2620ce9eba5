package dev.brownout.examples.exchange.market;

import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;

/** The pairs that this exchange lists. */
public final class Symbols {
    private static final List<Symbol> ALL = List.of(
            symbol("BTC", "0.01", "0.00001", "108000"),
            symbol("ETH", "0.01", "0.0001", "3900"),
            symbol("SOL", "0.01", "0.001", "185"));

    private Symbols() {}

    /** Gives every listed pair, always in the same order. */
    public static List<Symbol> all() {
        return ALL;
    }

    /** Finds a pair by its name, or nothing if it is not listed. */
    public static Optional<Symbol> find(String name) {
        return ALL.stream().filter(symbol -> symbol.name().equals(name)).findFirst();
    }

    /**
     * Gives a pair by its name.
     *
     * @throws IllegalArgumentException if it is not listed
     */
    public static Symbol of(String name) {
        return find(name)
                .orElseThrow(() -> new IllegalArgumentException("symbol must be one of "
                        + ALL.stream().map(Symbol::name).toList() + ", but was " + name));
    }

    private static Symbol symbol(String base, String tick, String step, String reference) {
        return new Symbol(
                base + "USDT",
                base,
                "USDT",
                new BigDecimal(tick),
                new BigDecimal(step),
                new BigDecimal("5"),
                new BigDecimal(reference));
    }
}
