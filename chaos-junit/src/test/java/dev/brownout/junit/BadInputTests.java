package dev.brownout.junit;

import static dev.brownout.junit.Targets.component;
import static dev.brownout.junit.Targets.link;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.brownout.api.BrownoutException;
import dev.brownout.api.Protocol;
import dev.brownout.scenarios.stack.ServiceStack;
import java.io.IOException;
import java.net.URI;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Disabled;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** What users write that cannot be: each is told with what is wrong, where, and what to do. */
class BadInputTests {
    private static final Map<String, String> PARALLEL = Map.of(
            "junit.jupiter.execution.parallel.enabled",
            "true",
            "junit.jupiter.execution.parallel.config.strategy",
            "fixed",
            "junit.jupiter.execution.parallel.config.fixed.parallelism",
            "4");

    private static Echo echo;

    @BeforeAll
    static void start() {
        echo = Echo.start();
    }

    @AfterAll
    static void stop() {
        echo.close();
    }

    private static ServiceStack shop() {
        return ServiceStack.builder("shop")
                .service("gateway", Protocol.HTTP1, () -> echo.address())
                .service("ledger", Protocol.POSTGRES, () -> echo.address())
                .build();
    }

    private static void assertFails(Class<?> type, String... messages) {
        var kit = Kit.run(type);
        assertThat(kit.failures()).containsExactlyInAnyOrder(messages);
        assertThat(kit.passed()).isEmpty();
    }

    /** Cases are run by these tests only. */
    @Brownout
    abstract static class Case {
        @StackUnderTest
        static ServiceStack stack() {
            return shop();
        }
    }

    @Brownout
    static class NoStack {
        @Test
        void address(@LinkAddress("gateway") URI gateway) {}

        @Test
        void fault(Faults faults) {
            faults.on(link("gateway"));
        }
    }

    private static final String NO_STACK =
            "what is under test must be named, but NoStack does not: annotate a static field with"
                    + " @StackUnderTest, or say @Brownout(stack = \"…\")";

    @Test
    void should_refuse_a_class_without_a_stack() {
        assertFails(NoStack.class, "address(URI): " + NO_STACK, "fault(Faults): " + NO_STACK);
    }

    @Brownout(stack = "exchange:resilient")
    static class TwoStacks {
        @StackUnderTest
        static final ServiceStack SHOP = shop();

        @StackUnderTest
        static ServiceStack another() {
            return shop();
        }

        @Test
        void neverRuns() {}
    }

    @Test
    void should_refuse_a_class_with_several_stacks() {
        assertFails(
                TwoStacks.class,
                "BadInputTests$TwoStacks: what is under test must be named once, but TwoStacks names it by"
                        + " @Brownout(stack = \"exchange:resilient\") and by @StackUnderTest SHOP and by @StackUnderTest"
                        + " another(); keep one of them");
    }

    @Brownout
    static class NotStatic {
        @StackUnderTest
        final ServiceStack shop = shop();

        @Test
        void neverRuns() {}
    }

    @Brownout
    static class NoProvider {
        @StackUnderTest
        static final String SHOP = "shop";

        @Test
        void neverRuns() {}
    }

    @Brownout
    static class Asking {
        @StackUnderTest
        static ServiceStack shop(int port) {
            return BadInputTests.shop();
        }

        @Test
        void neverRuns() {}
    }

    @Brownout
    static class Nothing {
        @StackUnderTest
        @SuppressWarnings("NullAway") // it is what a user may forget
        static ServiceStack shop;

        @Test
        void fault(Faults faults) {
            faults.on(link("gateway"));
        }
    }

    @Test
    void should_refuse_a_member_that_cannot_give_a_stack() {
        assertFails(
                NotStatic.class,
                "BadInputTests$NotStatic: @StackUnderTest shop of NotStatic must be static, as planes belong to the class;"
                        + " make final dev.brownout.scenarios.stack.ServiceStack"
                        + " dev.brownout.junit.BadInputTests$NotStatic.shop static");
        assertFails(
                NoProvider.class,
                "BadInputTests$NoProvider: @StackUnderTest SHOP of NoProvider must give a StackProvider, such as a"
                        + " ServiceStack, but gives a String");
        assertFails(
                Asking.class,
                "BadInputTests$Asking: @StackUnderTest shop() of Asking must have no parameter, but has 1");
        assertFails(Nothing.class, "fault(Faults): @StackUnderTest shop must give a stack, but gave null");
    }

    static class NotInAStaticField {
        @RegisterExtension
        final BrownoutExtension brownout =
                BrownoutExtension.builder().stack(shop()).build();

        @Test
        void test() {}
    }

    static class NamedTwice {
        @RegisterExtension
        static final BrownoutExtension BROWNOUT =
                BrownoutExtension.builder().stack(shop()).build();

        @StackUnderTest
        static final ServiceStack SHOP = shop();

        @Test
        void neverRuns() {}
    }

    @Test
    void should_refuse_an_extension_that_cannot_own_planes() {
        assertFails(
                NotInAStaticField.class,
                "test(): a BrownoutExtension that is registered by a field must be in a static one, as planes belong to the"
                        + " class; make the field static");
        assertFails(
                NamedTwice.class,
                "BadInputTests$NamedTwice: what is under test must be named once, but NamedTwice names it itself and the"
                        + " extension's builder does too; keep one of them");
    }

    static class Addresses extends Case {
        @Test
        void unknown(@LinkAddress("gatway") URI gateway) {}

        @Test
        void farFromAny(@LinkAddress("matching-engine") URI engine) {}

        @Test
        void ofAWrongType(@LinkAddress("gateway") Integer gateway) {}

        @Test
        void seedOfAWrongType(@Seed String seed) {}
    }

    static class Final extends Case {
        @LinkAddress("gateway")
        private final String gateway = "";

        @Test
        void neverRuns() {
            assertThat(gateway).isEmpty();
        }
    }

    static class FinalStatic extends Case {
        @LinkAddress("gateway")
        static final URI GATEWAY = URI.create("http://gateway");

        @Test
        void neverRuns() {}
    }

    @Test
    void should_refuse_addresses_that_cannot_be_given() {
        assertFails(
                Addresses.class,
                "unknown(URI): @LinkAddress(\"gatway\") URI gateway: link must be one of [test-to-gateway, test-to-ledger],"
                        + " but was \"gatway\"",
                "farFromAny(URI): @LinkAddress(\"matching-engine\") URI engine: link must be one of [test-to-gateway,"
                        + " test-to-ledger], but was \"matching-engine\"",
                "ofAWrongType(Integer): @LinkAddress(\"gateway\") Integer gateway must be a URI, an InetSocketAddress, a"
                        + " String or an int, but is a java.lang.Integer",
                "seedOfAWrongType(String): @Seed String seed must be a long");
        assertFails(
                Final.class,
                "neverRuns(): @LinkAddress(\"gateway\") String gateway must not be final: it is set before the tests");
        assertFails(
                FinalStatic.class,
                "BadInputTests$FinalStatic: @LinkAddress(\"gateway\") URI GATEWAY must not be final: it is set before the"
                        + " tests");
    }

    static class Configured extends Case {
        @Test
        void neverRuns() {}
    }

    @Test
    void should_refuse_settings_that_cannot_be() {
        assertThat(Kit.run(Map.of(Settings.SEED, "seven"), Configured.class).failures())
                .containsExactly("BadInputTests$Configured: brownout.seed must be a whole number, but was \"seven\"");
        assertThat(Kit.run(Map.of(Settings.UNPROVEN, "ignore"), Configured.class)
                        .failures())
                .containsExactly("BadInputTests$Configured: brownout.unproven must be \"fail\" or \"abort\", but was"
                        + " \"ignore\"");
    }

    static class Faulty extends Case {
        @Test
        void unknownKind(Faults faults) {
            faults.on(link("gateway")).fault("http.eror-page").inject();
        }

        @Test
        void ofAnotherTarget(Faults faults) {
            faults.on(component("gateway")).fault("tcp.refuse").inject();
        }

        @Test
        void outOfRange(Faults faults) {
            faults.on(link("gateway")).http().errorPage().status(200).inject();
        }

        @Test
        void unknownParameter(Faults faults) {
            faults.on(link("gateway")).fault("tcp.refuse").with("ratio", 0.5).inject();
        }

        @Test
        void ofAnotherProtocol(Faults faults) {
            faults.on(link("ledger")).http().errorPage().inject();
        }

        @Test
        void contradicting(Faults faults, @LinkAddress("gateway") URI gateway) throws IOException {
            var page = faults.on(link("gateway")).http().errorPage().inject();
            assertThat(Echo.ask(gateway)).isEqualTo(502);
            assertThatThrownBy(() -> faults.on(link("gateway"))
                            .http()
                            .errorPage()
                            .status(503)
                            .inject())
                    .isInstanceOf(BrownoutException.class)
                    .hasMessage(
                            "http.error-page contradicts http.error-page, which is in place on test-to-gateway; take that"
                                    + " one away first");
            assertThat(page.inPlace()).isTrue();
            assertThat(Echo.ask(gateway)).isEqualTo(502);
            page.close();
            assertThat(Echo.ask(gateway)).isEqualTo(200);
        }
    }

    @Test
    void should_refuse_faults_that_cannot_be_done() {
        var kit = Kit.run(Faulty.class);

        assertThat(kit.passed()).containsExactly("contradicting(Faults, URI)");
        assertThat(kit.failures())
                .containsExactlyInAnyOrder(
                        "unknownKind(Faults): fault kind must be registered, but \"http.eror-page\" is not; did you mean"
                                + " \"http.error-page\"?",
                        "ofAnotherTarget(Faults): tcp.refuse must be done to a link, but gateway is a component",
                        "outOfRange(Faults): status must be a whole number between 400 and 599, but was 200",
                        "unknownParameter(Faults): parameter must be one of [connections], but was \"ratio\"",
                        "ofAnotherProtocol(Faults): http.error-page needs a link that speaks http1 or https1, but"
                                + " test-to-ledger speaks POSTGRES; choose another link");
    }

    static class BeforeAllTests extends Case {
        @BeforeAll
        static void tooEarly(Faults faults) {
            faults.on(link("gateway")).http().errorPage().inject();
        }

        @Test
        void neverRuns() {}
    }

    @Test
    void should_refuse_a_fault_that_no_test_would_take_away() {
        assertFails(
                BeforeAllTests.class,
                "BadInputTests$BeforeAllTests: a fault must be put in place while its test runs, as it is taken away after"
                        + " the test, but no test runs; do it in the test or in @BeforeEach, or declare it on the class by"
                        + " an annotation");
    }

    static class BrokenPreparation extends Case {
        @LinkAddress("gateway")
        URI gateway;

        @BeforeEach
        void prepare(Faults faults) throws IOException {
            faults.on(link("gateway")).http().errorPage().inject();
            assertThat(Echo.ask(gateway)).isEqualTo(502);
            throw new IllegalStateException("no such account");
        }

        @Test
        void neverBegins() {}

        @Test
        @Disabled("for a reason")
        void disabled() {}

        @AfterAll
        static void healthyInTheEnd(@LinkAddress("gateway") URI gateway) throws IOException {
            assertThat(Echo.ask(gateway)).isEqualTo(200);
        }
    }

    @Test
    void should_undo_what_a_preparation_that_failed_has_left() {
        var kit = Kit.run(BrokenPreparation.class);

        assertThat(kit.failures()).containsExactly("neverBegins(): no such account");
        assertThat(kit.results().testEvents().skipped().count()).isEqualTo(1);
    }

    @Execution(ExecutionMode.CONCURRENT)
    static class StaticAddress extends Case {
        @LinkAddress("gateway")
        static URI gateway;

        @Test
        void cannotBeReached(Faults faults) {
            faults.on(link("gateway")).http().errorPage().inject();
        }

        @Test
        void needsNoFault() throws IOException {
            assertThat(Echo.ask(gateway)).isEqualTo(200);
        }
    }

    @Execution(ExecutionMode.CONCURRENT)
    @TestInstance(Lifecycle.PER_CLASS)
    static class OneInstance extends Case {
        @LinkAddress("gateway")
        URI gateway;

        @Test
        void one() {}
    }

    abstract static class Base extends Case {
        @LinkAddress("gateway")
        static URI gateway;
    }

    static class Heir extends Base {
        @Test
        void neverRuns() {}
    }

    @Test
    void should_refuse_addresses_that_concurrent_tests_would_take_from_each_other() {
        var kit = Kit.run(PARALLEL, StaticAddress.class, OneInstance.class, Heir.class);

        assertThat(kit.passed()).containsExactly("needsNoFault()");
        assertThat(kit.failures())
                .containsExactlyInAnyOrder(
                        "cannotBeReached(Faults): faults of tests that run concurrently act on planes of their own, but an"
                                + " address of the class's planes was taken by a static field, a constructor or @BeforeAll;"
                                + " take it as a parameter of the test or in an instance field, or say"
                                + " @Execution(SAME_THREAD) on the class",
                        "one(): @LinkAddress(\"gateway\") URI gateway must be a parameter of the test, as tests that run"
                                + " concurrently share this instance (PER_CLASS) and each has planes of its own",
                        "BadInputTests$Heir: @LinkAddress(\"gateway\") URI gateway must be declared in Heir itself, not in"
                                + " Base, as other classes that inherit it may run concurrently; make it an instance field");
    }
}
