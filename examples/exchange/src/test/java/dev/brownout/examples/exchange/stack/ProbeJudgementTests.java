package dev.brownout.examples.exchange.stack;

import static org.assertj.core.api.Assertions.assertThat;

import dev.brownout.api.Mode;
import dev.brownout.examples.exchange.account.Accounts;
import dev.brownout.examples.exchange.http.Json;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

class ProbeJudgementTests {
    private static final long NOW = 1_760_942_880_000L;
    private final Clock clock = Clock.fixed(Instant.ofEpochMilli(NOW), ZoneOffset.UTC);
    private final FrontDoor door =
            new FrontDoor(URI.create("http://127.0.0.1:1"), Runnable::run, Duration.ofSeconds(1));
    private final ReadBalanceProbe balance =
            new ReadBalanceProbe(door, Accounts.seeded(0).named(Accounts.PROBE_BALANCE), clock);
    private final MarketDataProbe market = new MarketDataProbe(door, clock);

    private static JsonNode json(String text) {
        return Json.parse(text.replace('\'', '"').getBytes(StandardCharsets.UTF_8));
    }

    @Test
    void believesExactlyTheBalanceThatTheAccountHolds() {
        assertThat(balance.judge(json("{'balances':[{'asset':'BTC','free':'7.50000000','locked':'0.00000000'}]}"))
                        .mode())
                .isEqualTo(Mode.FULL);
        assertThat(balance.judge(json("{'balances':[{'asset':'BTC','free':'7','locked':'0.5'},"
                                + "{'asset':'USDT','free':'0','locked':'0'}]}"))
                        .mode())
                .isEqualTo(Mode.FULL);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{'balances':[]}",
                "{}",
                "[]",
                "{'balances':[{'asset':'BTC','free':'0.00000000','locked':'0.00000000'}]}",
                "{'balances':[{'asset':'BTC','free':'7.49999999','locked':'0'}]}",
                "{'balances':[{'asset':'BTC','free':'7.5','locked':'0'},{'asset':'USDT','free':'1','locked':'0'}]}",
                "{'balances':[{'asset':'BTC','free':'','locked':'0'}]}",
                "{'balances':[{'asset':'BTC','free':'0','locked':'0'}],'stale':true,'asOf':1760942879000}",
                "{'balances':[{'asset':'BTC','free':'7.5','locked':'0'}],'stale':true}"
            })
    void callsAnyOtherBalanceWrongAlsoWhenItIsLabelled(String answer) {
        assertThat(balance.judge(json(answer)).mode()).isEqualTo(Mode.WRONG);
    }

    @Test
    void callsAnOldBalanceThatSaysSoStaleWithItsAge() {
        var answer = balance.judge(
                json("{'balances':[{'asset':'BTC','free':'7.5','locked':'0'}],'stale':true,'asOf':1760942878500}"));
        assertThat(answer.mode()).isEqualTo(Mode.STALE);
        assertThat(answer.age()).isEqualTo(Optional.of(Duration.ofMillis(1500)));
    }

    private static String book(long time, String more) {
        return "{'E':" + time + ",'bids':[['107990.00','1']],'asks':[['108010.00','1']]" + more + "}";
    }

    @Test
    void believesABookThatIsFreshAndHasTwoSides() {
        assertThat(market.judge(json(book(NOW - 1999, ""))).mode()).isEqualTo(Mode.FULL);
        assertThat(market.judge(json(book(NOW + 5, ""))).mode()).isEqualTo(Mode.FULL);
    }

    @Test
    void callsAnOldBookWrongUnlessItSaysSo() {
        var frozen = market.judge(json(book(NOW - 2000, "")));
        assertThat(frozen.mode()).isEqualTo(Mode.WRONG);
        assertThat(frozen.age()).isEqualTo(Optional.of(Duration.ofSeconds(2)));
        var labelled = market.judge(json(book(NOW - 9000, ",'stale':true")));
        assertThat(labelled.mode()).isEqualTo(Mode.STALE);
        assertThat(labelled.age()).isEqualTo(Optional.of(Duration.ofSeconds(9)));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{}",
                "{'E':1760942880000,'bids':[],'asks':[['108010.00','1']]}",
                "{'E':1760942880000,'bids':[['107990.00','1']],'asks':[]}",
                "{'E':1760942880000,'bids':[['108010.00','1']],'asks':[['108010.00','1']]}",
                "{'bids':[['107990.00','1']],'asks':[['108010.00','1']]}"
            })
    void callsABookThatIsEmptyCrossedOrWithoutATimeWrong(String answer) {
        assertThat(market.judge(json(answer)).mode()).isEqualTo(Mode.WRONG);
    }
}
