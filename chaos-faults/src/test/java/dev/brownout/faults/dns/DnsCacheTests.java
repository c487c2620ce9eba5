package dev.brownout.faults.dns;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.xbill.DNS.Message;
import org.xbill.DNS.Rcode;
import org.xbill.DNS.SOARecord;
import org.xbill.DNS.Section;
import org.xbill.DNS.Type;

class DnsCacheTests {
    private final AtomicLong now = new AtomicLong();
    private final DnsCache cache = new DnsCache(now::get);

    private static DnsQuestion question(String name, int type) {
        return DnsQuestion.of(Wire.plainQuery(name, type), InetAddress.getLoopbackAddress(), true);
    }

    /** As it comes from a server: through its wire form. */
    private static Message read(Message message) throws IOException {
        return new Message(message.toWire());
    }

    private static Message positive(DnsQuestion question, long seconds) throws IOException {
        return read(
                DnsReplies.addresses(question, List.of(InetAddress.getLoopbackAddress()), Duration.ofSeconds(seconds)));
    }

    private void pass(Duration time) {
        now.addAndGet(time.toNanos());
    }

    @Test
    void should_keep_an_answer_for_its_ttl_and_count_it_down() throws IOException {
        var question = question("a.test", Type.A);
        cache.keep(question, positive(question, 60));
        pass(Duration.ofSeconds(20));
        var kept = cache.find(question("A.Test", Type.A)).orElseThrow();
        assertThat(kept.getSection(Section.ANSWER))
                .singleElement()
                .satisfies(r -> assertThat(r.getTTL()).isEqualTo(40));
        assertThat(cache.find(question("a.test", Type.AAAA))).isEmpty();
        assertThat(cache.find(question("b.test", Type.A))).isEmpty();
        pass(Duration.ofSeconds(40));
        assertThat(cache.find(question)).isEmpty();
    }

    @Test
    void should_keep_absence_for_the_lesser_of_the_soas_ttl_and_minimum() throws IOException {
        for (int code : new int[] {Rcode.NOERROR, Rcode.NXDOMAIN}) {
            var question = question(Rcode.string(code) + ".test", Type.A);
            var negative = DnsReplies.negative(question, code, question.name(), Duration.ofSeconds(60));
            var soa = (SOARecord) negative.getSection(Section.AUTHORITY).get(0);
            negative.removeAllRecords(Section.AUTHORITY);
            negative.addRecord(
                    new SOARecord(soa.getName(), soa.getDClass(), 60, soa.getHost(), soa.getAdmin(), 1, 1, 1, 1, 5),
                    Section.AUTHORITY);
            cache.keep(question, read(negative));
            pass(Duration.ofMillis(4_900));
            assertThat(cache.find(question)).map(Message::getRcode).contains(code);
            pass(Duration.ofMillis(200));
            assertThat(cache.find(question)).isEmpty();
        }
    }

    @Test
    void should_not_keep_failures_cut_answers_absence_without_soa_and_ttl_zero() throws IOException {
        var question = question("a.test", Type.A);
        cache.keep(question, read(DnsReplies.plain(question.message(), Rcode.SERVFAIL)));
        cache.keep(question, read(DnsReplies.plain(question.message(), Rcode.NXDOMAIN)));
        cache.keep(question, read(DnsReplies.truncated(question)));
        cache.keep(question, positive(question, 0));
        assertThat(cache.find(question)).isEmpty();
    }

    @Test
    void should_stay_within_its_size_whatever_is_asked() throws IOException {
        var small = new DnsCache(now::get, 100_000);
        for (int i = 0; i < 2_000; i++) {
            var question = question("host-" + i + ".test", Type.A);
            small.keep(question, positive(question, 3600));
        }
        int kept = 0;
        for (int i = 0; i < 2_000; i++) {
            Optional<Message> found = small.find(question("host-" + i + ".test", Type.A));
            kept += found.isPresent() ? 1 : 0;
        }
        assertThat(kept).isBetween(50, 200);
    }
}
