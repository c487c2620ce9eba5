package dev.brownout.agent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DnsMessageTests {
    /** As BIND answers for a.test: one A record with a compressed owner, a TTL of 300 s and an OPT record. */
    private static final byte[] ANSWER = HexFormat.of()
            .parseHex("123485800001000100000001" + "016104746573740000010001" + "c00c000100010000012c00047f000001"
                    + "0000290498000000000000");

    private static byte[] question(String name) throws UnknownHostException {
        return DnsMessage.question(0x1234, name, DnsMessage.A, "gw", true);
    }

    @Test
    void writes_the_question_and_who_asks() throws UnknownHostException {
        assertThat(HexFormat.of().formatHex(question("a.test.")))
                .isEqualTo("123401000001000000000001" + "016104746573740000010001" + "00002904d0000000000007"
                        + "fde90003" + "01" + "6777");
    }

    @Test
    void reads_addresses_and_ttl() throws UnknownHostException {
        assertThat(DnsMessage.answers(question("A.TEST"), ANSWER, ANSWER.length))
                .isTrue();
        var answer = DnsMessage.read("a.test", DnsMessage.A, ANSWER, ANSWER.length);
        assertThat(answer.code()).isEqualTo("NOERROR");
        assertThat(answer.ttl()).isEqualTo(300);
        assertThat(answer.addresses()).singleElement().hasToString("a.test/127.0.0.1");
    }

    @Test
    void takes_no_answer_to_another_question() throws UnknownHostException {
        assertThat(DnsMessage.answers(question("b.test"), ANSWER, ANSWER.length))
                .isFalse();
        var otherId = ANSWER.clone();
        otherId[0]++;
        assertThat(DnsMessage.answers(question("a.test"), otherId, otherId.length))
                .isFalse();
        assertThat(DnsMessage.answers(question("a.test"), question("a.test"), 40))
                .isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", ".", "a..b", "0123456789012345678901234567890123456789012345678901234567890123.test"})
    void refuses_what_cannot_be_a_name(String name) {
        assertThatThrownBy(() -> question(name))
                .isInstanceOf(UnknownHostException.class)
                .hasMessage(name + ": not a host name (RFC 1035, section 2.3.4)");
    }

    /** Whatever a server sends, reading it ends, with an answer or with the one exception that callers expect. */
    @Test
    void survives_malformed_answers() {
        var random = new Random(20_251_020);
        int read = 0;
        for (int i = 0; i < 20_000; i++) {
            var m = Arrays.copyOf(ANSWER, 12 + random.nextInt(ANSWER.length));
            for (int n = random.nextInt(8); n > 0; n--) {
                m[random.nextInt(m.length)] = (byte) random.nextInt(256);
            }
            try {
                DnsMessage.read("a.test", DnsMessage.A, m, m.length);
                read++;
            } catch (UnknownHostException e) {
                assertThat(e).hasMessageContaining("malformed answer");
            }
        }
        assertThat(read).isBetween(100, 19_900);
    }
}
