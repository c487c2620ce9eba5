package dev.brownout.faults.dns;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.brownout.api.BrownoutException;
import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.xbill.DNS.Flags;
import org.xbill.DNS.Message;
import org.xbill.DNS.Rcode;
import org.xbill.DNS.Section;
import org.xbill.DNS.Type;

/** Names that are not published here are asked for elsewhere: what comes back, what is kept, and what if nothing does. */
class UpstreamIT {
    private static final Duration MINUTE = Duration.ofMinutes(1);
    private static final InetSocketAddress ANY = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);

    private final AtomicLong now = new AtomicLong();
    private DnsPlane upstream;
    private DnsPlane front;

    @BeforeEach
    void open() throws IOException {
        upstream = DnsPlane.open(List.of());
        front = front(upstream.address());
    }

    private DnsPlane front(InetSocketAddress... upstreams) {
        return DnsPlane.open(List.of(ANY), List.of(upstreams), now::get);
    }

    @AfterEach
    void close() {
        front.close();
        upstream.close();
    }

    private static List<InetAddress> loopback(int number) throws IOException {
        var addresses = new ArrayList<InetAddress>();
        for (int i = 1; i <= number; i++) {
            addresses.add(InetAddress.getByAddress(new byte[] {127, 0, (byte) (i >> 8), (byte) i}));
        }
        return addresses;
    }

    private static Message ask(DnsPlane plane, String name, int type) throws IOException {
        return Wire.udp(plane.address(), Wire.plainQuery(name, type));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "CNAME | real.test.",
                "SRV | 10 5 8443 gw.exchange.test.",
                "TXT | \"v=spf1 -all\" \"second text\"",
                "MX | 10 mail.exchange.test.",
                "PTR | gw.Exchange.test.",
                "SVCB | 1 gw.exchange.test. alpn=h2,h3 port=8443 ipv4hint=127.0.0.1",
                "HTTPS | 1 . alpn=h2 ipv6hint=::1",
                "CAA | 0 issue \"ca.test\"",
                "TYPE65280 | \\# 3 010203"
            })
    void should_pass_every_type_through_unchanged(String type, String data) throws IOException {
        upstream.publish("x.test", type, data, MINUTE);
        int number = Type.value(type, true);
        var there = ask(upstream, "x.test", number);
        for (var reply : List.of(ask(front, "x.test", number), ask(front, "x.test", number))) {
            assertThat(reply.getSection(Section.ANSWER)).hasSize(1).isEqualTo(there.getSection(Section.ANSWER));
            assertThat(reply.getSection(Section.ANSWER).get(0).rdataToString())
                    .isEqualTo(there.getSection(Section.ANSWER).get(0).rdataToString());
            assertThat(reply.getSection(Section.ANSWER).get(0).getTTL()).isEqualTo(60);
        }
    }

    @Test
    void should_pass_addresses_of_both_families_and_aliases_through() throws IOException {
        upstream.publish("real.test", List.of(Wire.ip("127.0.0.1"), Wire.ip("::1")), MINUTE);
        upstream.publish("alias.test", "CNAME", "real.test.", MINUTE);
        assertThat(ask(front, "real.test", Type.A).getSection(Section.ANSWER)).hasSize(1);
        assertThat(ask(front, "real.test", Type.AAAA).getSection(Section.ANSWER))
                .hasSize(1);
        assertThat(ask(front, "alias.test", Type.A).getSection(Section.ANSWER)).hasSize(2);
        assertThat(ask(front, "no.such.test", Type.A).getRcode()).isEqualTo(Rcode.REFUSED);
    }

    @Test
    void should_refuse_to_publish_what_is_no_record() {
        assertThatThrownBy(() -> upstream.publish("x.test", "A", "127.0.0.1", MINUTE))
                .isInstanceOf(BrownoutException.class)
                .hasMessage("type of a record of x.test must be a DNS record type other than A and AAAA, but was \"A\";"
                        + " publish addresses as such");
        assertThatThrownBy(() -> upstream.publish("x.test", "MX", "nonsense", MINUTE))
                .isInstanceOf(BrownoutException.class)
                .hasMessageStartingWith(
                        "MX record of x.test must be as in a master file (RFC 1035, section 5), but was");
    }

    @Test
    void should_ask_over_tcp_what_is_too_long_for_udp() throws IOException {
        upstream.publish("many.test", loopback(300), MINUTE);
        var cut = ask(front, "many.test", Type.A);
        assertThat(cut.getHeader().getFlag(Flags.TC)).isTrue();
        var all = Wire.tcp(front.address(), Wire.plainQuery("many.test", Type.A));
        assertThat(all.getSection(Section.ANSWER)).hasSize(300);
    }

    @Test
    void should_keep_answers_and_absence_for_as_long_as_they_may_be() throws IOException {
        upstream.publish("a.test", loopback(1), MINUTE);
        assertThat(ask(front, "a.test", Type.A).getSection(Section.ANSWER)).hasSize(1);
        assertThat(ask(front, "x.a.test", Type.A).getRcode()).isEqualTo(Rcode.NXDOMAIN);
        var asked = upstream.queries("a.test");
        upstream.close();
        now.addAndGet(Duration.ofSeconds(59).toNanos());
        assertThat(ask(front, "A.test", Type.A).getSection(Section.ANSWER))
                .singleElement()
                .satisfies(r -> assertThat(r.getTTL()).isEqualTo(1));
        assertThat(ask(front, "x.a.test", Type.A).getRcode()).isEqualTo(Rcode.NXDOMAIN);
        assertThat(upstream.queries("a.test")).isEqualTo(asked).isNotEmpty();
        now.addAndGet(Duration.ofSeconds(2).toNanos());
        assertThat(ask(front, "a.test", Type.A).getRcode()).isEqualTo(Rcode.SERVFAIL);
        assertThat(ask(front, "x.a.test", Type.A).getRcode()).isEqualTo(Rcode.SERVFAIL);
    }

    @Test
    void should_do_faults_to_what_is_forwarded_and_kept() throws IOException {
        upstream.publish("a.test", loopback(4), MINUTE);
        assertThat(ask(front, "a.test", Type.A).getSection(Section.ANSWER)).hasSize(4);
        try (var partial = front.inject(new PartialAnswer(Reach.ALL, 0.5), "a.test", "a", 1);
                var times = front.inject(new ForcedTtl(Reach.ALL, Duration.ZERO), "a.test", "b", 1)) {
            assertThat(ask(front, "a.test", Type.A).getSection(Section.ANSWER))
                    .hasSize(2)
                    .allSatisfy(r -> assertThat(r.getTTL()).isZero());
            assertThat(partial.exposure()).isEqualTo(times.exposure()).containsEntry("127.0.0.1", 1L);
        }
        assertThat(ask(front, "a.test", Type.A).getSection(Section.ANSWER)).hasSize(4);
    }

    /** The first never answers, over UDP and TCP; the second is asked, and from then on at once. */
    @Test
    void should_go_on_to_the_next_when_one_never_answers_and_ask_that_one_last_for_a_while() throws IOException {
        upstream.publish("a.test", loopback(1), Duration.ZERO);
        try (var mute = new DatagramSocket(ANY);
                var patient = front((InetSocketAddress) mute.getLocalSocketAddress(), upstream.address())) {
            long began = System.nanoTime();
            assertThat(ask(patient, "a.test", Type.A).getRcode()).isEqualTo(Rcode.NOERROR);
            long first = System.nanoTime() - began;
            assertThat(Duration.ofNanos(first)).isBetween(Duration.ofMillis(1500), Duration.ofSeconds(8));
            // noise can make one slow, but none fast
            await().untilAsserted(() -> {
                long again = System.nanoTime();
                assertThat(ask(patient, "a.test", Type.A).getRcode()).isEqualTo(Rcode.NOERROR);
                assertThat(Duration.ofNanos(System.nanoTime() - again)).isLessThan(Duration.ofMillis(1500));
            });
        }
    }

    /** An upstream whose UDP answers are cut, and whose TCP accepts and never answers, or never accepts. */
    @Test
    void should_say_servfail_when_all_that_answers_is_cut_and_tcp_is_silent() throws IOException {
        upstream.publish("a.test", loopback(1), MINUTE);
        for (var tcp : List.of(Truncated.Tcp.SILENT, Truncated.Tcp.CLOSED)) {
            try (var cut = upstream.inject(new Truncated(Reach.ALL, tcp), "a.test", "a", 1)) {
                long began = System.nanoTime();
                assertThat(ask(front, "a.test", Type.A).getRcode()).isEqualTo(Rcode.SERVFAIL);
                assertThat(Duration.ofNanos(System.nanoTime() - began)).isLessThan(Duration.ofSeconds(8));
                assertThat(cut.exposure()).isNotEmpty();
            }
        }
        try (var full = new ServerSocket(0, 1, ANY.getAddress());
                var udp = new DatagramSocket(new InetSocketAddress(ANY.getAddress(), full.getLocalPort()));
                var patient = front((InetSocketAddress) udp.getLocalSocketAddress())) {
            // nobody ever accepts, and nobody reads: the question is given up
            assertThat(ask(patient, "a.test", Type.A).getRcode()).isEqualTo(Rcode.SERVFAIL);
            assertThat(full.isBound()).isTrue();
        }
    }

    /** An upstream that answers nonsense is one that does not answer. */
    @Test
    void should_live_with_an_upstream_that_answers_nonsense() throws IOException {
        upstream.publish("a.test", loopback(1), Duration.ZERO);
        try (var liar = new DatagramSocket(ANY);
                var both = front((InetSocketAddress) liar.getLocalSocketAddress(), upstream.address())) {
            var lies = new Thread(() -> lie(liar));
            lies.setDaemon(true);
            lies.start();
            for (int i = 0; i < 20; i++) {
                assertThat(ask(both, "a.test", Type.A).getRcode()).isIn(Rcode.NOERROR, Rcode.SERVFAIL);
                now.addAndGet(Duration.ofSeconds(11).toNanos()); // it is trusted again
            }
            assertThat(ask(both, "a.test", Type.A).getRcode()).isIn(Rcode.NOERROR, Rcode.SERVFAIL);
        }
        assertThat(ask(front, "a.test", Type.A).getRcode()).isEqualTo(Rcode.NOERROR);
    }

    /** Answer with the question's own bytes as a response, whose counts promise what is not there. */
    private static void lie(DatagramSocket socket) {
        var packet = new DatagramPacket(new byte[4096], 4096);
        try {
            for (int i = 0; ; i++) {
                packet.setLength(4096);
                socket.receive(packet);
                packet.getData()[2] |= (byte) 0x80;
                packet.getData()[6 + i % 6] = (byte) i;
                packet.getData()[packet.getLength() - 1 - i % 8] ^= (byte) i;
                packet.setLength(packet.getLength() - i % 3);
                socket.send(packet);
            }
        } catch (IOException e) {
            // closed
        }
    }

    @Test
    void should_go_on_to_the_next_when_one_fails_or_refuses() throws IOException {
        upstream.publish("a.test", loopback(1), Duration.ZERO);
        try (var other = DnsPlane.open(List.of());
                var both = front(other.address(), upstream.address())) {
            assertThat(ask(both, "a.test", Type.A).getRcode()).isEqualTo(Rcode.NOERROR);
            assertThat(ask(both, "b.test", Type.A).getRcode()).isEqualTo(Rcode.REFUSED);
        }
    }

    @Test
    void should_listen_at_both_loopbacks_on_one_port() throws IOException {
        var six = new InetSocketAddress(Wire.ip("::1"), 0);
        try (var both = DnsPlane.open(List.of(ANY, six), List.of())) {
            both.publish("a.test", loopback(1), MINUTE);
            assertThat(both.addresses()).hasSize(2);
            assertThat(both.addresses().get(1).getPort())
                    .isEqualTo(both.address().getPort());
            for (var address : both.addresses()) {
                var query = Wire.plainQuery("a.test", Type.A);
                assertThat(Wire.udp(address, query).getSection(Section.ANSWER)).hasSize(1);
                assertThat(Wire.tcp(address, query).getSection(Section.ANSWER)).hasSize(1);
            }
            assertThatThrownBy(() -> DnsPlane.open(List.of(both.address()), List.of()))
                    .isInstanceOf(BrownoutException.class)
                    .hasMessageStartingWith("addresses to listen at must be free on UDP and TCP, but")
                    .hasMessageEndingWith("; end what listens there, or give port 0 for any free one");
            assertThatThrownBy(() -> DnsPlane.open(List.of(InetSocketAddress.createUnresolved("a.test", 0)), List.of()))
                    .isInstanceOf(BrownoutException.class)
                    .hasMessageStartingWith(
                            "addresses to listen at must be addresses of this machine, but one was a.test")
                    .hasMessageEndingWith("; write it as digits");
        }
    }
}
