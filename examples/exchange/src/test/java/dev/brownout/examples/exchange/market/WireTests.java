package dev.brownout.examples.exchange.market;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.brownout.examples.exchange.http.ApiError;
import dev.brownout.examples.exchange.http.Json;
import dev.brownout.examples.exchange.http.Reply;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The shapes on the wire, letter by letter. */
class WireTests {
    private final NewOrder order = new NewOrder(
            28,
            "trader-1",
            "6gCrw2kRUAF9CvJDGP16IP",
            Symbols.of("BTCUSDT"),
            Side.SELL,
            OrderType.LIMIT,
            TimeInForce.GTC,
            new BigDecimal("108000.1"),
            new BigDecimal("10"));

    @Test
    void aPlacedOrderReadsAsBinancesFullResponse() {
        Trade fill = new Trade(
                56,
                order.symbol(),
                new BigDecimal("108000.1"),
                BigDecimal.ONE,
                27,
                28,
                "trader-0",
                "trader-1",
                Side.SELL,
                1_507_725_176_595L);
        OrderView view = new OrderView(
                order, OrderStatus.PARTIALLY_FILLED, BigDecimal.ONE, fill.quote(), 1_507_725_176_000L, fill.timeMs());
        assertThat(new String(Json.bytes(Wire.placed(view, List.of(fill))), StandardCharsets.UTF_8))
                .isEqualTo("{\"symbol\":\"BTCUSDT\",\"orderId\":28,\"orderListId\":-1,"
                        + "\"clientOrderId\":\"6gCrw2kRUAF9CvJDGP16IP\",\"price\":\"108000.10000000\","
                        + "\"origQty\":\"10.00000000\",\"executedQty\":\"1.00000000\","
                        + "\"cummulativeQuoteQty\":\"108000.10000000\",\"origQuoteOrderQty\":\"0.00000000\","
                        + "\"status\":\"PARTIALLY_FILLED\",\"timeInForce\":\"GTC\",\"type\":\"LIMIT\",\"side\":\"SELL\","
                        + "\"stopPrice\":\"0.00000000\",\"icebergQty\":\"0.00000000\",\"time\":1507725176000,"
                        + "\"updateTime\":1507725176595,\"workingTime\":1507725176000,\"isWorking\":true,"
                        + "\"selfTradePreventionMode\":\"NONE\",\"transactTime\":1507725176595,\"fills\":[{"
                        + "\"price\":\"108000.10000000\",\"qty\":\"1.00000000\",\"commission\":\"0.00000000\","
                        + "\"commissionAsset\":\"USDT\",\"tradeId\":56}]}");
    }

    @Test
    void anOrderForTheEngineComesBackAsItWent() {
        assertThat(Wire.newOrder(Wire.newOrder(order))).isEqualTo(order);
        assertThatThrownBy(() -> Wire.newOrder(Json.object())).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void errorsAreBinancesCodeAndMessage() {
        Reply reply = Reply.error(ApiError.badSymbol());
        assertThat(reply.status()).isEqualTo(400);
        assertThat(new String(reply.body(), StandardCharsets.UTF_8))
                .isEqualTo("{\"code\":-1121,\"msg\":\"Invalid symbol.\"}");
    }

    @Test
    void decimalsAreDigitsAndNothingElse() {
        assertThat(Decimals.read("0.00100")).isEqualByComparingTo("0.001");
        for (String bad : List.of("", "-1", "+1", "1e5", "1.", "NaN", "0x1", "1,0", "1 ")) {
            assertThatThrownBy(() -> Decimals.read(bad)).as(bad).isInstanceOf(NumberFormatException.class);
        }
    }
}
