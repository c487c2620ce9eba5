package dev.brownout.faults.dns;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.brownout.api.BrownoutException;
import java.io.EOFException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.xbill.DNS.Flags;
import org.xbill.DNS.Rcode;
import org.xbill.DNS.Record;
import org.xbill.DNS.SOARecord;
import org.xbill.DNS.Section;
import org.xbill.DNS.Type;

/** The shape of each fault on the wire, as our own reader sees it. */
class DnsFaultIT {
    private static final String LEDGER = "ledger.us-east-1.exchange.test";
    private static final int NOTHING_MILLIS = 300;
    private static final int PATIENCE_MILLIS = 10_000;
    private static final Duration MINUTE = Duration.ofMinutes(1);

    private DnsPlane plane;

    @BeforeEach
    void open() throws IOException {
        plane = DnsPlane.open(List.of());
        plane.publish(LEDGER, List.of(InetAddress.getLoopbackAddress()), DnsPlane.STANDARD_TTL);
    }

    @AfterEach
    void close() {
        plane.close();
    }

    @Test
    void should_give_empty_answer_and_nxdomain_the_chosen_negative_ttl() throws IOException {
        for (var fault : List.of(new EmptyAnswer(Reach.ALL, MINUTE), new NameError(Reach.ALL, MINUTE))) {
            try (var injection = plane.inject(fault, LEDGER, "a", 1)) {
                for (int type : new int[] {Type.A, Type.AAAA, Type.TXT}) {
                    var query = Wire.query(LEDGER, type, "gateway-1", false);
                    for (var reply : List.of(Wire.udp(plane.address(), query), Wire.tcp(plane.address(), query))) {
                        assertThat(reply.getRcode())
                                .isEqualTo(fault instanceof NameError ? Rcode.NXDOMAIN : Rcode.NOERROR);
                        assertThat(reply.getHeader().getFlag(Flags.AA)).isTrue();
                        assertThat(reply.getSection(Section.ANSWER)).isEmpty();
                        var soa =
                                (SOARecord) reply.getSection(Section.AUTHORITY).get(0);
                        assertThat(soa.getTTL()).isEqualTo(60);
                        assertThat(soa.getMinimum()).isEqualTo(60);
                    }
                }
                assertThat(injection.exposure()).containsOnlyKeys("gateway-1").containsEntry("gateway-1", 6L);
            }
            assertThat(Wire.udp(plane.address(), Wire.query(LEDGER)).getSection(Section.ANSWER))
                    .as("restored")
                    .hasSize(1);
        }
    }

    @Test
    void should_give_servfail_and_refused_without_records_and_no_answer_for_timeout() throws IOException {
        try (var failing = plane.inject(new ServerFailure(Reach.ALL), LEDGER, "a", 1)) {
            var reply = Wire.udp(plane.address(), Wire.query(LEDGER));
            assertThat(reply.getRcode()).isEqualTo(Rcode.SERVFAIL);
            assertThat(reply.getSection(Section.ANSWER)).isEmpty();
            assertThat(reply.getSection(Section.AUTHORITY)).isEmpty();
            assertThat(failing.exposure()).containsEntry("gateway-1", 1L);
        }
        try (var refusing = plane.inject(new Refused(Reach.ALL), LEDGER, "a", 1)) {
            var reply = Wire.udp(plane.address(), Wire.query(LEDGER));
            assertThat(reply.getRcode()).isEqualTo(Rcode.REFUSED);
            assertThat(reply.getSection(Section.ANSWER)).isEmpty();
            assertThat(refusing.exposure()).containsEntry("gateway-1", 1L);
        }
        var injection = plane.inject(new NoReply(Reach.ALL), LEDGER, "a", 1);
        var query = Wire.query(LEDGER).toWire();
        assertThat(Wire.udp(plane.address(), query, NOTHING_MILLIS)).isEmpty();
        assertThat(Wire.tcp(plane.address(), query, NOTHING_MILLIS)).isEmpty();
        await().untilAsserted(() -> assertThat(injection.exposure()).containsEntry("gateway-1", 2L));
        injection.close();
        injection.close();
        assertThat(Wire.tcp(plane.address(), Wire.query(LEDGER)).getRcode()).isEqualTo(Rcode.NOERROR);
    }

    @Test
    void should_leave_other_names_alone_and_not_count_witnesses() throws IOException {
        plane.publish("other.test", List.of(InetAddress.getLoopbackAddress()), DnsPlane.STANDARD_TTL);
        try (var injection = plane.inject(new ServerFailure(Reach.ALL), LEDGER, "a", 1)) {
            assertThat(Wire.udp(plane.address(), Wire.query("other.test")).getRcode())
                    .isEqualTo(Rcode.NOERROR);
            assertThat(Wire.udp(plane.address(), Wire.query(LEDGER, Type.A, "gateway-1", true))
                            .getRcode())
                    .isEqualTo(Rcode.SERVFAIL);
            assertThat(injection.exposure()).isEmpty();
        }
    }

    @Test
    void should_hit_its_share_of_each_victims_look_ups_and_both_families_alike() throws IOException {
        try (var injection = plane.inject(new ServerFailure(Reach.share(0.25)), LEDGER, "a", 7)) {
            int hits = 0;
            for (int i = 0; i < 100; i++) {
                int v4 = Wire.udp(plane.address(), Wire.query(LEDGER)).getRcode();
                if (i % 3 == 0) {
                    Wire.udp(plane.address(), Wire.query(LEDGER, Type.A, "gateway-1", true));
                    Wire.udp(plane.address(), Wire.query(LEDGER, Type.A, "gateway-2", false));
                }
                int v6 = Wire.udp(plane.address(), Wire.query(LEDGER, Type.AAAA, "gateway-1", false))
                        .getRcode();
                assertThat(v6).as("look-up " + i).isEqualTo(v4);
                hits += v4 == Rcode.SERVFAIL ? 1 : 0;
            }
            assertThat(hits).isEqualTo(25);
            assertThat(injection.exposure()).containsEntry("gateway-1", 50L);
        }
    }

    @Test
    void should_answer_with_the_first_fault_that_hits_and_leave_the_other_when_it_is_closed() throws IOException {
        var first = plane.inject(new NameError(Reach.ALL, MINUTE), LEDGER, "a", 1);
        try (var second = plane.inject(new ServerFailure(Reach.ALL), LEDGER, "b", 1)) {
            assertThat(Wire.udp(plane.address(), Wire.query(LEDGER)).getRcode()).isEqualTo(Rcode.NXDOMAIN);
            first.close();
            assertThat(Wire.udp(plane.address(), Wire.query(LEDGER)).getRcode()).isEqualTo(Rcode.SERVFAIL);
            assertThat(second.exposure()).containsEntry("gateway-1", 1L);
        }
    }

    @Test
    void should_decide_alike_in_two_planes_with_one_seed() throws IOException {
        try (var other = DnsPlane.open(List.of())) {
            other.publish(LEDGER, List.of(InetAddress.getLoopbackAddress()), DnsPlane.STANDARD_TTL);
            var codes = new ArrayList<List<Integer>>();
            for (var p : List.of(plane, other)) {
                try (var injection = p.inject(new ServerFailure(Reach.share(0.3)), LEDGER, "a", 42)) {
                    codes.add(IntStream.range(0, 50).mapToObj(i -> rcode(p)).toList());
                    assertThat(injection.exposure()).containsEntry("gateway-1", 15L);
                }
            }
            assertThat(codes.get(0)).isEqualTo(codes.get(1)).contains(Rcode.SERVFAIL, Rcode.NOERROR);
        }
    }

    private static int rcode(DnsPlane plane) {
        try {
            return Wire.udp(plane.address(), Wire.query(LEDGER)).getRcode();
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    private List<String> answers(String name, int type, boolean udp) throws IOException {
        var query = Wire.query(name, type, "gateway-1", false);
        var reply = udp ? Wire.udp(plane.address(), query) : Wire.tcp(plane.address(), query);
        assertThat(reply.getRcode()).isEqualTo(Rcode.NOERROR);
        return reply.getSection(Section.ANSWER).stream()
                .map(Record::rdataToString)
                .toList();
    }

    private static List<InetAddress> loopback(int... last) throws IOException {
        var addresses = new ArrayList<InetAddress>();
        for (int each : last) {
            addresses.add(InetAddress.getByAddress(new byte[] {127, 0, 0, (byte) each}));
        }
        return addresses;
    }

    @Test
    void should_answer_late_and_others_at_once() throws IOException {
        plane.publish("other.test", loopback(1), DnsPlane.STANDARD_TTL);
        var fault = new SlowAnswer(Reach.ALL, Duration.ofMillis(1600), Duration.ofMillis(100));
        try (var injection = plane.inject(fault, LEDGER, "a", 1)) {
            for (var udp : List.of(true, false)) {
                long began = System.nanoTime();
                assertThat(answers(LEDGER, Type.A, udp)).containsExactly("127.0.0.1");
                assertThat(Duration.ofNanos(System.nanoTime() - began))
                        .isBetween(Duration.ofMillis(1500), Duration.ofSeconds(9));
            }
            // noise can make one slow, but none fast
            await().untilAsserted(() -> {
                long began = System.nanoTime();
                assertThat(Wire.udp(plane.address(), Wire.query("other.test")).getRcode())
                        .isEqualTo(Rcode.NOERROR);
                assertThat(Duration.ofNanos(System.nanoTime() - began)).isLessThan(Duration.ofMillis(1500));
            });
            assertThat(injection.exposure()).containsEntry("gateway-1", 2L);
        }
    }

    @Test
    void should_truncate_over_udp_and_answer_over_tcp_as_chosen() throws IOException {
        var query = Wire.query(LEDGER).toWire();
        for (var tcp : Truncated.Tcp.values()) {
            try (var injection = plane.inject(new Truncated(Reach.ALL, tcp), LEDGER, "a", 1)) {
                var cut = Wire.udp(plane.address(), Wire.query(LEDGER));
                assertThat(cut.getHeader().getFlag(Flags.TC)).isTrue();
                assertThat(cut.getSection(Section.ANSWER)).isEmpty();
                assertThat(injection.exposure()).containsEntry("gateway-1", 1L);
                switch (tcp) {
                    case ANSWERS -> assertThat(answers(LEDGER, Type.A, false)).containsExactly("127.0.0.1");
                    case SILENT ->
                        assertThat(Wire.tcp(plane.address(), query, NOTHING_MILLIS))
                                .isEmpty();
                    case CLOSED ->
                        assertThatThrownBy(() -> Wire.tcp(plane.address(), query, PATIENCE_MILLIS))
                                .isInstanceOf(EOFException.class);
                }
            }
        }
        assertThat(Wire.udp(plane.address(), Wire.query(LEDGER)).getHeader().getFlag(Flags.TC))
                .isFalse();
    }

    @Test
    void should_lead_elsewhere_by_a_given_address_and_by_those_of_before() throws IOException {
        var stale = new StaleAnswer(Reach.ALL, 2, List.of());
        assertThatThrownBy(() -> plane.inject(stale, LEDGER, "a", 1))
                .isInstanceOf(BrownoutException.class)
                .hasMessage("dns.stale-answer cannot be done to " + LEDGER
                        + ": it has not been published with other addresses before, 2 times back; publish it again with"
                        + " others, or give the addresses of before in addresses");
        plane.publish(LEDGER, loopback(2), DnsPlane.STANDARD_TTL);
        plane.publish(LEDGER, loopback(2), DnsPlane.STANDARD_TTL);
        plane.publish(LEDGER, loopback(3, 4), DnsPlane.STANDARD_TTL);
        try (var injection = plane.inject(stale, LEDGER, "a", 1)) {
            assertThat(answers(LEDGER, Type.A, true)).containsExactly("127.0.0.1");
            assertThat(answers(LEDGER, Type.AAAA, true)).isEmpty();
            assertThat(injection.exposure()).containsEntry("gateway-1", 2L);
        }
        try (var injection = plane.inject(new StaleAnswer(Reach.ALL, 3, loopback(9)), LEDGER, "a", 1)) {
            assertThat(answers(LEDGER, Type.A, false)).containsExactly("127.0.0.9");
            assertThat(injection.exposure()).isNotEmpty();
        }
        assertThatThrownBy(() -> plane.inject(new WrongAddress(Reach.ALL, loopback(4)), LEDGER, "a", 1))
                .hasMessageContaining("are among the published ones");
        try (var injection = plane.inject(new WrongAddress(Reach.ALL, loopback(53)), LEDGER, "a", 1)) {
            assertThat(answers(LEDGER, Type.A, true)).containsExactly("127.0.0.53");
            assertThat(injection.exposure()).isNotEmpty();
        }
        assertThat(answers(LEDGER, Type.A, true)).containsExactly("127.0.0.3", "127.0.0.4");
    }

    @Test
    void should_leave_out_the_same_addresses_each_time() throws IOException {
        assertThatThrownBy(() -> plane.inject(new PartialAnswer(Reach.ALL, 0.5), LEDGER, "a", 1))
                .hasMessageContaining("it has 1 IPv4 addresses and must have two");
        plane.publish(LEDGER, loopback(1, 2, 3, 4, 5), DnsPlane.STANDARD_TTL);
        for (var share : Map.of(0.01, 1, 0.4, 2, 0.99, 4).entrySet()) {
            try (var injection = plane.inject(new PartialAnswer(Reach.ALL, share.getKey()), LEDGER, "a", 1)) {
                var left = answers(LEDGER, Type.A, true);
                assertThat(left).hasSize(share.getValue()).doesNotHaveDuplicates();
                assertThat(answers(LEDGER, Type.A, false)).isEqualTo(left);
                assertThat(answers(LEDGER, Type.A, true)).isEqualTo(left);
                assertThat(injection.exposure()).containsEntry("gateway-1", 3L);
            }
        }
        assertThat(answers(LEDGER, Type.A, true)).hasSize(5);
    }

    @Test
    void should_force_any_ttl_on_answers_and_on_absence() throws IOException {
        for (long seconds : new long[] {0, 86_400, Integer.MAX_VALUE}) {
            try (var injection = plane.inject(new ForcedTtl(Reach.ALL, Duration.ofSeconds(seconds)), LEDGER, "a", 1)) {
                var answer = Wire.udp(plane.address(), Wire.query(LEDGER));
                assertThat(answer.getSection(Section.ANSWER).get(0).getTTL()).isEqualTo(seconds);
                assertThat(answer.getSection(Section.ANSWER).get(0).rdataToString())
                        .isEqualTo("127.0.0.1");
                var absence = Wire.udp(plane.address(), Wire.query(LEDGER, Type.TXT, "gateway-1", false));
                var soa = (SOARecord) absence.getSection(Section.AUTHORITY).get(0);
                assertThat(soa.getTTL()).isEqualTo(seconds);
                assertThat(soa.getMinimum()).isEqualTo(seconds);
                assertThat(injection.exposure()).containsEntry("gateway-1", 2L);
            }
        }
    }

    @Test
    void should_flap_by_the_clock_that_it_is_given() throws IOException {
        var now = new AtomicLong(7);
        try (var clocked = DnsPlane.open(List.of(anyPort(plane.address())), List.of(), now::get)) {
            clocked.publish(LEDGER, loopback(1), DnsPlane.STANDARD_TTL);
            for (var shape : Flap.Shape.values()) {
                var fault = new Flap(Reach.ALL, Duration.ofSeconds(1), 0.3, shape, MINUTE);
                try (var injection = clocked.inject(fault, LEDGER, "a", 1)) {
                    var good = new ArrayList<Boolean>();
                    for (int i = 0; i < 20; i++) {
                        var reply = Wire.udp(clocked.address(), Wire.query(LEDGER));
                        good.add(!reply.getSection(Section.ANSWER).isEmpty());
                        now.addAndGet(Duration.ofMillis(100).toNanos());
                    }
                    var period = List.of(false, false, false, true, true, true, true, true, true, true);
                    assertThat(good.subList(0, 10)).isEqualTo(period);
                    assertThat(good.subList(10, 20)).isEqualTo(period);
                    assertThat(injection.exposure()).containsEntry("gateway-1", 6L);
                }
            }
        }
    }

    private static InetSocketAddress anyPort(InetSocketAddress address) {
        return new InetSocketAddress(address.getAddress(), 0);
    }

    @Test
    void should_reach_a_domain_or_all_that_is_asked() throws IOException {
        plane.publish("queue.us-east-1.exchange.test", loopback(1), DnsPlane.STANDARD_TTL);
        plane.publish("queue.us-west-2.exchange.test", loopback(1), DnsPlane.STANDARD_TTL);
        var names = List.of(LEDGER, "queue.us-east-1.exchange.test", "queue.us-west-2.exchange.test", "elsewhere.test");
        var reaches = Map.of(
                Reach.ALL,
                List.of(true, false, false, false),
                new Reach(1, Reach.Scope.SUFFIX, ""),
                List.of(true, true, false, false),
                new Reach(1, Reach.Scope.SUFFIX, "exchange.test"),
                List.of(true, true, true, false),
                new Reach(1, Reach.Scope.RESOLVER, ""),
                List.of(true, true, true, true));
        for (var reach : reaches.entrySet()) {
            try (var injection = plane.inject(new ServerFailure(reach.getKey()), LEDGER, "a", 1)) {
                var failed = new ArrayList<Boolean>();
                for (var name : names) {
                    failed.add(Wire.udp(plane.address(), Wire.query(name)).getRcode() == Rcode.SERVFAIL);
                }
                assertThat(failed).as(reach.getKey().toString()).isEqualTo(reach.getValue());
                assertThat(injection.exposure())
                        .containsEntry(
                                "gateway-1",
                                reach.getValue().stream().filter(hit -> hit).count());
            }
        }
    }

    @Test
    void should_do_those_that_change_answers_over_the_one_that_gives_it() throws IOException {
        var ttl = new ForcedTtl(Reach.ALL, Duration.ofSeconds(7));
        var slow = new SlowAnswer(Reach.ALL, Duration.ofMillis(200), Duration.ZERO);
        try (var gives = plane.inject(new NameError(Reach.ALL, MINUTE), LEDGER, "a", 1);
                var times = plane.inject(ttl, LEDGER, "b", 1);
                var delays = plane.inject(slow, LEDGER, "c", 1)) {
            long began = System.nanoTime();
            var reply = Wire.udp(plane.address(), Wire.query(LEDGER));
            assertThat(Duration.ofNanos(System.nanoTime() - began)).isGreaterThan(Duration.ofMillis(199));
            assertThat(reply.getRcode()).isEqualTo(Rcode.NXDOMAIN);
            assertThat(reply.getSection(Section.AUTHORITY).get(0).getTTL()).isEqualTo(7);
            for (var injection : List.of(gives, times, delays)) {
                assertThat(injection.exposure()).containsEntry("gateway-1", 1L);
            }
        }
    }
}
