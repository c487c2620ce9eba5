package dev.brownout.examples.exchange.account;

import java.math.BigDecimal;
import java.util.Map;

/**
 * One customer of the exchange.
 *
 * @param name such as {@code trader-7}
 * @param apiKey what goes into {@code X-MBX-APIKEY}
 * @param secret what requests are signed with
 * @param opening balances booked in the genesis entry, by asset
 */
public record Account(String name, String apiKey, String secret, Map<String, BigDecimal> opening) {
    /** Copies the balances. */
    public Account {
        opening = Map.copyOf(opening);
    }

    /** Prints the name only: secrets do not belong in logs. */
    @Override
    public String toString() {
        return name;
    }
}
