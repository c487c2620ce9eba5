package dev.brownout.examples.exchange.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.brownout.examples.exchange.account.Accounts;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Queue;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The real processes and the real Postgres, in both postures, on a day without trouble. */
class ExchangeIT {
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    @TempDir
    Path folder;

    @ParameterizedTest
    @ValueSource(strings = {"resilient", "fragile"})
    void tradesAndItsBooksAddUp(String posture) throws Exception {
        try (ExchangeProcesses exchange = new ExchangeProcesses(folder, posture)) {
            Customer buyer = new Customer(exchange.edge(), "trader-0", PATIENCE);
            Customer seller = new Customer(exchange.edge(), "trader-1", PATIENCE);
            Queue<String> stream = new ConcurrentLinkedQueue<>();
            WebSocket socket = follow(exchange, "/stream?streams=btcusdt@trade/btcusdt@depth", stream);

            readsBeforeAnybodyTraded(exchange, buyer);
            assertThat(seller.sell("108000.01", "0.5", "s1").text("status")).isEqualTo("NEW");
            Customer.Answer bought = buyer.buy("108010.00", "0.2", "b1");
            assertThat(bought.text("status")).isEqualTo("FILLED");
            assertThat(bought.body().path("fills").path(0).path("price").asString(""))
                    .isEqualTo("108000.01000000");
            assertThat(bought.raw().headers().firstValue("X-Request-Id")).isPresent();

            refusals(buyer);
            logsInAndOut(buyer);
            Customer.Answer cancelled = seller.delete("/api/v3/order", "symbol=BTCUSDT&origClientOrderId=s1");
            assertThat(cancelled.text("status")).isEqualTo("CANCELED");
            assertThat(cancelled.text("executedQty")).isEqualTo("0.20000000");
            assertThat(seller.delete("/api/v3/order", "symbol=BTCUSDT&origClientOrderId=s1")
                            .code())
                    .isEqualTo(-2011);

            await("settled").atMost(PATIENCE).untilAsserted(() -> {
                assertThat(buyer.free("BTC")).isEqualTo("10.20000000");
                assertThat(buyer.free("USDT")).isEqualTo("978399.99800000");
                assertThat(seller.free("BTC")).isEqualTo("9.80000000");
            });
            await("streamed")
                    .atMost(PATIENCE)
                    .untilAsserted(() -> assertThat(stream)
                            .anyMatch(message -> message.startsWith("{\"stream\":\"btcusdt@trade\"")
                                    && message.contains("\"p\":\"108000.01000000\""))
                            .anyMatch(message -> message.contains("\"e\":\"depthUpdate\"")));
            socket.abort();
            assertThat(exchange.ledger().audit()).satisfies(audit -> {
                assertThat(audit.sound()).as("%s", audit).isTrue();
                assertThat(audit.orders())
                        .filteredOn(order -> !order.account().equals(Accounts.HOUSE))
                        .hasSize(2);
            });
            endsCleanly(exchange);
        }
    }

    private static void readsBeforeAnybodyTraded(ExchangeProcesses exchange, Customer customer) throws Exception {
        Customer probe = new Customer(exchange.edge(), Accounts.PROBE_BALANCE, PATIENCE);
        assertThat(probe.free("BTC")).isEqualTo("7.50000000");
        assertThat(customer.get("/api/v3/depth", "symbol=ETHUSDT&limit=5")
                        .body()
                        .path("bids"))
                .hasSize(5);
        assertThat(customer.get("/api/v3/ticker/24hr", "symbol=BTCUSDT").text("lastPrice"))
                .isEqualTo("108000.00000000");
        assertThat(customer.get("/api/v3/depth", "symbol=NOPE").code()).isEqualTo(-1121);
        assertThat(customer.get("/nowhere", "a=b").status()).isEqualTo(404);
        assertThat(customer.get("/healthz", "").text("status")).isEqualTo("ok");
    }

    private static void refusals(Customer customer) throws Exception {
        Customer.Answer duplicate = customer.buy("108010.00", "0.2", "b1");
        assertThat(duplicate.status()).isEqualTo(400);
        assertThat(duplicate.code()).isEqualTo(-2010);
        assertThat(duplicate.text("msg")).isEqualTo("Duplicate order sent.");
        assertThat(customer.sell("108000", "9999", "s9").code()).isEqualTo(-2010);
        assertThat(customer.buy("108000.001", "0.2", "b2").text("msg")).isEqualTo("Filter failure: PRICE_FILTER");
        assertThat(customer.buy("108000", "0.000001", "b2").text("msg")).isEqualTo("Filter failure: LOT_SIZE");
        assertThat(customer.buy("1", "0.2", "b2").text("msg")).isEqualTo("Filter failure: NOTIONAL");
        assertThat(customer.buy("-1", "0.2", "b2").code()).isEqualTo(-1102);
        assertThat(customer.buy("1e5", "0.2", "b2").code()).isEqualTo(-1102);
        assertThat(customer.post("/api/v3/order", "symbol=BTCUSDT").code()).isEqualTo(-1102);
        assertThat(customer.signedGet("/api/v3/order", "symbol=BTCUSDT&origClientOrderId=never")
                        .code())
                .isEqualTo(-2013);
        assertThat(customer.get("/api/v3/account", "timestamp=1&signature=00").code())
                .isEqualTo(-1021);
    }

    /** Sessions are in each gateway's own memory here, and the edge takes them in turn: somewhere the token is known. */
    private static void logsInAndOut(Customer customer) throws Exception {
        String token = customer.post("/api/v3/session", "").text("token");
        await("the gateway that gave the token is asked")
                .atMost(PATIENCE)
                .untilAsserted(() -> assertThat(customer.session("GET", token).text("account"))
                        .isEqualTo("trader-0"));
        await("and logs out").atMost(PATIENCE).untilAsserted(() -> {
            assertThat(customer.session("DELETE", token).status()).isEqualTo(200);
            assertThat(customer.session("DELETE", token).status()).isEqualTo(200);
            assertThat(customer.session("GET", token).code()).isEqualTo(-1002);
            assertThat(customer.session("GET", token).code()).isEqualTo(-1002);
        });
        Customer.Answer nobody = customer.session("GET", "");
        assertThat(nobody.status()).isEqualTo(401);
        assertThat(nobody.code()).isEqualTo(-1002);
    }

    private static WebSocket follow(ExchangeProcesses exchange, String path, Queue<String> messages) {
        return HttpClient.newHttpClient()
                .newWebSocketBuilder()
                .buildAsync(URI.create(exchange.edge().replace("http", "ws") + path), new WebSocket.Listener() {
                    @Override
                    public @Nullable CompletionStage<?> onText(WebSocket socket, CharSequence data, boolean last) {
                        messages.add(data.toString());
                        socket.request(1);
                        return null;
                    }
                })
                .join();
    }

    private static void endsCleanly(ExchangeProcesses exchange) throws InterruptedException {
        for (String name : new String[] {"edge", "gateway-1", "gateway-2", "engine"}) {
            exchange.process(name).destroy();
            assertThat(exchange.process(name).waitFor(5, TimeUnit.SECONDS))
                    .as(name)
                    .isTrue();
            assertThat(exchange.process(name).exitValue()).as(name).isEqualTo(128 + 15);
        }
    }
}
