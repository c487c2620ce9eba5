package dev.brownout.examples.exchange.account;

import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * The seeded accounts of the reference exchange. Immutable.
 *
 * <p>Keys are derived from the account's name, so that a client and the exchange agree without sharing a file: API key =
 * hex(SHA-256("brownout-exchange/key/" + name)), secret = hex(SHA-256("brownout-exchange/secret/" + name)). They guard
 * play money on loopback and nothing else.
 */
public final class Accounts {
    /** Never trades and holds exactly {@link #PROBE_BALANCE_BTC}: whatever else is read for it is wrong. */
    public static final String PROBE_BALANCE = "probe-balance";

    /** The constant balance of {@link #PROBE_BALANCE}. */
    public static final BigDecimal PROBE_BALANCE_BTC = new BigDecimal("7.5");

    /** Places and cancels tiny orders far from the market. */
    public static final String PROBE_ORDERS = "probe-orders";

    /** Owns the resting orders that the book starts with. Has no key at the front door. */
    public static final String HOUSE = "house";

    private final List<Account> all;
    private final Map<String, Account> byKey;

    private Accounts(List<Account> all) {
        this.all = List.copyOf(all);
        this.byKey = all.stream()
                .filter(account -> !account.name().equals(HOUSE))
                .collect(Collectors.toUnmodifiableMap(Account::apiKey, account -> account));
    }

    /**
     * Makes the accounts: {@code trader-0} … {@code trader-(n-1)}, both probes and the house.
     *
     * @param traders how many, ≥ 0
     */
    public static Accounts seeded(int traders) {
        List<Account> accounts = new ArrayList<>();
        for (int i = 0; i < traders; i++) {
            accounts.add(account("trader-" + i, Map.of("USDT", "1000000", "BTC", "10", "ETH", "250", "SOL", "5000")));
        }
        accounts.add(account(PROBE_BALANCE, Map.of("BTC", PROBE_BALANCE_BTC.toPlainString())));
        accounts.add(account(PROBE_ORDERS, Map.of("USDT", "1000000", "BTC", "10", "ETH", "250", "SOL", "5000")));
        accounts.add(account(HOUSE, Map.of("USDT", "5000000000", "BTC", "20000", "ETH", "500000", "SOL", "10000000")));
        return new Accounts(accounts);
    }

    /** Makes one account with the keys derived from its name. */
    private static Account account(String name, Map<String, String> opening) {
        return new Account(
                name,
                derive("key", name),
                derive("secret", name),
                opening.entrySet().stream()
                        .collect(Collectors.toMap(Map.Entry::getKey, entry -> new BigDecimal(entry.getValue()))));
    }

    /**
     * Derives an account's API key ({@code what} = {@code key}) or secret ({@code what} = {@code secret}).
     *
     * @return 64 hexadecimal digits
     */
    public static String derive(String what, String name) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256")
                    .digest(("brownout-exchange/" + what + "/" + name).getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("SHA-256 must be in every JDK", e);
        }
    }

    /** Gives every account, the house last. */
    public List<Account> all() {
        return all;
    }

    /** Finds the account of an API key, or nothing if no account has it. */
    public Optional<Account> byKey(String apiKey) {
        return Optional.ofNullable(byKey.get(apiKey));
    }

    /**
     * Gives an account by its name.
     *
     * @throws IllegalArgumentException if there is none
     */
    public Account named(String name) {
        return all.stream()
                .filter(account -> account.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("account must exist, but was " + name));
    }
}
