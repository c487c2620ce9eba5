package dev.brownout.examples.exchange.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.brownout.examples.exchange.account.Accounts;
import java.net.http.HttpTimeoutException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The ledger's name loses its address: what each posture does, and how it comes back. */
class NameEmptyIT {
    private static final Duration SOON = Duration.ofSeconds(20);
    /** Longer than anything that is answered takes, on a busy machine too. */
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    @TempDir
    Path folder;

    private static String id() {
        return "t-" + UUID.randomUUID().toString().substring(0, 18);
    }

    @Test
    void theResilientOneLastsThenRefusesHonestlyAndComesBackAtOnce() throws Exception {
        try (ExchangeProcesses exchange = new ExchangeProcesses(folder, "resilient", "balance-max-age=16s")) {
            Customer trader = new Customer(exchange.edge(), "trader-0", PATIENCE);
            Customer probe = new Customer(exchange.edge(), Accounts.PROBE_BALANCE, PATIENCE);
            for (int i = 0; i < 6; i++) { // both gateways have seen it
                assertThat(probe.free("BTC")).isEqualTo("7.50000000");
            }
            assertThat(trader.buy("60000", "0.001", "resting").status()).isEqualTo(200);

            exchange.nameIsEmpty();
            long emptied = System.nanoTime();
            await("refused").atMost(SOON).until(() -> {
                Customer.Answer answer = trader.buy("60000", "0.001", id());
                assertThat(answer.took()).isLessThan(Duration.ofSeconds(8));
                if (answer.status() == 200) {
                    return false;
                }
                assertThat(answer.status()).isEqualTo(503);
                assertThat(answer.code()).isEqualTo(-1008);
                assertThat(answer.raw().headers().firstValue("Retry-After")).contains("1");
                return true;
            });
            assertThat(Duration.ofNanos(System.nanoTime() - emptied))
                    .as("the last good addresses carried it for a while")
                    .isGreaterThan(Duration.ofSeconds(3));

            Customer.Answer stale = await("stale") // the other gateway may have a connection left
                    .atMost(SOON)
                    .until(
                            () -> probe.signedGet("/api/v3/account", ""),
                            answer -> answer.body().has("stale"));
            assertThat(stale.body().path("stale").asBoolean(false)).isTrue();
            assertThat(stale.body().path("asOf").asLong(0)).isPositive();
            assertThat(Customer.free(stale, "BTC")).isEqualTo("7.50000000");
            assertThat(trader.delete("/api/v3/order", "symbol=BTCUSDT&origClientOrderId=resting")
                            .text("status"))
                    .as("cancelling does not need the ledger")
                    .isEqualTo("CANCELED");
            assertThat(trader.get("/api/v3/depth", "symbol=BTCUSDT").status()).isEqualTo(200);
            await("too old to be told")
                    .atMost(SOON)
                    .untilAsserted(() -> assertThat(
                                    probe.signedGet("/api/v3/account", "").status())
                            .isEqualTo(503));

            exchange.nameIsThere();
            await("back").atMost(SOON).untilAsserted(() -> {
                assertThat(trader.buy("60000", "0.001", id()).status()).isEqualTo(200);
                assertThat(probe.signedGet("/api/v3/account", "").body().has("stale"))
                        .isFalse();
            });
            await("drained")
                    .atMost(SOON)
                    .untilAsserted(() -> assertThat(exchange.ledger().audit().orders())
                            .anySatisfy(order -> {
                                assertThat(order.clientOrderId()).isEqualTo("resting");
                                assertThat(order.status()).isEqualTo("CANCELED");
                            }));
            assertThat(exchange.ledger().audit().sound()).isTrue();
        }
    }

    private static String idIfHung(Customer trader) throws Exception {
        String id = id();
        try {
            trader.buy("60000", "0.001", id);
            return "";
        } catch (HttpTimeoutException e) {
            return id;
        }
    }

    @Test
    void theFragileOneHangsSaysZeroAndStaysAway() throws Exception {
        try (ExchangeProcesses exchange =
                new ExchangeProcesses(folder, "fragile", "backoff-initial=4s", "backoff-cap=60s")) {
            Customer trader = new Customer(exchange.edge(), "trader-0", Duration.ofSeconds(3));
            Customer probe = new Customer(exchange.edge(), Accounts.PROBE_BALANCE, PATIENCE);
            assertThat(probe.free("BTC")).isEqualTo("7.50000000");
            assertThat(trader.buy("60000", "0.001", "resting").status()).isEqualTo(200);

            exchange.nameIsEmpty();
            await("zero").atMost(SOON).untilAsserted(() -> {
                Customer.Answer answer = probe.signedGet("/api/v3/account", "");
                assertThat(answer.status()).isEqualTo(200);
                assertThat(Customer.free(answer, "BTC")).isEqualTo("0.00000000");
                assertThat(answer.body().has("stale")).isFalse();
            });
            String late = await("hung")
                    .atMost(SOON) // a gateway with a connection left still answers
                    .until(() -> idIfHung(trader), hung -> !hung.isEmpty());
            assertThatThrownBy(() -> trader.delete("/api/v3/order", "symbol=BTCUSDT&origClientOrderId=resting"))
                    .isInstanceOf(HttpTimeoutException.class);
            assertThat(probe.get("/api/v3/depth", "symbol=BTCUSDT").status()).isEqualTo(200);

            exchange.nameIsThere();
            await("executed long after its sender had gone")
                    .atMost(Duration.ofSeconds(60))
                    .untilAsserted(() -> assertThat(exchange.ledger().audit().orders())
                            .anySatisfy(
                                    order -> assertThat(order.clientOrderId()).isEqualTo(late)));
        }
    }

    @Test
    void anEngineThatIsKilledKnowsAfterwardsWhatItKnewBefore() throws Exception {
        try (ExchangeProcesses exchange = new ExchangeProcesses(folder, "resilient")) {
            Customer trader = new Customer(exchange.edge(), "trader-0", PATIENCE);
            Customer other = new Customer(exchange.edge(), "trader-1", PATIENCE);
            assertThat(trader.sell("108000", "0.01", "before").status()).isEqualTo(200);

            exchange.process("engine").destroyForcibly().waitFor(10, TimeUnit.SECONDS);
            Customer.Answer meanwhile = trader.buy("60000", "0.001", "meanwhile");
            assertThat(meanwhile.status()).isIn(503, 504);
            assertThat(meanwhile.code()).isIn(-1008, -1007);
            exchange.startEngine();
            exchange.awaitReady("engine");

            assertThat(trader.signedGet("/api/v3/order", "symbol=BTCUSDT&origClientOrderId=before")
                            .text("status"))
                    .isEqualTo("NEW");
            assertThat(other.buy("108000", "0.01", "after").text("status")).isEqualTo("FILLED");
            await("the ambiguous one is answered")
                    .atMost(SOON)
                    .untilAsserted(() -> assertThat(
                                    trader.signedGet("/api/v3/order", "symbol=BTCUSDT&origClientOrderId=meanwhile")
                                            .text("status"))
                            .isEqualTo("EXPIRED"));
            await("settled")
                    .atMost(SOON)
                    .untilAsserted(() -> assertThat(other.free("BTC")).isEqualTo("10.01000000"));
            assertThat(exchange.ledger().audit().sound()).isTrue();
        }
    }
}
