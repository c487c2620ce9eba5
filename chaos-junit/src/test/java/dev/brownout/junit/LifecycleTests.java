package dev.brownout.junit;

import static dev.brownout.junit.Targets.link;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicContainer.dynamicContainer;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import dev.brownout.api.Protocol;
import dev.brownout.api.Stack;
import dev.brownout.scenarios.stack.ServiceStack;
import java.io.IOException;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.net.URI;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DynamicNode;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Every way in which JUnit has tests: each begins without faults, whatever the one before has left. */
class LifecycleTests {
    private static Echo echo;

    @BeforeAll
    static void start() {
        echo = Echo.start();
    }

    @AfterAll
    static void stop() {
        echo.close();
    }

    private static ServiceStack stack(String service) {
        return ServiceStack.builder("shop")
                .service(service, Protocol.HTTP1, () -> echo.address())
                .build();
    }

    /** Meets a fault, and leaves it in place. */
    private static void leave(Faults faults, URI gateway, int status) throws IOException {
        assertThat(Echo.ask(gateway)).isEqualTo(200);
        faults.on(link("test", "gateway")).http().errorPage().status(status).inject();
        assertThat(Echo.ask(gateway)).isEqualTo(status);
    }

    private static void assertAllPass(int tests, Class<?>... cases) {
        var kit = Kit.run(cases);
        assertThat(kit.failures()).isEmpty();
        assertThat(kit.passed()).hasSize(tests);
    }

    /** Cases are run by these tests only. */
    @Brownout
    abstract static class Case {
        @StackUnderTest
        static ServiceStack stack() {
            return LifecycleTests.stack("gateway");
        }
    }

    static class Outer extends Case {
        @LinkAddress("gateway")
        static URI ofTheClass;

        @Test
        void outside(Faults faults) throws IOException {
            leave(faults, ofTheClass, 501);
        }

        @Nested
        class Inner {
            @LinkAddress("gateway")
            private URI own;

            @Test
            void takesOverThePlanesOfTheClassAround(Faults faults) throws IOException {
                assertThat(own).isEqualTo(ofTheClass);
                leave(faults, ofTheClass, 502);
            }

            @Nested
            class Innermost {
                @Test
                void takesThemOverToo(Faults faults) throws IOException {
                    assertThat(own).isEqualTo(ofTheClass);
                    leave(faults, own, 503);
                }
            }
        }

        @Nested
        class Other {
            @StackUnderTest
            static final ServiceStack OTHER = LifecycleTests.stack("engine");

            @Test
            void hasAStackOfItsOwn(Stack stack, Faults faults, @LinkAddress("engine") URI engine) throws IOException {
                assertThat(stack.links())
                        .singleElement()
                        .satisfies(l -> assertThat(l.to()).isEqualTo("engine"));
                try (var page = faults.on(link("engine")).http().errorPage().inject()) {
                    assertThat(Echo.ask(engine)).isEqualTo(502);
                    assertThat(Echo.ask(ofTheClass)).isEqualTo(200);
                    assertThat(page.exposure()).isEqualTo(1);
                }
            }
        }
    }

    @Test
    void should_serve_nested_classes() {
        assertAllPass(4, Outer.class);
    }

    @TestInstance(Lifecycle.PER_CLASS)
    static class OneInstance extends Case {
        private final Faults faults;
        private final URI gateway;
        private final TestJournal journal;

        @LinkAddress("gateway")
        private URI field;

        OneInstance(Faults faults, @LinkAddress("gateway") URI gateway, TestJournal journal) {
            this.faults = faults;
            this.gateway = gateway;
            this.journal = journal;
        }

        @BeforeAll
        void healthyBeforeAll(@LinkAddress("gateway") URI parameter) throws IOException {
            assertThat(parameter).isEqualTo(gateway);
            assertThat(Echo.ask(gateway)).isEqualTo(200);
        }

        @AfterAll
        void healthyAfterAll() throws IOException {
            assertThat(Echo.ask(gateway)).isEqualTo(200);
        }

        @RepeatedTest(2)
        void usesWhatItWasMadeWith() throws IOException {
            assertThat(field).isEqualTo(gateway);
            assertThat(journal.events()).isEmpty();
            leave(faults, gateway, 503);
            assertThat(journal.events()).isNotEmpty();
        }
    }

    @Test
    void should_serve_one_instance_for_all_tests() {
        assertAllPass(2, OneInstance.class);
    }

    static class Constructed extends Case {
        private final Faults faults;
        private final URI gateway;

        Constructed(Faults faults, @LinkAddress("gateway") URI gateway) {
            this.faults = faults;
            this.gateway = gateway;
        }

        @RepeatedTest(2)
        void usesWhatItWasMadeWith() throws IOException {
            leave(faults, gateway, 503);
        }
    }

    @Test
    void should_serve_constructors() {
        assertAllPass(2, Constructed.class);
    }

    static class Again extends Case {
        @LinkAddress("gateway")
        private URI gateway;

        @RepeatedTest(3)
        void repeated(Faults faults) throws IOException {
            leave(faults, gateway, 500);
        }

        @ParameterizedTest
        @ValueSource(ints = {500, 503})
        void parameterized(int status, Faults faults) throws IOException {
            leave(faults, gateway, status);
        }

        @TestFactory
        Stream<DynamicNode> dynamic(Faults faults) {
            return Stream.of(
                    dynamicTest("one", () -> leave(faults, gateway, 500)),
                    dynamicContainer(
                            "more",
                            Stream.of(
                                    dynamicTest("two", () -> leave(faults, gateway, 501)),
                                    dynamicTest("three", () -> leave(faults, gateway, 502)))));
        }

        @TestFactory
        @dev.brownout.junit.fault.HttpErrorPage(link = "gateway", status = 503, path = "/declared")
        Stream<DynamicNode> dynamicUnderADeclaredFault(Faults faults) {
            return Stream.of(1, 2)
                    .map(n -> dynamicTest("number " + n, () -> {
                        assertThat(Echo.ask(gateway.resolve("/declared"))).isEqualTo(503);
                        faults.on(link("gateway"))
                                .http()
                                .errorPage()
                                .status(504)
                                .path("/own")
                                .inject();
                        assertThat(Echo.ask(gateway.resolve("/own"))).isEqualTo(504);
                    }));
        }
    }

    @Test
    void should_undo_after_every_invocation() {
        assertAllPass(3 + 2 + 3 + 2, Again.class);
    }

    @ParameterizedClass
    @ValueSource(ints = {503, 504})
    static class OfParameters extends Case {
        @LinkAddress("gateway")
        static URI ofTheClass;

        @Parameter
        int status;

        @LinkAddress("gateway")
        private URI gateway;

        @Test
        void one(Faults faults) throws IOException {
            assertThat(gateway).isEqualTo(ofTheClass);
            leave(faults, gateway, status);
        }

        @Nested
        class Inner {
            @Test
            void two(Faults faults) throws IOException {
                leave(faults, ofTheClass, status);
            }
        }
    }

    @Test
    void should_serve_parameterized_classes() {
        assertAllPass(4, OfParameters.class);
    }

    static class UnprovenDynamic extends Case {
        @TestFactory
        Stream<DynamicNode> dynamic(Faults faults) {
            return Stream.of(
                    dynamicTest(
                            "leaves what nothing met",
                            () -> faults.on(link("gateway")).http().errorPage().inject()),
                    dynamicTest("is not to blame", () -> {}));
        }
    }

    @Test
    void should_blame_the_dynamic_test_that_left_it() {
        var kit = Kit.run(UnprovenDynamic.class);

        assertThat(kit.passed()).containsExactly("is not to blame");
        assertThat(kit.failures())
                .singleElement()
                .asString()
                .startsWith("leaves what nothing met: http.error-page on test-to-gateway {")
                .contains("was met by no traffic of test");
    }

    static class AroundTests extends Case {
        @LinkAddress("gateway")
        private URI gateway;

        @BeforeEach
        void prepare(Faults faults) throws IOException {
            leave(faults, gateway, 503);
        }

        @RepeatedTest(2)
        void inPlaceIn() throws IOException {
            assertThat(Echo.ask(gateway)).isEqualTo(503);
        }

        @AfterEach
        void healthyAgain(Faults faults) throws IOException {
            leave(faults, gateway, 504);
        }
    }

    @Test
    void should_take_faults_of_before_each_away_before_after_each() {
        assertAllPass(2, AroundTests.class);
    }

    /** A team's own. */
    @Retention(RetentionPolicy.RUNTIME)
    @Brownout(seed = 7)
    @interface ShopTest {}

    @ShopTest
    abstract static class Base {
        @StackUnderTest
        static final ServiceStack STACK = LifecycleTests.stack("gateway");

        @LinkAddress("gateway")
        static URI inherited;

        @Test
        void ofTheBase(Faults faults, @Seed long seed) throws IOException {
            assertThat(seed).isEqualTo(7);
            leave(faults, inherited, 503);
        }
    }

    @ShopTest
    static class One extends Base {
        @Test
        void itsOwn(Faults faults) throws IOException {
            leave(faults, inherited, 504);
        }
    }

    @ShopTest
    static class Two extends Base {}

    @Test
    void should_serve_classes_that_inherit_and_annotations_of_a_teams_own() {
        var kit = Kit.run(One.class, Two.class);

        assertThat(kit.failures()).isEmpty();
        assertThat(kit.passed()).hasSize(3);
        assertThat(kit.results().testEvents().started().stream()
                        .map(e -> e.getTestDescriptor()
                                .getParent()
                                .orElseThrow()
                                .getTags()
                                .toString()))
                .containsOnly("[chaos]");
    }

    @TestMethodOrder(MethodOrderer.MethodName.class)
    static class ByCode {
        @RegisterExtension
        static final BrownoutExtension BROWNOUT = BrownoutExtension.builder()
                .stack(LifecycleTests.stack("gateway"))
                .seed(11)
                .build();

        @LinkAddress("gateway")
        static URI ofTheClass;

        @Test
        void builtByCode(Faults faults, @Seed long seed) throws IOException {
            assertThat(seed).isEqualTo(11);
            assertThat(faults.seed()).isEqualTo(11);
            leave(faults, ofTheClass, 503);
        }

        @Nested
        class Inner {
            @Test
            void takesItOver(Faults faults, @LinkAddress("gateway") URI own) throws IOException {
                assertThat(own).isEqualTo(ofTheClass);
                leave(faults, ofTheClass, 504);
            }
        }

        @Nested
        class Other {
            @RegisterExtension
            static final BrownoutExtension OTHER = BrownoutExtension.builder()
                    .stack(LifecycleTests.stack("engine"))
                    .build();

            @Test
            void builtAnew(Faults faults, @LinkAddress("engine") URI engine) throws IOException {
                try (var page = faults.on(link("engine")).http().errorPage().inject()) {
                    assertThat(Echo.ask(engine)).isEqualTo(502);
                    assertThat(page.exposure()).isEqualTo(1);
                }
            }
        }

        @Nested
        class Named {
            @StackUnderTest
            static final ServiceStack OTHER = LifecycleTests.stack("engine");

            @Test
            void namedAnew(Stack stack) {
                assertThat(stack.links().get(0).to()).isEqualTo("engine");
            }
        }
    }

    @Test
    void should_serve_an_extension_that_is_registered_by_code() {
        assertAllPass(4, ByCode.class);
    }

    @Brownout
    static class Both {
        @RegisterExtension
        static final BrownoutExtension BROWNOUT = BrownoutExtension.builder()
                .stack(LifecycleTests.stack("gateway"))
                .build();

        @Test
        @dev.brownout.junit.fault.HttpErrorPage(link = "gateway", status = 503)
        void putsItInPlaceOnce(@LinkAddress("gateway") URI gateway) throws IOException {
            assertThat(Echo.ask(gateway)).isEqualTo(503);
        }
    }

    @Test
    void should_act_once_where_it_is_registered_twice() {
        assertAllPass(1, Both.class);
    }
}
