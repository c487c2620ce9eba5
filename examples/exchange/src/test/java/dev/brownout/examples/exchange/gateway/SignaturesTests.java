package dev.brownout.examples.exchange.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.brownout.examples.exchange.account.Account;
import dev.brownout.examples.exchange.account.Accounts;
import dev.brownout.examples.exchange.http.ApiException;
import dev.brownout.examples.exchange.http.Request;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import org.junit.jupiter.api.Test;

class SignaturesTests {
    private static final long NOW = 1_499_827_319_559L;

    private final Accounts accounts = Accounts.seeded(2);
    private final Account trader = accounts.named("trader-1");
    private final Signatures signatures =
            new Signatures(accounts, Clock.fixed(Instant.ofEpochMilli(NOW), ZoneOffset.UTC));

    private Request request(String key, String query, String body) {
        return Request.of("POST", "/api/v3/order", query, body, key, "id", 0);
    }

    private int code(Request request) {
        return catchThrowableOfType(ApiException.class, () -> signatures.authenticate(request))
                .error()
                .code();
    }

    @Test
    void signsAsBinancesDocumentedExample() {
        assertThat(Signatures.sign(
                        "NhqPtmdSJYdKjVHjA7PZj4Mge3R5YNiP1e3UZjInClVN65XAbvqqM6A7H5fATj0j",
                        "symbol=LTCBTC&side=BUY&type=LIMIT&timeInForce=GTC&quantity=1&price=0.1&recvWindow=5000"
                                + "&timestamp=1499827319559"))
                .isEqualTo("c8db56825ae71d6d79447849e617115f4a920fa2acdcab2b053c4b2838bd6b71");
    }

    @Test
    void acceptsAQueryABodyAndBothWithNothingBetween() throws ApiException {
        String query = "symbol=BTCUSDT&side=BUY";
        String body = "quantity=1&timestamp=" + NOW;
        String inQuery = Signatures.sign(trader.secret(), query + "&timestamp=" + NOW);
        String mixed = Signatures.sign(trader.secret(), query + body);

        assertThat(signatures.authenticate(
                        request(trader.apiKey(), query + "&timestamp=" + NOW + "&signature=" + inQuery, "")))
                .isEqualTo(trader);
        assertThat(signatures.authenticate(
                        request(trader.apiKey(), "", query + "&timestamp=" + NOW + "&signature=" + inQuery)))
                .isEqualTo(trader);
        assertThat(signatures.authenticate(request(trader.apiKey(), query, body + "&signature=" + mixed)))
                .isEqualTo(trader);
    }

    @Test
    void refusesWithBinancesCodes() {
        String good = "timestamp=" + NOW;
        String signature = Signatures.sign(trader.secret(), good);
        assertThat(code(request("nobody", good + "&signature=" + signature, "")))
                .isEqualTo(-2015);
        assertThat(code(request(accounts.named(Accounts.HOUSE).apiKey(), good + "&signature=" + signature, "")))
                .as("the house has no front door")
                .isEqualTo(-2015);
        assertThat(code(request(trader.apiKey(), good, ""))).isEqualTo(-1102);
        assertThat(code(request(trader.apiKey(), "signature=" + signature, ""))).isEqualTo(-1102);
        assertThat(code(request(trader.apiKey(), "a=1&" + good + "&signature=" + signature, "")))
                .isEqualTo(-1022);
    }

    @Test
    void holdsTheReceiveWindow() throws ApiException {
        assertThat(code(stamped(NOW - 5001, ""))).isEqualTo(-1021);
        assertThat(signatures.authenticate(stamped(NOW - 5000, ""))).isEqualTo(trader);
        assertThat(signatures.authenticate(stamped(NOW - 9000, "&recvWindow=10000")))
                .isEqualTo(trader);
        assertThat(code(stamped(NOW, "&recvWindow=60001"))).isEqualTo(-1021);
        assertThat(signatures.authenticate(stamped(NOW + 1000, ""))).isEqualTo(trader);
        assertThat(code(stamped(NOW + 1001, ""))).isEqualTo(-1021);
    }

    private Request stamped(long timestamp, String more) {
        String payload = "timestamp=" + timestamp + more;
        return request(trader.apiKey(), payload + "&signature=" + Signatures.sign(trader.secret(), payload), "");
    }
}
