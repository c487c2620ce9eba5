package dev.brownout.faults.http.proxy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.brownout.api.InvalidFaultException;
import io.netty.handler.codec.http.DefaultHttpRequest;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpVersion;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MatchTests {
    private static HttpRequest request(String method, String uri) {
        var request = new DefaultHttpRequest(HttpVersion.HTTP_1_1, HttpMethod.valueOf(method), uri);
        request.headers().set("Host", "API.exchange.test:8443").set("X-Tier", "retail");
        return request;
    }

    @ParameterizedTest
    @CsvSource({
        "'', '', '', '', true",
        "post, '', '', '', true",
        "GET, '', '', '', false",
        "'', /api/, '', '', true",
        "'', /api/v3/order, '', '', true",
        "'', /order, '', '', false",
        "'', */order, '', '', true",
        "'', /api/*/order, '', '', true",
        "'', /api/*/depth, '', '', false",
        "'', *, '', '', true",
        "'', '', x-tier, '', true",
        "'', '', X-Tier=retail, '', true",
        "'', '', X-Tier=pro, '', false",
        "'', '', X-Other, '', false",
        "'', '', '', api.exchange.test, true",
        "'', '', '', *.exchange.test, true",
        "'', '', '', exchange.test, false",
        "POST, /api/, X-Tier, *.test, true",
        "POST, /api/, X-Other, *.test, false",
    })
    void should_fit_when_all_that_is_given_fits(String method, String path, String header, String host, boolean fits) {
        var match = new Match(method, path, header, host, 1);
        assertThat(match.matches(request("POST", "/api/v3/order?symbol=BTCUSDT"), false))
                .isEqualTo(fits);
    }

    @Test
    void should_fit_a_witness_that_stands_for_it_and_no_other() {
        var orders = new Match("POST", "/api/*/order", "X-Tier=pro", "*.exchange.test", 1);
        var witness = request("GET", "/healthz");
        orders.sample().forEach((name, value) -> witness.headers().set(name, value));
        assertThat(orders.matches(witness, true)).isTrue();
        assertThat(orders.matches(witness, false)).as("as a victim's request").isFalse();
        assertThat(new Match("", "/healthz", "", "", 1).matches(witness, true))
                .as("what it asks for itself")
                .isFalse();
        HttpWire.unmark(witness);
        assertThat(witness.headers().names()).noneMatch(name -> name.startsWith("Brownout"));
    }

    @Test
    void should_know_what_can_never_meet() {
        var orders = new Match("POST", "/api/v3/order", "", "", 1);
        assertThat(orders.meets(Match.share(0.1))).isTrue();
        assertThat(orders.meets(new Match("GET", "", "", "", 1))).isFalse();
        assertThat(orders.meets(new Match("", "/api/", "", "", 1))).isTrue();
        assertThat(orders.meets(new Match("", "/sapi/", "", "", 1))).isFalse();
        assertThat(orders.meets(new Match("", "*x*", "", "", 1))).isTrue();
    }

    @Test
    void should_match_absurd_patterns_in_bounded_time() {
        var text = "a".repeat(20_000);
        long began = System.nanoTime();
        assertThat(Glob.matches("*a".repeat(50) + "b", text)).isFalse();
        assertThat(System.nanoTime() - began).isLessThan(5_000_000_000L);
    }

    @Test
    void should_say_what_is_wrong() {
        assertThatThrownBy(() -> new Match("", "api", "", "", 1))
                .isInstanceOf(InvalidFaultException.class)
                .hasMessage("path must be an absolute path or a pattern, but was \"api\"");
        assertThatThrownBy(() -> new Match("G T", "", "", "", 1)).hasMessageStartingWith("method must be");
        assertThatThrownBy(() -> new Match("", "", "a b", "", 1)).hasMessageStartingWith("header must be");
        assertThatThrownBy(() -> new Match("", "", "", "a/b", 1)).hasMessageStartingWith("host must be");
    }
}
