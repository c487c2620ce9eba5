package dev.brownout.examples.exchange.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The engine takes an order and says nothing: stopped by SIGSTOP, its sockets open, and later continued. */
class EngineSilentIT {
    private static final Duration SOON = Duration.ofSeconds(20);

    @TempDir
    Path folder;

    private static void signal(String signal, Process process) throws IOException, InterruptedException {
        assertThat(new ProcessBuilder("kill", "-s", signal, Long.toString(process.pid()))
                        .start()
                        .waitFor())
                .isZero();
    }

    @Test
    void theResilientOneSaysUnknownAndTheOrderIsThereOnce() throws Exception {
        try (ExchangeProcesses exchange = new ExchangeProcesses(folder, "resilient")) {
            Customer trader = new Customer(exchange.edge(), "trader-0", Duration.ofSeconds(10));
            assertThat(trader.buy("60000", "0.001", "warm").status()).isEqualTo(200);
            signal("STOP", exchange.process("engine"));
            Customer.Answer answer;
            try {
                answer = trader.buy("60000", "0.001", "asked");
            } finally {
                signal("CONT", exchange.process("engine"));
            }
            assertThat(answer.status()).isEqualTo(504);
            assertThat(answer.code()).isEqualTo(-1007);
            assertThat(answer.took()).isLessThan(Duration.ofSeconds(8));

            await("answered by its id")
                    .atMost(SOON)
                    .untilAsserted(
                            () -> assertThat(trader.signedGet("/api/v3/order", "symbol=BTCUSDT&origClientOrderId=asked")
                                            .text("status"))
                                    .isIn("NEW", "EXPIRED"));
            assertThat(trader.buy("60000", "0.001", "asked").text("msg")).isEqualTo("Duplicate order sent.");
            assertThat(exchange.ledger().audit().submittedMoreThanOnce()).isEmpty();
        }
    }

    @Test
    void theFragileOneExecutesTwice() throws Exception {
        try (ExchangeProcesses exchange = new ExchangeProcesses(folder, "fragile", "client-timeout=500ms")) {
            Customer trader = new Customer(exchange.edge(), "trader-0", Duration.ofSeconds(30));
            assertThat(trader.buy("60000", "0.001", "warm").status()).isEqualTo(200);
            signal("STOP", exchange.process("engine"));
            CompletableFuture<Customer.Answer> answer;
            try {
                answer = CompletableFuture.supplyAsync(() -> {
                    try {
                        return trader.buy("109000", "0.001", "asked");
                    } catch (IOException | InterruptedException e) {
                        throw new IllegalStateException(e);
                    }
                });
                await("booked again")
                        .atMost(SOON)
                        .untilAsserted(
                                () -> assertThat(exchange.ledger().audit().submittedMoreThanOnce())
                                        .containsKey("trader-0/asked"));
            } finally {
                signal("CONT", exchange.process("engine"));
            }
            answer.join();
            await("both executed")
                    .atMost(SOON)
                    .untilAsserted(() -> assertThat(exchange.ledger().audit().orders())
                            .filteredOn(order -> order.intentId().equals("asked")
                                    && order.status().equals("FILLED"))
                            .hasSizeGreaterThan(1));
        }
    }
}
