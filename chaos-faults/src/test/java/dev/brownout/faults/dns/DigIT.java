package dev.brownout.faults.dns;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The shape of each fault on the wire as dig, which is none of ours, reads it. */
class DigIT {
    private static final String LEDGER = "ledger.us-east-1.exchange.test";
    private static final Duration MINUTE = Duration.ofMinutes(1);

    private final AtomicLong now = new AtomicLong();
    private DnsPlane plane;

    @BeforeEach
    void open() throws IOException, InterruptedException {
        Dig.mustBeThere();
        var any = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
        plane = DnsPlane.open(List.of(any), List.of(), now::get);
        plane.publish(LEDGER, loopback(9), DnsPlane.STANDARD_TTL);
        plane.publish(LEDGER, loopback(1, 2), DnsPlane.STANDARD_TTL);
    }

    @AfterEach
    void close() {
        if (plane != null) {
            plane.close();
        }
    }

    private static List<InetAddress> loopback(int... last) throws IOException {
        var addresses = new ArrayList<InetAddress>();
        for (int each : last) {
            addresses.add(InetAddress.getByAddress(new byte[] {127, 0, 0, (byte) each}));
        }
        return addresses;
    }

    private String dig(String... arguments) throws IOException, InterruptedException {
        return Dig.ask(plane.address(), arguments);
    }

    /** Dig during the fault and after it. */
    private String during(DnsFault fault, String... arguments) throws IOException, InterruptedException {
        try (var injection = plane.inject(fault, LEDGER, "a", 1)) {
            var shown = dig(arguments);
            assertThat(injection.exposure()).containsOnlyKeys("127.0.0.1");
            return shown;
        } finally {
            healthy();
        }
    }

    @Test
    void healthy() throws IOException, InterruptedException {
        assertThat(dig(LEDGER))
                .contains(
                        "status: NOERROR",
                        "flags: qr aa rd ra;",
                        LEDGER + ". 1 IN A 127.0.0.1",
                        LEDGER + ". 1 IN A 127.0.0.2");
    }

    @ParameterizedTest
    @ValueSource(strings = {"+notcp", "+tcp"})
    void should_show_failures_over_either_transport(String transport) throws IOException, InterruptedException {
        assertThat(during(new EmptyAnswer(Reach.ALL, MINUTE), LEDGER, transport))
                .contains("status: NOERROR", "ANSWER: 0", "AUTHORITY: 1", "us-east-1.exchange.test. 60 IN SOA")
                .containsPattern("IN SOA .* 60\\R");
        assertThat(during(new NameError(Reach.ALL, MINUTE), LEDGER, transport))
                .contains("status: NXDOMAIN", "ANSWER: 0", "us-east-1.exchange.test. 60 IN SOA")
                .containsPattern("IN SOA .* 60\\R");
        assertThat(during(new ServerFailure(Reach.ALL), LEDGER, transport))
                .contains("status: SERVFAIL", "ANSWER: 0", "AUTHORITY: 0");
        assertThat(during(new Refused(Reach.ALL), LEDGER, transport))
                .contains("status: REFUSED", "ANSWER: 0", "AUTHORITY: 0");
        assertThat(during(new NoReply(Reach.ALL), LEDGER, transport))
                .containsAnyOf("timed out", "no servers could be reached")
                .doesNotContain("status:");
    }

    @Test
    void should_show_a_slow_answer() throws IOException, InterruptedException {
        var slow = new SlowAnswer(Reach.ALL, Duration.ofMillis(700), Duration.ZERO);
        var shown = during(slow, LEDGER);
        assertThat(shown).contains("127.0.0.1");
        var time = java.util.regex.Pattern.compile("Query time: (\\d+) msec").matcher(shown);
        assertThat(time.find()).isTrue();
        assertThat(Integer.parseInt(time.group(1))).isBetween(699, 4999);
    }

    @Test
    void should_show_truncation_then_tcp() throws IOException, InterruptedException {
        var answers = new Truncated(Reach.ALL, Truncated.Tcp.ANSWERS);
        assertThat(during(answers, LEDGER, "+ignore"))
                .contains("status: NOERROR", "flags: qr aa tc rd ra;", "ANSWER: 0");
        assertThat(during(answers, LEDGER))
                .contains("Truncated, retrying in TCP mode", "127.0.0.1", "127.0.0.2", "(TCP)");
        assertThat(during(new Truncated(Reach.ALL, Truncated.Tcp.SILENT), LEDGER))
                .contains("Truncated, retrying in TCP mode")
                .containsAnyOf("timed out", "no servers could be reached");
        assertThat(during(new Truncated(Reach.ALL, Truncated.Tcp.CLOSED), LEDGER))
                .contains("Truncated, retrying in TCP mode")
                .containsAnyOf("end of file", "communications error", "no servers could be reached")
                .doesNotContain("127.0.0.2");
    }

    @Test
    void should_show_wrong_stale_and_missing_addresses() throws IOException, InterruptedException {
        assertThat(during(new WrongAddress(Reach.ALL, loopback(53)), LEDGER))
                .contains("ANSWER: 1", LEDGER + ". 1 IN A 127.0.0.53");
        assertThat(during(new StaleAnswer(Reach.ALL, 1, List.of()), LEDGER))
                .contains("ANSWER: 1", LEDGER + ". 1 IN A 127.0.0.9");
        assertThat(during(new PartialAnswer(Reach.ALL, 0.5), LEDGER))
                .contains("ANSWER: 1", LEDGER + ". 1 IN A 127.0.0.");
    }

    @ParameterizedTest
    @ValueSource(longs = {0, 86_400, Integer.MAX_VALUE})
    void should_show_any_ttl(long seconds) throws IOException, InterruptedException {
        var fault = new ForcedTtl(Reach.ALL, Duration.ofSeconds(seconds));
        assertThat(during(fault, LEDGER)).contains(LEDGER + ". " + seconds + " IN A 127.0.0.1");
        assertThat(during(fault, LEDGER, "TXT"))
                .contains("us-east-1.exchange.test. " + seconds + " IN SOA")
                .containsPattern("IN SOA .* " + seconds + "\\R");
    }

    @Test
    void should_show_flapping() throws IOException, InterruptedException {
        var flap = new Flap(Reach.ALL, Duration.ofSeconds(10), 0.4, Flap.Shape.NXDOMAIN, MINUTE);
        try (var injection = plane.inject(flap, LEDGER, "a", 1)) {
            var shown = new ArrayList<Boolean>();
            for (int i = 0; i < 10; i++) {
                shown.add(dig(LEDGER).contains("status: NXDOMAIN"));
                now.addAndGet(Duration.ofSeconds(2).toNanos());
            }
            assertThat(shown).containsExactly(true, true, false, false, false, true, true, false, false, false);
            assertThat(injection.exposure()).containsEntry("127.0.0.1", 4L);
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "A | | IN A 127.0.0.1",
                "AAAA | | IN AAAA ::1",
                "CNAME | real.test. | IN CNAME real.test.",
                "SRV | 10 5 8443 gw.exchange.test. | IN SRV 10 5 8443 gw.exchange.test.",
                "TXT | \"one text\" \"two\" | IN TXT \"one text\" \"two\"",
                "MX | 10 mail.exchange.test. | IN MX 10 mail.exchange.test.",
                "PTR | gw.exchange.test. | IN PTR gw.exchange.test.",
                "SVCB | 1 gw.exchange.test. alpn=h2 port=8443 | IN SVCB 1 gw.exchange.test. alpn=\"h2\" port=8443",
                "HTTPS | 1 . alpn=h3 | IN HTTPS 1 . alpn=\"h3\""
            })
    void should_show_every_type_through_an_upstream(String type, String data, String shown)
            throws IOException, InterruptedException {
        try (var front = DnsPlane.open(List.of(plane.address()))) {
            if (data == null) {
                plane.publish("x.test", List.of(Wire.ip("127.0.0.1"), Wire.ip("::1")), MINUTE);
            } else {
                plane.publish("x.test", type, data, MINUTE);
            }
            assertThat(Dig.ask(front.address(), "x.test", type))
                    .contains("status: NOERROR", "ANSWER: 1", "x.test. 60 " + shown);
            assertThat(Dig.ask(front.address(), "x.test", type, "+tcp")).contains("x.test. 60 " + shown);
        }
    }

    @Test
    void should_answer_at_the_ipv6_loopback() throws IOException, InterruptedException {
        var six = new InetSocketAddress(Wire.ip("::1"), 0);
        try (var other = DnsPlane.open(List.of(six), List.of())) {
            other.publish(LEDGER, loopback(1), MINUTE);
            assertThat(Dig.ask(other.address(), LEDGER)).contains(LEDGER + ". 60 IN A 127.0.0.1");
        }
    }
}
