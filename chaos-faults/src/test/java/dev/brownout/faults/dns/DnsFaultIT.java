package dev.brownout.faults.dns;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import java.io.IOException;
import java.io.InputStreamReader;
import java.io.Reader;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.xbill.DNS.Flags;
import org.xbill.DNS.Rcode;
import org.xbill.DNS.SOARecord;
import org.xbill.DNS.Section;
import org.xbill.DNS.Type;

/** The shape of each fault on the wire, as our own reader and as dig see it. */
class DnsFaultIT {
    private static final String LEDGER = "ledger.us-east-1.exchange.test";
    private static final int NOTHING_MILLIS = 300;
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
    void empty_answer_and_nxdomain_carry_the_chosen_negative_ttl() throws IOException {
        for (var fault : List.of(new EmptyAnswer(1, MINUTE), new NameError(1, MINUTE))) {
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
    void servfail_has_no_records_and_timeout_no_answer() throws IOException {
        try (var failing = plane.inject(new ServerFailure(1), LEDGER, "a", 1)) {
            var reply = Wire.udp(plane.address(), Wire.query(LEDGER));
            assertThat(reply.getRcode()).isEqualTo(Rcode.SERVFAIL);
            assertThat(reply.getSection(Section.ANSWER)).isEmpty();
            assertThat(reply.getSection(Section.AUTHORITY)).isEmpty();
            assertThat(failing.exposure()).containsEntry("gateway-1", 1L);
        }
        var injection = plane.inject(new NoReply(1), LEDGER, "a", 1);
        var query = Wire.query(LEDGER).toWire();
        assertThat(Wire.udp(plane.address(), query, NOTHING_MILLIS)).isEmpty();
        assertThat(Wire.tcp(plane.address(), query, NOTHING_MILLIS)).isEmpty();
        assertThat(injection.exposure()).containsEntry("gateway-1", 2L);
        injection.close();
        injection.close();
        assertThat(Wire.tcp(plane.address(), Wire.query(LEDGER)).getRcode()).isEqualTo(Rcode.NOERROR);
    }

    @Test
    void other_names_and_witness_counts_are_left_alone() throws IOException {
        plane.publish("other.test", List.of(InetAddress.getLoopbackAddress()), DnsPlane.STANDARD_TTL);
        try (var injection = plane.inject(new ServerFailure(1), LEDGER, "a", 1)) {
            assertThat(Wire.udp(plane.address(), Wire.query("other.test")).getRcode())
                    .isEqualTo(Rcode.NOERROR);
            assertThat(Wire.udp(plane.address(), Wire.query(LEDGER, Type.A, "gateway-1", true))
                            .getRcode())
                    .isEqualTo(Rcode.SERVFAIL);
            assertThat(injection.exposure()).isEmpty();
        }
    }

    @Test
    void a_ratio_hits_its_share_of_each_victims_look_ups_and_both_families_alike() throws IOException {
        try (var injection = plane.inject(new ServerFailure(0.25), LEDGER, "a", 7)) {
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
    void the_first_fault_in_place_that_hits_answers_and_closing_one_leaves_the_other() throws IOException {
        var first = plane.inject(new NameError(1, MINUTE), LEDGER, "a", 1);
        try (var second = plane.inject(new ServerFailure(1), LEDGER, "b", 1)) {
            assertThat(Wire.udp(plane.address(), Wire.query(LEDGER)).getRcode()).isEqualTo(Rcode.NXDOMAIN);
            first.close();
            assertThat(Wire.udp(plane.address(), Wire.query(LEDGER)).getRcode()).isEqualTo(Rcode.SERVFAIL);
            assertThat(second.exposure()).containsEntry("gateway-1", 1L);
        }
    }

    @Test
    void two_planes_with_one_seed_decide_alike() throws IOException {
        try (var other = DnsPlane.open(List.of())) {
            other.publish(LEDGER, List.of(InetAddress.getLoopbackAddress()), DnsPlane.STANDARD_TTL);
            var codes = new ArrayList<List<Integer>>();
            for (var p : List.of(plane, other)) {
                try (var injection = p.inject(new ServerFailure(0.3), LEDGER, "a", 42)) {
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

    @Test
    void dig_agrees() throws IOException, InterruptedException {
        boolean there = digs("-v").contains("DiG");
        if (!there && "true".equals(System.getenv("CI"))) {
            fail("dig must be there in CI; install bind9-dnsutils");
        }
        Assumptions.assumeTrue(there, "no dig here; install bind9-dnsutils");
        assertThat(digs(LEDGER)).contains("status: NOERROR", "aa", LEDGER + ". 1 IN A 127.0.0.1");
        for (var transport : List.of("+notcp", "+tcp")) {
            try (var injection = plane.inject(new EmptyAnswer(1, MINUTE), LEDGER, "a", 1)) {
                assertThat(digs(LEDGER, transport))
                        .contains("status: NOERROR", "ANSWER: 0", "AUTHORITY: 1", "us-east-1.exchange.test. 60 IN SOA");
                assertThat(injection.exposure()).containsEntry("127.0.0.1", 1L);
            }
            try (var injection = plane.inject(new NameError(1, MINUTE), LEDGER, "a", 1)) {
                assertThat(digs(LEDGER, transport)).contains("status: NXDOMAIN", "60 IN SOA");
                assertThat(injection.exposure()).isNotEmpty();
            }
            try (var injection = plane.inject(new ServerFailure(1), LEDGER, "a", 1)) {
                assertThat(digs(LEDGER, transport)).contains("status: SERVFAIL");
                assertThat(injection.exposure()).isNotEmpty();
            }
            try (var injection = plane.inject(new NoReply(1), LEDGER, "a", 1)) {
                assertThat(digs(LEDGER, transport)).containsAnyOf("timed out", "no servers could be reached");
                assertThat(injection.exposure()).isNotEmpty();
            }
        }
    }

    private String digs(String... arguments) throws IOException, InterruptedException {
        var command = new ArrayList<>(List.of("dig"));
        if (!arguments[0].startsWith("-")) {
            command.addAll(List.of("@127.0.0.1", "-p", "" + plane.address().getPort(), "+tries=1", "+time=2"));
        }
        command.addAll(List.of(arguments));
        try {
            var dig = new ProcessBuilder(command).redirectErrorStream(true).start();
            try (Reader out = new InputStreamReader(dig.getInputStream(), StandardCharsets.UTF_8)) {
                var text = new java.io.StringWriter();
                out.transferTo(text);
                dig.waitFor();
                return text.toString().replaceAll("[ \t]+", " ");
            }
        } catch (IOException e) {
            return "";
        }
    }
}
