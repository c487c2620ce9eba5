package dev.brownout.examples.exchange.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.brownout.examples.exchange.account.Accounts;
import dev.brownout.examples.exchange.ledger.LedgerStatements.Booked;
import dev.brownout.examples.exchange.ledger.LedgerStatements.Outcome;
import dev.brownout.examples.exchange.market.OrderType;
import dev.brownout.examples.exchange.market.Side;
import dev.brownout.examples.exchange.market.Symbols;
import dev.brownout.examples.exchange.market.TimeInForce;
import java.math.BigDecimal;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The invariants of A18, tried against the real Postgres: what must not be, the database itself refuses. */
class LedgerIT {
    private static LedgerServer server;
    private Connection connection;

    @BeforeAll
    static void start() throws Exception {
        server = new LedgerServer();
    }

    @AfterAll
    static void stop() throws Exception {
        server.close();
    }

    @BeforeEach
    void freshLedger() throws SQLException {
        connection = server.connect();
        try (Statement statement = connection.createStatement()) {
            statement.execute("DROP SCHEMA public CASCADE; CREATE SCHEMA public");
        }
        assertThat(LedgerSetup.ensure(connection, Accounts.seeded(3))).isTrue();
    }

    @AfterEach
    void everythingStillAddsUp() throws SQLException {
        assertThat(server.audit().sound()).as("%s", server.audit()).isTrue();
        connection.close();
    }

    private static Booking booking(String account, String id, String token, Side side, String price, String quantity) {
        return new Booking(
                account,
                id,
                id,
                token,
                Symbols.of("BTCUSDT"),
                side,
                OrderType.LIMIT,
                TimeInForce.GTC,
                new BigDecimal(price),
                new BigDecimal(quantity));
    }

    private Balance balance(String account, String asset) throws SQLException {
        return LedgerStatements.balances(connection, account).stream()
                .filter(balance -> balance.asset().equals(asset))
                .findFirst()
                .orElseThrow();
    }

    private void refused(String sql, String why) {
        assertThatThrownBy(() -> {
                    try (Statement statement = connection.createStatement()) {
                        statement.execute(sql);
                    }
                })
                .isInstanceOf(SQLException.class)
                .hasMessageContaining(why);
    }

    @Test
    void setUpTwiceIsThereOnce() throws SQLException {
        assertThat(LedgerSetup.ensure(connection, Accounts.seeded(3))).isFalse();
        assertThat(balance(Accounts.PROBE_BALANCE, "BTC").available()).isEqualByComparingTo("7.5");
    }

    @Test
    void anEntryThatDoesNotSumToZeroIsRefusedAtCommit() {
        refused(
                "WITH e AS (INSERT INTO journal_entry (kind) VALUES ('hold') RETURNING id)"
                        + " INSERT INTO posting SELECT id, 1, 'trader-0', 'BTC', 'available', 1 FROM e",
                "must sum to zero per asset, but were off by BTC 1");
        refused(
                "WITH e AS (INSERT INTO journal_entry (kind) VALUES ('hold') RETURNING id)"
                        + " INSERT INTO posting SELECT id, v.* FROM e, (VALUES (1, 'trader-0', 'BTC', 'available', 1),"
                        + " (2, 'trader-1', 'USDT', 'available', -1)) v",
                "must sum to zero per asset");
        refused("INSERT INTO journal_entry (kind) VALUES ('hold')", "must have postings, but had none");
        refused("INSERT INTO posting VALUES (1, 999, 'trader-0', 'BTC', 'available', 1)", "must sum to zero");
    }

    @Test
    void aNegativeBalanceIsRefused() {
        refused(
                "WITH e AS (INSERT INTO journal_entry (kind) VALUES ('hold') RETURNING id)"
                        + " INSERT INTO posting SELECT id, v.* FROM e, (VALUES (1, 'trader-0', 'BTC', 'available', -11),"
                        + " (2, 'trader-1', 'BTC', 'available', 11)) v",
                "balance_not_negative");
    }

    @Test
    void historyCannotBeChangedAndBalancesOnlyMoveByPostings() {
        refused("UPDATE posting SET amount = amount * 2", "posting is append-only: UPDATE refused");
        refused("DELETE FROM posting", "posting is append-only: DELETE refused");
        refused("DELETE FROM journal_entry", "journal_entry is append-only: DELETE refused");
        refused("TRUNCATE posting", "posting is append-only: TRUNCATE refused");
        refused(
                "UPDATE balance SET available = 1000000 WHERE account = 'trader-0'",
                "balance moves only by postings: UPDATE refused");
        refused("SELECT genesis('[]')", "duplicate key");
    }

    @Test
    void anOrderIsBookedOncePerClientOrderId() throws SQLException {
        Booked first = LedgerStatements.book(connection, booking("trader-0", "one", "t1", Side.BUY, "100000", "2"));
        Booked retried = LedgerStatements.book(connection, booking("trader-0", "one", "t1", Side.BUY, "100000", "2"));
        Booked duplicate = LedgerStatements.book(connection, booking("trader-0", "one", "t2", Side.BUY, "100000", "2"));
        Booked neighbour = LedgerStatements.book(connection, booking("trader-1", "one", "t3", Side.BUY, "100000", "2"));

        assertThat(first.outcome()).isEqualTo(Outcome.BOOKED);
        assertThat(retried).as("its own request, again").isEqualTo(first);
        assertThat(duplicate.outcome()).isEqualTo(Outcome.DUPLICATE);
        assertThat(neighbour.outcome()).isEqualTo(Outcome.BOOKED);
        assertThat(balance("trader-0", "USDT").held()).isEqualByComparingTo("200000");
        assertThat(balance("trader-0", "USDT").available()).isEqualByComparingTo("800000");
        refused(
                "INSERT INTO orders (account, client_order_id, intent_id, token, symbol, side, type, time_in_force,"
                        + " price, quantity, hold_asset, held) SELECT account, client_order_id, intent_id, 'x', symbol,"
                        + " side, type, time_in_force, price, quantity, hold_asset, 0 FROM orders",
                "orders_once");
    }

    @Test
    void fundsThatAreNotThereAreNotHeld() throws SQLException {
        Booked refused = LedgerStatements.book(connection, booking("trader-0", "big", "t", Side.BUY, "1000001", "1"));
        assertThat(refused.outcome()).isEqualTo(Outcome.INSUFFICIENT);
        assertThat(LedgerStatements.book(connection, booking("nobody", "x", "t", Side.BUY, "1", "1"))
                        .outcome())
                .isEqualTo(Outcome.NO_ACCOUNT);
        assertThat(LedgerStatements.order(connection, "trader-0", Optional.empty(), "big"))
                .isEmpty();
    }

    @Test
    void aTradeIsSettledOnceAtTheMakersPriceAndTheSavingIsReturned() throws SQLException {
        long buy = LedgerStatements.book(connection, booking("trader-0", "b", "t1", Side.BUY, "101000", "2"))
                .orderId();
        long sell = LedgerStatements.book(connection, booking("trader-1", "s", "t2", Side.SELL, "100000", "1"))
                .orderId();
        String events = """
                [{"sequence": 1, "kind": "accepted", "order": %1$d, "accounts": ["trader-0"]},
                 {"sequence": 2, "kind": "accepted", "order": %2$d, "accounts": ["trader-1"]},
                 {"sequence": 3, "kind": "traded", "trade": 1, "price": "100000", "quantity": "1", "buy": %1$d,
                  "sell": %2$d, "taker": "BUY", "time": 1760943000000, "accounts": ["trader-0", "trader-1"]},
                 {"sequence": 4, "kind": "closed", "order": %1$d, "status": "CANCELED", "accounts": ["trader-0"]}]
                """.formatted(buy, sell);
        assertThat(Settlement.settle(connection, events)).isEqualTo(4);
        assertThat(Settlement.settle(connection, events)).as("again").isEqualTo(4);

        assertThat(balance("trader-0", "BTC").available()).isEqualByComparingTo("11");
        assertThat(balance("trader-0", "USDT").available()).isEqualByComparingTo("900000");
        assertThat(balance("trader-0", "USDT").held()).isZero();
        assertThat(balance("trader-1", "BTC").held()).isZero();
        assertThat(balance("trader-1", "USDT").available()).isEqualByComparingTo("1100000");
        assertThat(server.audit().orders())
                .extracting(LedgerAudit.Order::status)
                .containsExactly("CANCELED", "FILLED");
        assertThatThrownBy(() -> Settlement.settle(connection, "[{\"sequence\": 6, \"kind\": \"accepted\"}]"))
                .hasMessageContaining("engine sequence must be 5, but was 6");
        assertThat(Settlement.lastSequence(connection)).isEqualTo(4);
    }

    @Test
    void anAccountMayTradeWithItself() throws SQLException {
        long buy = LedgerStatements.book(connection, booking("trader-0", "b", "t1", Side.BUY, "100000", "1"))
                .orderId();
        long sell = LedgerStatements.book(connection, booking("trader-0", "s", "t2", Side.SELL, "100000", "1"))
                .orderId();
        Settlement.settle(connection, """
                [{"sequence": 1, "kind": "traded", "trade": 1, "price": "100000", "quantity": "1", "buy": %d, "sell": %d,
                  "taker": "SELL", "time": 1760943000000, "accounts": ["trader-0", "trader-0"]}]
                """.formatted(buy, sell));
        assertThat(balance("trader-0", "BTC").available()).isEqualByComparingTo("10");
        assertThat(balance("trader-0", "USDT").available()).isEqualByComparingTo("1000000");
    }

    @Test
    void whatTheEngineNeverToldOfIsFoundByItsAge() throws SQLException {
        LedgerStatements.book(connection, booking("trader-0", "lost", "t", Side.BUY, "100", "1"));
        assertThat(Settlement.pending(connection, Duration.ofHours(1))).isEmpty();
        List<String> pending = Settlement.pending(connection, Duration.ZERO).stream()
                .map(view -> view.order().clientOrderId())
                .toList();
        assertThat(pending).containsExactly("lost");
    }
}
