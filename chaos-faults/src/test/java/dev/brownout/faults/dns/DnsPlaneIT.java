package dev.brownout.faults.dns;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.brownout.api.BrownoutException;
import java.io.IOException;
import java.net.InetAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.xbill.DNS.Flags;
import org.xbill.DNS.Message;
import org.xbill.DNS.OPTRecord;
import org.xbill.DNS.Opcode;
import org.xbill.DNS.Rcode;
import org.xbill.DNS.Record;
import org.xbill.DNS.SOARecord;
import org.xbill.DNS.Section;
import org.xbill.DNS.Type;

/** The server on the wire, over UDP and TCP. */
class DnsPlaneIT {
    private static final String LEDGER = "ledger.us-east-1.exchange.test";
    private static final int NOTHING_MILLIS = 300;

    private DnsPlane plane;

    @BeforeEach
    void open() throws IOException {
        plane = DnsPlane.open(List.of());
        plane.publish(LEDGER, addresses(1), DnsPlane.STANDARD_TTL);
    }

    @AfterEach
    void close() {
        plane.close();
    }

    private static List<InetAddress> addresses(int number) throws IOException {
        var addresses = new ArrayList<InetAddress>();
        for (int i = 1; i <= number; i++) {
            addresses.add(InetAddress.getByAddress(new byte[] {127, 0, (byte) (i >> 8), (byte) i}));
        }
        return addresses;
    }

    private Message ask(Message query) throws IOException {
        var udp = Wire.udp(plane.address(), query);
        var tcp = Wire.tcp(plane.address(), query);
        assertThat(tcp.toString()).as("TCP says the same as UDP").isEqualTo(udp.toString());
        return udp;
    }

    private static SOARecord soa(Message reply) {
        assertThat(reply.getSection(Section.AUTHORITY)).hasSize(1);
        return (SOARecord) reply.getSection(Section.AUTHORITY).get(0);
    }

    @Test
    void should_answer_a_published_name_with_authority() throws IOException {
        var reply = ask(Wire.query("LEDGER.us-east-1.Exchange.test"));
        assertThat(reply.getRcode()).isEqualTo(Rcode.NOERROR);
        assertThat(reply.getHeader().getFlag(Flags.AA)).isTrue();
        assertThat(reply.getSection(Section.ANSWER))
                .singleElement()
                .satisfies(r -> assertThat(r.rdataToString()).isEqualTo("127.0.0.1"))
                .satisfies(r -> assertThat(r.getTTL()).isEqualTo(1));
        assertThat(reply.getOPT()).isNotNull();
        assertThat(Wire.udp(plane.address(), Wire.plainQuery(LEDGER, Type.A)).getOPT())
                .as("no EDNS to who did not speak it")
                .isNull();
    }

    @Test
    void should_say_no_data_for_other_types_and_no_name_below() throws IOException {
        var noData = ask(Wire.query(LEDGER, Type.AAAA, "gateway-1", false));
        assertThat(noData.getRcode()).isEqualTo(Rcode.NOERROR);
        assertThat(noData.getSection(Section.ANSWER)).isEmpty();
        assertThat(soa(noData).getName()).isEqualTo(Wire.name("us-east-1.exchange.test"));
        var noName = ask(Wire.query("x." + LEDGER));
        assertThat(noName.getRcode()).isEqualTo(Rcode.NXDOMAIN);
        assertThat(soa(noName).getMinimum()).isEqualTo(1);
    }

    @Test
    void should_give_both_families() throws IOException {
        plane.publish(
                LEDGER,
                List.of(InetAddress.getLoopbackAddress(), InetAddress.getByAddress(new byte[16])),
                Duration.ofSeconds(60));
        assertThat(ask(Wire.query(LEDGER)).getSection(Section.ANSWER)).hasSize(1);
        assertThat(ask(Wire.query(LEDGER, Type.AAAA, "gateway-1", false)).getSection(Section.ANSWER))
                .singleElement()
                .satisfies(r -> assertThat(r.getTTL()).isEqualTo(60));
    }

    @Test
    void should_cut_over_udp_and_give_all_over_tcp() throws IOException {
        plane.publish(LEDGER, addresses(300), DnsPlane.STANDARD_TTL);
        var cut = Wire.udp(plane.address(), Wire.query(LEDGER));
        assertThat(cut.getHeader().getFlag(Flags.TC)).isTrue();
        assertThat(cut.getOPT()).isNotNull();
        assertThat(Wire.udp(plane.address(), Wire.query(LEDGER).toWire(), 5000).orElseThrow())
                .hasSizeLessThanOrEqualTo(1232);
        assertThat(Wire.udp(plane.address(), Wire.plainQuery(LEDGER, Type.A).toWire(), 5000)
                        .orElseThrow())
                .hasSizeLessThanOrEqualTo(512);
        var all = Wire.tcp(plane.address(), Wire.query(LEDGER));
        assertThat(all.getHeader().getFlag(Flags.TC)).isFalse();
        assertThat(all.getSection(Section.ANSWER)).hasSize(300);
    }

    @Test
    void should_refuse_other_names_without_an_upstream_and_ask_the_first_that_answers_with_one() throws IOException {
        assertThat(ask(Wire.query("elsewhere.test")).getRcode()).isEqualTo(Rcode.REFUSED);
        var dead = DnsPlane.open(List.of());
        dead.close();
        try (var front = DnsPlane.open(List.of(dead.address(), plane.address()))) {
            var reply = Wire.udp(front.address(), Wire.query(LEDGER));
            assertThat(reply.getRcode()).isEqualTo(Rcode.NOERROR);
            assertThat(reply.getSection(Section.ANSWER)).hasSize(1);
            assertThat(reply.getHeader().getFlag(Flags.AA)).isFalse();
            assertThat(plane.queries(LEDGER)).as("who asks stays here").containsOnlyKeys("127.0.0.1");
            var denied = Wire.udp(front.address(), Wire.query("x." + LEDGER));
            assertThat(denied.getRcode()).isEqualTo(Rcode.NXDOMAIN);
            assertThat(soa(denied).getMinimum()).isEqualTo(1);
        }
        try (var front = DnsPlane.open(List.of(dead.address()))) {
            assertThat(Wire.udp(front.address(), Wire.query(LEDGER)).getRcode()).isEqualTo(Rcode.SERVFAIL);
        }
    }

    @Test
    void should_keep_the_rules_of_the_header() throws IOException {
        var notify = Wire.query(LEDGER);
        notify.getHeader().setOpcode(Opcode.NOTIFY);
        assertThat(ask(notify).getRcode()).isEqualTo(Rcode.NOTIMP);
        var two = Wire.query(LEDGER);
        two.addRecord(Record.newRecord(Wire.name("b.test"), Type.A, 1), Section.QUESTION);
        assertThat(ask(two).getRcode()).isEqualTo(Rcode.FORMERR);
        var version = Wire.plainQuery(LEDGER, Type.A);
        version.addRecord(new OPTRecord(1232, 0, 1), Section.ADDITIONAL);
        assertThat(ask(version).getRcode()).isEqualTo(Rcode.BADVERS);
        assertThat(ask(Wire.plainQuery(LEDGER, Type.AXFR)).getRcode()).isEqualTo(Rcode.REFUSED);
        var response = Wire.query(LEDGER);
        response.getHeader().setFlag(Flags.QR);
        assertThat(Wire.udp(plane.address(), response.toWire(), NOTHING_MILLIS)).isEmpty();
        assertThat(Wire.udp(plane.address(), new byte[] {1, 2, 3}, NOTHING_MILLIS))
                .isEmpty();
    }

    @Test
    void should_count_victims_by_option_else_by_address_and_no_witness() throws IOException {
        Wire.udp(plane.address(), Wire.query(LEDGER));
        Wire.udp(plane.address(), Wire.query(LEDGER, Type.A, "gateway-1", true));
        Wire.udp(plane.address(), Wire.plainQuery(LEDGER, Type.A));
        assertThat(plane.queries(LEDGER))
                .containsOnlyKeys("gateway-1", "127.0.0.1")
                .containsEntry("gateway-1", 1L);
        assertThat(plane.queries("nobody.asked.test")).isEmpty();
    }

    @Test
    void should_refuse_to_publish_nothing() {
        assertThatThrownBy(() -> plane.publish(LEDGER, List.of(), DnsPlane.STANDARD_TTL))
                .isInstanceOf(BrownoutException.class)
                .hasMessage("addresses of " + LEDGER
                        + " must be at least one, but were none; use the fault dns.empty-answer for that");
    }
}
