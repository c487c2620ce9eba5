package dev.brownout.faults.tls;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.brownout.api.Arguments;
import dev.brownout.api.Component;
import dev.brownout.api.Fault;
import dev.brownout.api.FaultKind;
import dev.brownout.api.InvalidFaultException;
import dev.brownout.api.Link;
import dev.brownout.api.Protocol;
import dev.brownout.api.Stack;
import dev.brownout.api.Timings;
import dev.brownout.faults.FaultRegistry;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TlsKindsTests {
    private static final FaultRegistry KINDS = FaultRegistry.load();
    private static final Component GATEWAY = new Component("gateway", Map.of(), Timings.NONE);
    private static final Component TARGET = new Component("target", Map.of(), Timings.NONE);

    private static Arguments arguments(String kind, Map<String, ?> given) {
        return Arguments.of(KINDS.find(kind).orElseThrow().parameters(), given);
    }

    private static Optional<String> refusal(String kind, Link link) {
        return refusal(KINDS.find(kind).orElseThrow(), link);
    }

    private static <F extends Fault> Optional<String> refusal(FaultKind<F> kind, Link link) {
        var stack = new Stack("s", "", Map.of(), List.of(GATEWAY, TARGET), List.of(link), List.of(), List.of());
        return kind.refusal(kind.create(Arguments.of(kind.parameters(), Map.of())), link, stack);
    }

    @Test
    void should_refuse_a_link_that_speaks_no_tls() {
        assertThat(refusal("tls.handshake-stall", Link.between(GATEWAY, TARGET, Protocol.HTTP1)))
                .contains("tls.handshake-stall needs a link that speaks TLS, but gateway-to-target speaks http1; choose"
                        + " another link, or declare it as tls or https1 and have the victim connect by TLS");
    }

    @Test
    void should_refuse_a_bad_certificate_where_a_good_one_is_not_trusted() {
        var link = Link.between(GATEWAY, TARGET, Protocol.TLS);
        assertThat(refusal("tls.expired", link))
                .contains(
                        "tls.expired cannot be told from health on link gateway-to-target, because gateway does not trust"
                                + " the plane's root and refuses every certificate; give it the root"
                                + " (-Djavax.net.ssl.trustStore=…, as TestRoot.writeTrustStore writes it) and add the label"
                                + " trust=plane to the link: Link.with(\"trust\", \"plane\")");
        assertThat(refusal("tls.expired", link.with("trust", "plane"))).isEmpty();
        assertThat(refusal("tls.handshake-stall", link)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "tls.expired, 1, tls.wrong-name, 0.5, true",
        "tls.expired, 0.5, tls.wrong-name, 0.5, false",
        "tls.handshake-stall, 1, http.error-page, 1, true",
        "tls.handshake-stall, 0.5, http.error-page, 1, false",
        "tls.expired, 1, http.error-page, 1, false",
        "tls.handshake-stall, 0.5, tcp.timeout, 0.5, true",
        "tls.version-mismatch, 1, tcp.timeout, 0.5, false",
    })
    void should_know_what_would_hide_the_other(
            String kind, double ratio, String other, double otherRatio, boolean contradict) {
        assertThat(KINDS.contradict(
                        kind,
                        arguments(kind, Map.of("ratio", ratio)),
                        other,
                        arguments(other, Map.of("ratio", otherRatio))))
                .isEqualTo(contradict);
    }

    @Test
    void should_not_share_a_link_where_nobody_can_connect() {
        assertThat(KINDS.contradict(
                        "tls.expired",
                        arguments("tls.expired", Map.of()),
                        "tcp.refuse",
                        arguments("tcp.refuse", Map.of())))
                .isTrue();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "tls.expired | sessions | drop | sessions must be keep or cut, but was \"drop\"",
                "tls.handshake-failure | with | rst | with must be handshake-failure, internal-error or reset, but was \"rst\"",
                "tls.version-mismatch | server | old | server must be newer or older, but was \"old\"",
            })
    void should_say_what_can_be_chosen(String kind, String parameter, String value, String message) {
        var chosen = arguments(kind, Map.of(parameter, value));
        assertThatThrownBy(() -> KINDS.find(kind).orElseThrow().create(chosen))
                .isInstanceOf(InvalidFaultException.class)
                .hasMessage(message);
    }

    @Test
    void should_write_the_root_for_those_who_shall_trust_it(@TempDir Path directory) throws Exception {
        try (var plane = TlsPlane.open(1)) {
            var root = plane.root();
            assertThat(Files.readString(root.writePem(directory.resolve("root.pem"))))
                    .startsWith("-----BEGIN CERTIFICATE-----\n")
                    .endsWith("\n-----END CERTIFICATE-----\n")
                    .isEqualTo(root.pem());
            for (var name : List.of("root.p12", "root.jks")) {
                var file = root.writeTrustStore(directory.resolve(name), "changeit");
                var store = KeyStore.getInstance(file.toFile(), "changeit".toCharArray());
                assertThat(store.size()).isEqualTo(1);
                assertThat(store.getType()).isEqualToIgnoringCase(name.endsWith("jks") ? "jks" : "pkcs12");
                assertThat(store.isKeyEntry(store.aliases().nextElement())).isFalse();
                assertThat(store.getCertificate(store.aliases().nextElement())).isEqualTo(root.certificate());
            }
        }
    }
}
