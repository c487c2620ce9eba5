package dev.brownout.faults.dns;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.brownout.api.Arguments;
import dev.brownout.api.FaultKind;
import dev.brownout.api.InjectionContext;
import dev.brownout.api.Measurement;
import dev.brownout.api.Name;
import dev.brownout.api.Resolution;
import dev.brownout.api.Vantage;
import dev.brownout.faults.FaultRegistry;
import dev.brownout.faults.LocalPlane;
import dev.brownout.faults.vantage.Jdk;
import dev.brownout.faults.vantage.VictimJvm;
import java.io.IOException;
import java.net.InetAddress;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Each fault is proven by wire and look-up together, from inside a victim's JVM, and so is its removal. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class DnsWitnessIT {
    private static final Name LEDGER = new Name(
            "ledger.us-east-1.exchange.test", Map.of("role", "ledger"), Map.of("gateway-1", Resolution.JVM_AGENT));
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private LocalPlane plane;
    private VictimJvm victim;
    private Vantage vantage;

    @BeforeAll
    void open() {
        plane = LocalPlane.open(1);
        plane.publish(LEDGER, List.of(InetAddress.getLoopbackAddress()));
        victim = VictimJvm.start(Jdk.own(), plane.jvmArguments(VictimJvm.component("gateway-1")));
        vantage = VictimJvm.await(() -> plane.vantage("gateway-1"));
    }

    @AfterAll
    void close() {
        victim.close();
        plane.close();
    }

    private <F extends DnsFault> Measurement until(
            FaultKind<F> kind, F fault, InjectionContext context, Predicate<Measurement> shown) {
        return await().atMost(PATIENCE)
                .pollInterval(Duration.ofMillis(50))
                .until(() -> kind.measure(fault, LEDGER, vantage, context), shown);
    }

    @ParameterizedTest
    @CsvSource({
        "dns.empty-answer, 'wire NOERROR, 0 answers, SOA 1 s', NOERROR without addresses",
        "dns.nxdomain, 'wire NXDOMAIN, SOA 1 s', NXDOMAIN from DNS server",
        "dns.servfail, wire SERVFAIL, SERVFAIL from DNS server",
        "dns.refused, wire REFUSED, REFUSED from DNS server",
        "dns.timeout, wire TIMEOUT, 'time-out, no answer from DNS server'"
    })
    void should_prove_onset_and_removal_by_wire_and_look_up(String kind, String wire, String victimIsTold) {
        var found = FaultRegistry.load().find(kind).orElseThrow();
        proves((DnsFaultKind<?>) found, wire, victimIsTold);
    }

    private <F extends DnsFault> void proves(DnsFaultKind<F> kind, String wire, String victimIsTold) {
        var fault = kind.create(Arguments.of(kind.parameters(), Map.of()));
        var context = new InjectionContext("phase/1/" + kind.name(), 42, plane, (action, arguments) -> () -> {});
        until(kind, fault, context, Measurement::healthy);
        try (var injection = kind.inject(fault, LEDGER, context)) {
            var onset = until(kind, fault, context, Measurement::symptom);
            assertThat(onset.reading())
                    .startsWith(wire)
                    .contains("look-up: ", "UnknownHostException")
                    .containsPattern("look-up followed the wire \\d+\\.\\d s later");
            assertThat(injection.exposure()).as("witnesses are no exposure").isEmpty();
            await().atMost(PATIENCE)
                    .untilAsserted(() ->
                            assertThat(victim.ask("lookup " + LEDGER.id())).contains(victimIsTold));
            assertThat(injection.exposure()).containsOnlyKeys("gateway-1");
        }
        var after = until(kind, fault, context, Measurement::healthy);
        assertThat(after.reading())
                .startsWith("wire NOERROR, 1 answers (127.0.0.1), TTL 1 s")
                .contains("look-up: 127.0.0.1")
                .containsPattern("look-up followed the wire \\d+\\.\\d s later");
        await().atMost(PATIENCE)
                .untilAsserted(
                        () -> assertThat(victim.ask("lookup " + LEDGER.id())).isEqualTo("127.0.0.1"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "dns.flap | '' | wire hit in \\d+ queries, last SERVFAIL",
                "dns.partial | '' | wire NOERROR, 1 answers \\(127.0.0.[12]\\), TTL 1 s.*look-up: 127.0.0.[12] after",
                "dns.slow | '' | wire hit in 3 queries, last NOERROR, 2 answers .*, [23]\\d\\d\\.\\d ms",
                "dns.stale-answer | '' | wire NOERROR, 1 answers \\(127.0.53.54\\), TTL 1 s.*look-up: 127.0.53.54 after",
                "dns.truncated | '' | wire TC, then over TCP NOERROR, 2 answers \\(127.0.0.1 127.0.0.2\\)",
                "dns.truncated | silent | wire TC, then over TCP TIMEOUT.*look-up: ",
                "dns.truncated | closed | wire TC, then over TCP CLOSED.*truncated, and no TCP answer from DNS server",
                "dns.ttl | '' | wire NOERROR, 2 answers .*, TTL 86400 s",
                "dns.wrong-address | '' | wire NOERROR, 1 answers \\(127.0.53.53\\).*look-up: 127.0.53.53 after"
            })
    void should_tell_what_it_saw(String kind, String argument, String reading) throws IOException {
        var two = new Name("two.exchange.test", Map.of(), Map.of("gateway-1", Resolution.JVM_AGENT));
        plane.publish(two, List.of(Wire.ip("127.0.0.1"), Wire.ip("127.0.0.2")));
        tells((DnsFaultKind<?>) FaultRegistry.load().find(kind).orElseThrow(), argument, reading, two);
    }

    private <F extends DnsFault> void tells(DnsFaultKind<F> kind, String argument, String reading, Name name) {
        Map<String, String> given = argument.isEmpty() ? kind.description().example() : Map.of("tcp", argument);
        var fault = kind.create(Arguments.of(kind.parameters(), given));
        var context = new InjectionContext("phase/1/" + kind.name(), 42, plane, (action, arguments) -> () -> {});
        await().atMost(PATIENCE)
                .until(() -> kind.measure(fault, name, vantage, context).healthy());
        try (var injection = kind.inject(fault, name, context)) {
            await().atMost(PATIENCE).untilAsserted(() -> {
                var measured = kind.measure(fault, name, vantage, context);
                assertThat(measured.symptom()).as(measured.reading()).isTrue();
                assertThat(measured.reading()).containsPattern(reading);
            });
            assertThat(injection.exposure()).as("witnesses are no exposure").isEmpty();
        }
        await().atMost(PATIENCE)
                .until(() -> kind.measure(fault, name, vantage, context).healthy());
    }

    @Test
    void should_prove_a_share_on_the_wire_each_time() {
        var kind = new NameError.Kind();
        var fault = new NameError(Reach.share(0.2), Duration.ofSeconds(1));
        var context = new InjectionContext("phase/1/dns.nxdomain", 42, plane, (action, arguments) -> () -> {});
        until(kind, fault, context, Measurement::healthy);
        try (var injection = kind.inject(fault, LEDGER, context)) {
            for (int i = 0; i < 4; i++) {
                var measured = kind.measure(fault, LEDGER, vantage, context);
                assertThat(measured.symptom()).as(measured.reading()).isTrue();
                assertThat(measured.reading()).contains("wire hit in ", "look-up");
            }
            assertThat(injection.exposure()).isEmpty();
        }
        until(kind, fault, context, Measurement::healthy);
    }

    @Test
    void should_prove_nothing_when_the_victim_is_gone() {
        var kind = new NameError.Kind();
        var fault = new NameError(Reach.ALL, Duration.ofSeconds(1));
        var context = new InjectionContext("phase/1/dns.nxdomain", 42, plane, (action, arguments) -> () -> {});
        Vantage gone;
        try (var other = VictimJvm.start(Jdk.own(), plane.jvmArguments(VictimJvm.component("gateway-2")))) {
            gone = VictimJvm.await(() -> plane.vantage("gateway-2"));
            assertThat(other.ask("lookup 127.0.0.1")).isEqualTo("127.0.0.1");
        }
        var measured = kind.measure(fault, LEDGER, gone, context);
        assertThat(measured.symptom()).isFalse();
        assertThat(measured.healthy()).isFalse();
        assertThat(measured.reading()).contains("the vantage inside gateway-2 measured nothing");
    }
}
