package dev.brownout.junit;

import static dev.brownout.junit.Targets.link;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.brownout.api.Protocol;
import dev.brownout.junit.fault.HttpAbort;
import dev.brownout.junit.fault.HttpDelay;
import dev.brownout.junit.fault.HttpErrorPage;
import dev.brownout.junit.fault.TcpRefuse;
import dev.brownout.scenarios.stack.ServiceStack;
import java.io.IOException;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.net.URI;
import java.time.Duration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Faults by annotation: in place while a test runs, and only then. */
class DeclaredFaultLifecycleTests {
    private static Echo echo;

    @BeforeAll
    static void start() {
        echo = Echo.start();
    }

    @AfterAll
    static void stop() {
        echo.close();
    }

    /** Cases are run by these tests only. */
    @Brownout
    abstract static class Case {
        @StackUnderTest
        static ServiceStack stack() {
            return ServiceStack.builder("shop")
                    .service("gateway", Protocol.HTTP1, () -> echo.address())
                    .build();
        }

        @LinkAddress("gateway")
        URI gateway;
    }

    @Retention(RetentionPolicy.RUNTIME)
    @HttpErrorPage(link = "gateway", status = 503)
    @interface Maintenance {}

    static class OnMethods extends Case {
        @BeforeEach
        @AfterEach
        void healthyBeforeAndAfter() throws IOException {
            assertThat(Echo.ask(gateway)).isEqualTo(200);
        }

        @Test
        @HttpErrorPage(link = "test-to-gateway", status = 502)
        void one() throws IOException {
            assertThat(Echo.ask(gateway)).isEqualTo(502);
        }

        @Test
        @Maintenance
        void ofOnesOwn() throws IOException {
            assertThat(Echo.ask(gateway)).isEqualTo(503);
        }

        @Test
        @InjectFault(
                kind = "http.error-page",
                link = "gateway",
                arguments = {"status=504", "page=cloudflare"})
        void ofAnyKind() throws IOException {
            assertThat(Echo.ask(gateway)).isEqualTo(504);
        }

        @Test
        @HttpErrorPage(link = "gateway", status = 501, path = "/one")
        @HttpErrorPage(link = "gateway", status = 502, path = "/two")
        void repeated() throws IOException {
            assertThat(Echo.ask(gateway.resolve("/one"))).isEqualTo(501);
            assertThat(Echo.ask(gateway.resolve("/two"))).isEqualTo(502);
            assertThat(Echo.ask(gateway)).isEqualTo(200);
        }

        @ParameterizedTest
        @ValueSource(ints = {1, 2})
        @HttpErrorPage(link = "gateway")
        void parameterized(int ignored) throws IOException {
            assertThat(Echo.ask(gateway)).isEqualTo(502);
        }

        @RepeatedTest(2)
        @HttpAbort(link = "gateway")
        void again() {
            assertThatThrownBy(() -> Echo.ask(gateway)).isInstanceOf(IOException.class);
        }

        @Test
        void none() throws IOException {
            assertThat(Echo.ask(gateway)).isEqualTo(200);
        }
    }

    @Test
    void should_be_in_place_while_the_test_runs() {
        var kit = Kit.run(OnMethods.class);

        assertThat(kit.failures()).isEmpty();
        assertThat(kit.passed()).hasSize(9);
    }

    @HttpDelay(link = "gateway", delay = "300ms", path = "/slow")
    abstract static class Slow extends Case {}

    static class OnClasses extends Slow {
        @Test
        void inherited() throws IOException {
            assertThat(took()).isGreaterThanOrEqualTo(Duration.ofMillis(250));
        }

        @Nested
        @HttpErrorPage(link = "gateway", path = "/inner")
        class Inner {
            @Test
            @HttpErrorPage(link = "gateway", status = 503, path = "/method")
            void together() throws IOException {
                assertThat(took()).isGreaterThanOrEqualTo(Duration.ofMillis(250));
                assertThat(Echo.ask(gateway.resolve("/inner"))).isEqualTo(502);
                assertThat(Echo.ask(gateway.resolve("/method"))).isEqualTo(503);
            }
        }

        @Test
        void besideOneByCode(Faults faults) throws IOException {
            try (var page = faults.on(link("test", "gateway"))
                    .http()
                    .errorPage()
                    .status(503)
                    .path("/code")
                    .inject()) {
                assertThat(Echo.ask(gateway.resolve("/code"))).isEqualTo(503);
                assertThat(page.exposure()).isEqualTo(1);
            }
            assertThat(Echo.ask(gateway.resolve("/code"))).isEqualTo(200);
            assertThat(took()).isGreaterThanOrEqualTo(Duration.ofMillis(250));
        }

        private Duration took() throws IOException {
            long began = System.nanoTime();
            assertThat(Echo.ask(gateway.resolve("/slow"))).isEqualTo(200);
            return Duration.ofNanos(System.nanoTime() - began);
        }
    }

    @Test
    void should_hold_for_every_test_of_a_class() {
        var kit = Kit.run(OnClasses.class);

        assertThat(kit.failures()).isEmpty();
        assertThat(kit.passed()).hasSize(3);
    }

    static class NotMet extends Case {
        @Test
        @TcpRefuse(link = "gateway")
        void nobodyGoesThere() {}

        @Test
        @TcpRefuse(link = "gateway", exposureOptional = true)
        void nobodyNeedsTo() {}
    }

    @Test
    void should_fail_where_nothing_met_the_fault() {
        var kit = Kit.run(NotMet.class);

        assertThat(kit.passed()).containsExactly("nobodyNeedsTo()");
        assertThat(kit.failures())
                .singleElement()
                .asString()
                .startsWith(
                        "nobodyGoesThere(): tcp.refuse on test-to-gateway {connections=all} was met by no traffic of test that"
                                + " can be counted: ");
    }

    static class Wrong extends Case {
        @Test
        @TcpRefuse(link = "gatway")
        void unknownLink() {}

        @Test
        @HttpDelay(link = "gateway", delay = "300")
        void withoutUnit() {}

        @Test
        void right() {}
    }

    @Test
    void should_quote_the_annotation_that_is_wrong_before_anything_is_touched() {
        var kit = Kit.run(Wrong.class);

        assertThat(kit.passed()).containsExactly("right()");
        assertThat(kit.failures())
                .containsExactlyInAnyOrder(
                        "unknownLink(): @TcpRefuse(link = \"gatway\") on DeclaredFaultLifecycleTests.Wrong.unknownLink():"
                                + " link must be one of [test-to-gateway], but was \"gatway\"",
                        "withoutUnit(): @HttpDelay(link = \"gateway\", delay = \"300\") on"
                                + " DeclaredFaultLifecycleTests.Wrong.withoutUnit(): delay must be a duration with its"
                                + " unit, such as 500ms or 2s between 1ms and 10m, but was \"300\"");
    }
}
