package dev.brownout.junit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.brownout.agent.Agent;
import dev.brownout.api.FaultKind;
import dev.brownout.api.Protocol;
import dev.brownout.api.TargetKind;
import dev.brownout.faults.FaultRegistry;
import dev.brownout.junit.fault.DnsServfail;
import dev.brownout.scenarios.stack.ServiceStack;
import java.io.IOException;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Faults of names in a test JVM that has the agent on its command line: Failsafe's, see the pom. */
class NameFaultIT {
    private static final String HOST = "gateway.exchange.example";
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static Echo echo;

    @BeforeAll
    static void start() {
        assertThat(Agent.installed())
                .as("-javaagent:chaos-agent.jar, as Failsafe gives it")
                .isTrue();
        echo = Echo.start();
    }

    @AfterAll
    static void stop() {
        echo.close();
    }

    @Brownout
    abstract static class Case {
        @StackUnderTest
        static ServiceStack stack() {
            return ServiceStack.builder("shop")
                    .service("gateway", Protocol.HTTP1, () -> echo.address())
                    .name(HOST, "gateway", Map.of())
                    .build();
        }
    }

    static class FeltAndGone extends Case {
        private URI byName;

        @BeforeEach
        void lookUp(@LinkAddress("gateway") URI gateway) throws IOException {
            byName = URI.create("http://" + HOST + ":" + gateway.getPort() + "/");
            assertThat(Echo.ask(byName)).as("looked up before the fault").isEqualTo(200);
        }

        @Test
        void byCode(Faults faults) throws IOException {
            try (var empty =
                    faults.on(Targets.name(HOST)).fault("dns.empty-answer").inject()) {
                assertThatThrownBy(() -> Echo.ask(byName)).isInstanceOf(UnknownHostException.class);
                assertThat(empty.exposure()).isPositive();
            }
            assertThat(Echo.ask(byName)).isEqualTo(200);
        }

        @Test
        @DeclaredName
        void declared() {
            assertThatThrownBy(() -> Echo.ask(byName)).isInstanceOf(UnknownHostException.class);
        }

        @Test
        void notMet(Faults faults) {
            faults.on(Targets.name(HOST)).fault("dns.nxdomain").inject();
        }
    }

    @Retention(RetentionPolicy.RUNTIME)
    @DnsServfail(name = HOST)
    @interface DeclaredName {}

    @Test
    void should_be_felt_at_once_and_be_gone_at_once() {
        var kit = Kit.run(FeltAndGone.class);
        assertThat(kit.passed()).containsExactlyInAnyOrder("byCode(Faults)", "declared()");
        assertThat(kit.failures())
                .singleElement()
                .asString()
                .contains("notMet")
                .contains("nobody asked the plane for this name");
    }

    static class Every extends Case {
        /** All that can be seen of a name with one address. */
        static Stream<FaultKind<?>> kinds() {
            return FaultRegistry.load().kinds().stream()
                    .filter(k -> k.target() == TargetKind.NAME && !k.name().equals("dns.partial"));
        }

        private static boolean lookUp() {
            try {
                return InetAddress.getAllByName(HOST).length > 0;
            } catch (UnknownHostException e) {
                return true;
            }
        }

        @ParameterizedTest
        @MethodSource("kinds")
        void kind(FaultKind<?> kind, Faults faults) {
            var fault = faults.on(Targets.name(HOST)).fault(kind.name());
            kind.description().example().forEach(fault::with);
            try (var injected = fault.inject()) {
                // a flap is good half of the time
                await().atMost(PATIENCE).until(() -> lookUp() && injected.exposure() > 0);
            }
        }
    }

    @Test
    void should_prove_every_kind_there_is() {
        var kit = Kit.run(Every.class);
        assertThat(kit.failures()).isEmpty();
        assertThat(kit.passed()).hasSize((int) Every.kinds().count());
    }
}
