package dev.brownout.faults.dns;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.xbill.DNS.Flags;
import org.xbill.DNS.Message;
import org.xbill.DNS.Section;

/**
 * Bad messages into the function that answers them: {@value #USUAL} of them, or as many as the system property {@code
 * brownout.fuzz} says. What is no query gets no answer, anything else exactly one that is well-formed.
 */
class DnsFuzzTests {
    private static final int USUAL = 50_000;
    private static final int BATCH = 5_000;
    private static final long SEED = 20_251_020;
    private static final String LEDGER = "ledger.us-east-1.exchange.test";
    private static final InetAddress SOURCE = InetAddress.getLoopbackAddress();

    private DnsPlane plane;

    @BeforeEach
    void open() throws IOException {
        plane = DnsPlane.open(List.of());
        var addresses = new ArrayList<InetAddress>();
        for (int i = 1; i <= 40; i++) {
            addresses.add(InetAddress.getByAddress(new byte[] {127, 0, 0, (byte) i}));
        }
        plane.publish(LEDGER, addresses, DnsPlane.STANDARD_TTL);
        plane.publish(LEDGER, "TXT", "\"text\"", DnsPlane.STANDARD_TTL);
    }

    @AfterEach
    void close() {
        plane.close();
    }

    private List<byte[]> answers(byte[] query, boolean udp) {
        var answers = new ArrayList<byte[]>();
        plane.answer(query, SOURCE, udp, new DnsServer.Asker() {
            @Override
            public void send(byte[] message) {
                answers.add(message);
            }

            @Override
            public void hangUp() {
                throw new AssertionError("no fault that hangs up is in place");
            }
        });
        return answers;
    }

    private void answersOnceIfItIsAQuery(String what, byte[] query, boolean udp) throws IOException {
        try {
            var answers = answers(query, udp);
            if (query.length < 12 || (query[2] & 0x80) != 0) {
                assertThat(answers).isEmpty();
                return;
            }
            assertThat(answers).hasSize(1);
            var answer = new Message(answers.get(0));
            assertThat(answer.getHeader().getID()).isEqualTo((query[0] & 0xff) << 8 | (query[1] & 0xff));
            assertThat(answer.getHeader().getFlag(Flags.QR)).isTrue();
            assertThat(answers.get(0).length).isLessThanOrEqualTo(65_535);
        } catch (AssertionError | RuntimeException | IOException e) {
            throw new AssertionError(what + ": " + HexFormat.of().formatHex(query), e);
        }
    }

    private void answersAGoodQuery() throws IOException {
        assertThat(answers(Wire.query(LEDGER).toWire(), true))
                .singleElement()
                .satisfies(answer -> assertThat(new Message(answer).getSection(Section.ANSWER))
                        .isNotEmpty());
    }

    @Test
    void should_answer_the_corpus() throws IOException {
        for (var each : DnsFuzz.corpus().entrySet()) {
            answersOnceIfItIsAQuery(each.getKey(), each.getValue(), true);
            answersOnceIfItIsAQuery(each.getKey(), each.getValue(), false);
            answersAGoodQuery();
        }
    }

    @Test
    void should_answer_bad_messages_and_live() throws IOException {
        int all = Integer.getInteger("brownout.fuzz", USUAL);
        var fuzz = new DnsFuzz(SEED, LEDGER);
        for (int i = 0; i < all; i++) {
            answersOnceIfItIsAQuery("seed " + SEED + ", message " + i, fuzz.next(), i % 2 == 0);
            if (i % BATCH == BATCH - 1) {
                answersAGoodQuery();
            }
        }
        answersAGoodQuery();
        assertThat(plane.queries(LEDGER).size()).isLessThanOrEqualTo(4097);
    }

    @Test
    void should_answer_bad_messages_with_faults_in_place() throws IOException {
        var everywhere = new Reach(1, Reach.Scope.RESOLVER, "");
        try (var ttl = plane.inject(new ForcedTtl(everywhere, Duration.ofDays(1)), LEDGER, "a", 1);
                var partial = plane.inject(new PartialAnswer(everywhere, 0.5), LEDGER, "b", 1);
                var denied = plane.inject(
                        new NameError(new Reach(0.3, Reach.Scope.SUFFIX, "test"), Duration.ZERO), LEDGER, "c", 1)) {
            var fuzz = new DnsFuzz(SEED + 1, LEDGER);
            for (int i = 0; i < BATCH; i++) {
                answersOnceIfItIsAQuery("seed " + (SEED + 1) + ", message " + i, fuzz.next(), i % 2 == 0);
            }
            for (var injection : List.of(ttl, partial, denied)) {
                assertThat(injection.exposure()).isNotEmpty();
            }
        }
        answersAGoodQuery();
    }
}
