package dev.brownout.junit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;

import dev.brownout.api.BrownoutException;
import dev.brownout.junit.fault.DnsEmptyAnswer;
import dev.brownout.junit.fault.HttpDelay;
import dev.brownout.junit.fault.HttpLostAnswer;
import dev.brownout.junit.fault.ProcessKill;
import dev.brownout.junit.fault.TcpLatency;
import dev.brownout.junit.fault.TcpRefuse;
import dev.brownout.junit.fault.TcpReset;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.BeforeTestExecutionCallback;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.platform.testkit.engine.EngineTestKit;

class FaultAnnotationsTests {

    @Retention(RetentionPolicy.RUNTIME)
    @DnsEmptyAnswer(name = "ledger.example")
    @TcpReset(link = "gateway-to-ledger")
    @TcpRefuse(link = "gateway-to-cache", connections = "new")
    @interface RegionalBlackout {}

    @Retention(RetentionPolicy.RUNTIME)
    @RegionalBlackout
    @ProcessKill(component = "cache")
    @interface WorseThanThat {}

    @Retention(RetentionPolicy.RUNTIME)
    @TheOther
    @TcpRefuse(link = "one")
    @interface TheOne {}

    @Retention(RetentionPolicy.RUNTIME)
    @TheOne
    @TcpRefuse(link = "other")
    @interface TheOther {}

    @Retention(RetentionPolicy.RUNTIME)
    @DeclaredFault("acme.clock-skew")
    @interface ClockSkew {
        String component();

        String by() default "5s";

        long maxSteps() default 3;

        boolean exposureOptional() default false;
    }

    @TcpRefuse(link = "interface")
    interface Sometimes {}

    @TcpLatency(link = "base", latency = "10ms")
    static class Base {
        @Test
        @TcpRefuse(link = "inherited-method")
        void inherited() {}
    }

    @TcpLatency(link = "derived", latency = "20ms")
    static class Derived extends Base implements Sometimes {
        @HttpLostAnswer(link = "first", ratio = 0.05, exposureOptional = true)
        @TcpRefuse(link = "second")
        void ordered() {}

        @TcpRefuse(link = "a")
        @TcpRefuse(link = "b")
        @TcpRefuse(link = "c")
        void repeated() {}

        @TcpRefuse(link = "a")
        @TcpRefuse(link = "a")
        void twice() {}

        @WorseThanThat
        @HttpDelay(link = "gateway-to-cache")
        void composed() {}

        @TheOne
        void circular() {}

        @ClockSkew(component = "ledger", maxSteps = 7)
        void foreign() {}

        @InjectFault(
                kind = "tcp.latency",
                link = "x",
                arguments = {"latency=5ms", "stream=upstream"})
        @InjectFault(kind = "dns.nxdomain", name = "y", exposureOptional = true)
        void general() {}

        @InjectFault(kind = "http.rewrite", link = "x", arguments = "set-headers=A: b=c \"d\"\nE: \\f")
        void quoted() {}

        @InjectFault(
                kind = "tcp.latency",
                link = "x",
                arguments = {"latency=5ms", "jitter"})
        void withoutValue() {}

        @InjectFault(
                kind = "tcp.latency",
                link = "x",
                arguments = {"latency=5ms", "latency=6ms"})
        void givenTwice() {}

        void none() {}
    }

    @Test
    void should_keep_the_order_of_different_annotations() throws NoSuchMethodException {
        assertThat(on("ordered"))
                .containsExactly(
                        "@HttpLostAnswer(link = \"first\", exposureOptional = true, ratio = 0.05) on "
                                + "FaultAnnotationsTests.Derived.ordered()",
                        "@TcpRefuse(link = \"second\") on FaultAnnotationsTests.Derived.ordered()");
        assertThat(declarations("ordered").stream().map(Declaration::exposureOptional))
                .containsExactly(true, false);
    }

    @Test
    void should_find_repeated_ones() throws NoSuchMethodException {
        assertThat(links("repeated")).containsExactly("a", "b", "c");
    }

    @Test
    void should_count_the_same_words_once() throws NoSuchMethodException {
        assertThat(links("twice")).containsExactly("a");
    }

    @Test
    void should_find_none_where_none_is_declared() throws NoSuchMethodException {
        assertThat(declarations("none")).isEmpty();
    }

    @Test
    void should_find_those_in_an_annotation_of_ones_own() throws NoSuchMethodException {
        var where = "FaultAnnotationsTests.Derived.composed()";
        assertThat(on("composed"))
                .containsExactly(
                        "@DnsEmptyAnswer(name = \"ledger.example\") in @RegionalBlackout in @WorseThanThat on " + where,
                        "@TcpReset(link = \"gateway-to-ledger\") in @RegionalBlackout in @WorseThanThat on " + where,
                        "@TcpRefuse(link = \"gateway-to-cache\", connections = \"new\") in @RegionalBlackout in "
                                + "@WorseThanThat on " + where,
                        "@ProcessKill(component = \"cache\") in @WorseThanThat on " + where,
                        "@HttpDelay(link = \"gateway-to-cache\") on " + where);
    }

    @Test
    void should_come_to_an_end_where_annotations_bear_each_other() throws NoSuchMethodException {
        assertThat(links("circular")).containsExactly("other", "one");
    }

    @Test
    void should_read_somebody_elses_annotation() throws NoSuchMethodException {
        var declaration = declarations("foreign").get(0);

        assertThat(declaration.kind()).isEqualTo("acme.clock-skew");
        assertThat(declaration.on()).containsExactly(java.util.Map.entry("component", "ledger"));
        assertThat(declaration.given()).isEqualTo(java.util.Map.of("by", "5s", "max-steps", 7L));
        assertThat(declaration.quote(Optional.empty()))
                .isEqualTo(
                        "@ClockSkew(component = \"ledger\", maxSteps = 7) on FaultAnnotationsTests.Derived.foreign()");
    }

    @Test
    void should_read_the_annotation_for_any_kind() throws NoSuchMethodException {
        assertThat(on("general"))
                .containsExactly(
                        "@InjectFault(kind = \"tcp.latency\", link = \"x\", arguments = {\"latency=5ms\", "
                                + "\"stream=upstream\"}) on FaultAnnotationsTests.Derived.general()",
                        "@InjectFault(kind = \"dns.nxdomain\", name = \"y\", exposureOptional = true) on "
                                + "FaultAnnotationsTests.Derived.general()");
        assertThat(declarations("general").get(0).given())
                .isEqualTo(java.util.Map.of("latency", "5ms", "stream", "upstream"));
        assertThat(declarations("general").get(1).exposureOptional()).isTrue();
    }

    @Test
    void should_quote_as_java_does() throws NoSuchMethodException {
        assertThat(declarations("quoted").get(0).given())
                .isEqualTo(java.util.Map.of("set-headers", "A: b=c \"d\"\nE: \\f"));
        assertThat(on("quoted"))
                .containsExactly("@InjectFault(kind = \"http.rewrite\", link = \"x\", arguments = "
                        + "{\"set-headers=A: b=c \\\"d\\\"\\nE: \\\\f\"}) on FaultAnnotationsTests.Derived.quoted()");
    }

    @Test
    void should_refuse_arguments_that_are_none() {
        assertThatThrownBy(() -> declarations("withoutValue"))
                .isInstanceOf(BrownoutException.class)
                .hasMessage(
                        "@InjectFault(kind = \"tcp.latency\", link = \"x\", arguments = {\"latency=5ms\", \"jitter\"})"
                                + " on FaultAnnotationsTests.Derived.withoutValue(): arguments must be \"name=value\", each name"
                                + " once, but one was \"jitter\"");
        assertThatThrownBy(() -> declarations("givenTwice"))
                .isInstanceOf(BrownoutException.class)
                .hasMessageEndingWith("arguments must be \"name=value\", each name once, but one was \"latency=6ms\"");
    }

    @Test
    void should_begin_with_superclasses_and_interfaces() throws NoSuchMethodException {
        var found = FaultAnnotations.on(List.of(Derived.class, Base.class.getDeclaredMethod("inherited")));

        assertThat(found.stream().map(d -> d.quote(Optional.empty())))
                .containsExactly(
                        "@TcpLatency(link = \"base\", latency = \"10ms\") on FaultAnnotationsTests.Base",
                        "@TcpRefuse(link = \"interface\") on FaultAnnotationsTests.Sometimes",
                        "@TcpLatency(link = \"derived\", latency = \"20ms\") on FaultAnnotationsTests.Derived",
                        "@TcpRefuse(link = \"inherited-method\") on FaultAnnotationsTests.Base.inherited()");
    }

    /** Tells what it finds as JUnit runs. */
    static class Telling implements BeforeTestExecutionCallback {
        @Override
        public void beforeTestExecution(ExtensionContext context) {
            context.publishReportEntry(
                    context.getRequiredTestMethod().getName(),
                    FaultAnnotations.of(context).stream()
                            .map(d -> d.on().get("link"))
                            .collect(Collectors.joining(" ")));
        }
    }

    @TcpRefuse(link = "abstract")
    abstract static class AbstractCase {
        @Nested
        @TcpRefuse(link = "inner")
        class Inner {
            @RepeatedTest(2)
            @TcpRefuse(link = "method")
            void inner() {}
        }
    }

    @ExtendWith(Telling.class)
    @TcpRefuse(link = "outer")
    static class OuterCase extends AbstractCase {
        @Test
        void outer() {}
    }

    @Test
    void should_hold_for_nested_classes_also_where_they_are_inherited() {
        var told = EngineTestKit.engine("junit-jupiter")
                .selectors(selectClass(OuterCase.class))
                .execute()
                .allEvents()
                .reportingEntryPublished()
                .map(e -> e.getPayload(org.junit.platform.engine.reporting.ReportEntry.class)
                        .orElseThrow()
                        .getKeyValuePairs()
                        .toString());

        assertThat(told)
                .containsExactlyInAnyOrder(
                        "{outer=abstract outer}",
                        "{inner=abstract outer inner method}",
                        "{inner=abstract outer inner method}");
    }

    private static List<String> links(String method) throws NoSuchMethodException {
        return declarations(method).stream().map(d -> d.on().get("link")).toList();
    }

    private static List<String> on(String method) throws NoSuchMethodException {
        return declarations(method).stream().map(d -> d.quote(Optional.empty())).toList();
    }

    private static List<Declaration> declarations(String method) throws NoSuchMethodException {
        return FaultAnnotations.on(List.of(Derived.class.getDeclaredMethod(method)));
    }
}
