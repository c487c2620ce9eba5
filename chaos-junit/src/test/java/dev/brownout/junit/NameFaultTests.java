package dev.brownout.junit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.brownout.agent.Agent;
import dev.brownout.api.Protocol;
import dev.brownout.faults.vantage.TestJvm;
import dev.brownout.scenarios.stack.ServiceStack;
import java.io.IOException;
import java.net.URI;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** A test JVM without the agent on its command line, as Surefire starts this one. */
class NameFaultTests {
    private static final String HOST = "gateway.exchange.example";
    private static Echo echo;

    @BeforeAll
    static void start() {
        echo = Echo.start();
    }

    @AfterAll
    static void stop() {
        echo.close();
    }

    @Brownout
    static class WithoutAgent {
        @StackUnderTest
        static ServiceStack stack() {
            return ServiceStack.builder("shop")
                    .service("gateway", Protocol.HTTP1, () -> echo.address())
                    .name(HOST, "gateway", Map.of())
                    .build();
        }

        @Test
        void link(Faults faults, @LinkAddress("gateway") URI gateway) throws IOException {
            try (var page =
                    faults.on(Targets.link("gateway")).fault("http.error-page").inject()) {
                assertThat(Echo.ask(gateway)).isGreaterThanOrEqualTo(400);
                assertThat(page.inPlace()).isTrue();
            }
        }

        @Test
        void name(Faults faults) {
            faults.on(Targets.name(HOST)).fault("dns.empty-answer").inject();
        }
    }

    @Test
    void should_refuse_faults_of_names_with_the_line_to_add_and_do_those_of_links() {
        assertThat(Agent.installed()).isFalse();
        var kit = Kit.run(WithoutAgent.class);
        assertThat(kit.passed()).containsExactly("link(Faults, URI)");
        assertThat(kit.failures())
                .singleElement()
                .asString()
                .contains("dns.empty-answer cannot be done to " + HOST + ", because test resolves it past the plane; "
                        + TestJvm.howToResolve());
    }
}
