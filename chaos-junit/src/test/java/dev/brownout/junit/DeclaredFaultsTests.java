package dev.brownout.junit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.brownout.api.BrownoutException;
import dev.brownout.api.Component;
import dev.brownout.api.Link;
import dev.brownout.api.Name;
import dev.brownout.api.Protocol;
import dev.brownout.api.Resolution;
import dev.brownout.api.Stack;
import dev.brownout.api.Timings;
import dev.brownout.faults.FaultRegistry;
import dev.brownout.junit.fault.DnsEmptyAnswer;
import dev.brownout.junit.fault.HttpDelay;
import dev.brownout.junit.fault.HttpLostAnswer;
import dev.brownout.junit.fault.ProcessKill;
import dev.brownout.junit.fault.TcpLatency;
import dev.brownout.junit.fault.TcpRefuse;
import dev.brownout.junit.fault.TlsExpired;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class DeclaredFaultsTests {
    private static final Component TEST = new Component("test", Map.of(), Timings.NONE);
    private static final Component GATEWAY = new Component("gateway", Map.of(), Timings.NONE);
    private static final Component LEDGER = new Component("ledger", Map.of(), Timings.NONE);
    private static final Stack STACK = new Stack(
            "exchange",
            "An exchange",
            Map.of(),
            List.of(TEST, GATEWAY, LEDGER),
            List.of(
                    Link.between(TEST, GATEWAY, Protocol.HTTP1),
                    Link.between(TEST, LEDGER, Protocol.POSTGRES),
                    Link.between(GATEWAY, LEDGER, Protocol.POSTGRES)),
            List.of(new Name("ledger.us-east-1.example", Map.of(), Map.of("test", Resolution.PLANE))),
            List.of());
    private static final DeclaredFaults FAULTS = new DeclaredFaults(FaultRegistry.load(), STACK);

    /** What is right. */
    static class Right {
        @TcpLatency(link = "test-to-ledger", latency = "500ms", ratio = 0.25, exposureOptional = true)
        void link() {}

        @HttpDelay(link = "gateway")
        void linkByTheOnlyComponentItLeadsTo() {}

        @DnsEmptyAnswer(name = "Ledger.US-East-1.example")
        void name() {}

        @InjectFault(
                kind = "tcp.latency",
                link = "test-to-ledger",
                arguments = {"latency=500ms", "ratio=0.25"})
        @InjectFault(kind = "load.surge", link = "gateway", arguments = "rate=10")
        void general() {}
    }

    @Test
    void should_check_and_fill_in() throws NoSuchMethodException {
        var use = checked("link").get(0);

        assertThat(use.kind().name()).isEqualTo("tcp.latency");
        assertThat(use.target().id()).isEqualTo("test-to-ledger");
        assertThat(use.arguments().values())
                .isEqualTo(Map.of(
                        "latency", "500ms", "jitter", "0s", "ratio", "0.25", "stream", "downstream", "ramp", "0s"));
        assertThat(use.exposureOptional()).isTrue();
        assertThat(use.quote())
                .isEqualTo("@TcpLatency(link = \"test-to-ledger\", latency = \"500ms\", ratio = 0.25, "
                        + "exposureOptional = true) on DeclaredFaultsTests.Right.link()");
    }

    @Test
    void should_look_targets_up() throws NoSuchMethodException {
        assertThat(checked("linkByTheOnlyComponentItLeadsTo").get(0).target().id())
                .isEqualTo("test-to-gateway");
        assertThat(checked("name").get(0).target().id()).isEqualTo("ledger.us-east-1.example");
    }

    @Test
    void should_take_the_annotation_for_any_kind() throws NoSuchMethodException {
        var uses = checked("general");

        assertThat(uses.stream().map(u -> u.kind().name())).containsExactly("tcp.latency", "load.surge");
        assertThat(uses.get(0).arguments()).isEqualTo(checked("link").get(0).arguments());
        assertThat(uses.get(1).arguments().integer("rate")).isEqualTo(10);
    }

    @Retention(RetentionPolicy.RUNTIME)
    @DeclaredFault("acme.clock-skew")
    @interface ClockSkew {
        String component();
    }

    @Retention(RetentionPolicy.RUNTIME)
    @DeclaredFault("dns.nxdomain")
    @interface Misspelt {
        String name();

        String negativeTll() default "1s";
    }

    @Retention(RetentionPolicy.RUNTIME)
    @TcpRefuse(link = "gateway-to-ledger", connections = "old")
    @interface Blackout {}

    /** What a message must be, after the annotation and where it stands. */
    @Retention(RetentionPolicy.RUNTIME)
    @interface Says {
        String quote();

        String message();
    }

    /** What is wrong. */
    static class Wrong {
        @TcpLatency(link = "test-to-ledger", latency = "-5ms")
        @Says(
                quote = "@TcpLatency(link = \"test-to-ledger\", latency = \"-5ms\")",
                message =
                        "latency must be a duration with its unit, such as 500ms or 2s between 1ms and 10m, but was \"-5ms\"")
        void outOfRange() {}

        @DnsEmptyAnswer(name = "ledger.us-east-1.example", negativeTtl = "soon")
        @Says(
                quote = "@DnsEmptyAnswer(name = \"ledger.us-east-1.example\", negativeTtl = \"soon\")",
                message =
                        "negativeTtl must be a duration with its unit, such as 500ms or 2s between 0s and 1h, but was \"soon\"")
        void namedAsTheAttributeIs() {}

        @HttpLostAnswer(link = "gateway", ratio = 5)
        @Says(
                quote = "@HttpLostAnswer(link = \"gateway\", ratio = 5.0)",
                message = "ratio must be a number between 0.01 and 1, but was 5.0")
        void ratioAsPercents() {}

        @TcpLatency(link = "test-to-ledger", latency = "10ms", jitter = "9ms")
        @Says(
                quote = "@TcpLatency(link = \"test-to-ledger\", latency = \"10ms\", jitter = \"9ms\")",
                message = "jitter must be at most half the latency (5ms), but was 9ms")
        void againstItsOwnRule() {}

        @TcpRefuse(link = "test-to-legder")
        @Says(
                quote = "@TcpRefuse(link = \"test-to-legder\")",
                message = "link must be one of [gateway-to-ledger, test-to-gateway, test-to-ledger], but was"
                        + " \"test-to-legder\"; did you mean \"test-to-ledger\"?")
        void unknownLink() {}

        @TcpRefuse(link = "ledger")
        @Says(
                quote = "@TcpRefuse(link = \"ledger\")",
                message = "link must be one link, but \"ledger\" stands for [gateway-to-ledger, test-to-ledger];"
                        + " name one of them by its id")
        void severalLinks() {}

        @DnsEmptyAnswer(name = "orders.example")
        @Says(
                quote = "@DnsEmptyAnswer(name = \"orders.example\")",
                message = "name must be one of [ledger.us-east-1.example], but was \"orders.example\"")
        void unknownName() {}

        @ProcessKill(component = "leger")
        @Says(
                quote = "@ProcessKill(component = \"leger\")",
                message =
                        "component must be one of [gateway, ledger, test], but was \"leger\"; did you mean \"ledger\"?")
        void unknownComponent() {}

        @TlsExpired(link = "gateway")
        @Says(
                quote = "@TlsExpired(link = \"gateway\")",
                message = "tls.expired needs a link that speaks TLS, but"
                        + " test-to-gateway speaks http1; choose another link, or declare it as tls or https1 and have"
                        + " the victim connect by TLS")
        void refused() {}

        @InjectFault(kind = "tcp.latncy", link = "gateway")
        @Says(
                quote = "@InjectFault(kind = \"tcp.latncy\", link = \"gateway\")",
                message = "fault kind must be registered, but \"tcp.latncy\" is not; did you mean \"tcp.latency\"?")
        void unknownKind() {}

        @InjectFault(kind = "tcp.latency", link = "gateway")
        @Says(
                quote = "@InjectFault(kind = \"tcp.latency\", link = \"gateway\")",
                message =
                        "latency must be given: a duration with its unit, such as 500ms or 2s; how late each chunk of bytes is")
        void missing() {}

        @InjectFault(kind = "tcp.refuse", link = "gateway", arguments = "conections=new")
        @Says(
                quote = "@InjectFault(kind = \"tcp.refuse\", link = \"gateway\", arguments = {\"conections=new\"})",
                message = "parameter must be one of [connections], but was \"conections\"")
        void unknownArgument() {}

        @InjectFault(kind = "tcp.refuse")
        @Says(
                quote = "@InjectFault(kind = \"tcp.refuse\")",
                message =
                        "link must be given and nothing else, as tcp.refuse takes hold of a link, but given was nothing")
        void noTarget() {}

        @InjectFault(kind = "tcp.refuse", name = "ledger.us-east-1.example", component = "ledger")
        @Says(
                quote =
                        "@InjectFault(kind = \"tcp.refuse\", name = \"ledger.us-east-1.example\", component = \"ledger\")",
                message = "link must be given and nothing else, as tcp.refuse takes hold of a link, but given was name"
                        + " and component")
        void otherTargets() {}

        @Misspelt(name = "ledger.us-east-1.example")
        @Says(
                quote = "@Misspelt(name = \"ledger.us-east-1.example\")",
                message = "parameter must be one of [negative-ttl, ratio, scope, suffix], but was \"negative-tll\"")
        void unknownAttribute() {}

        @Blackout
        @Says(
                quote = "@TcpRefuse(link = \"gateway-to-ledger\", connections = \"old\") in @Blackout",
                message = "connections must be one of new, all, but was \"old\"")
        void inAnAnnotationOfOnesOwn() {}
    }

    static Stream<Method> wrong() {
        return Arrays.stream(Wrong.class.getDeclaredMethods()).filter(m -> m.isAnnotationPresent(Says.class));
    }

    @ParameterizedTest
    @MethodSource("wrong")
    void should_quote_the_annotation_and_say_what_is_wrong(Method method) {
        var says = method.getAnnotation(Says.class);

        assertThatThrownBy(() -> FAULTS.check(FaultAnnotations.on(List.of(method))))
                .isInstanceOf(BrownoutException.class)
                .hasMessage(
                        says.quote() + " on DeclaredFaultsTests.Wrong." + method.getName() + "(): " + says.message());
    }

    @Test
    void should_suggest_a_kind_that_sounds_alike_or_list_them() {
        @ClockSkew(component = "ledger")
        class Foreign {}

        assertThatThrownBy(() -> FAULTS.check(FaultAnnotations.on(List.of(Foreign.class))))
                .isInstanceOf(BrownoutException.class)
                .hasMessageContaining("@ClockSkew(component = \"ledger\") on DeclaredFaultsTests")
                .hasMessageContaining(
                        "fault kind must be registered, but \"acme.clock-skew\" is not; known are container.crash-loop,");
    }

    @Test
    void should_say_that_a_stack_has_none() {
        @DnsEmptyAnswer(name = "ledger.example")
        class Nameless {}
        var stack = new Stack("bare", "Nothing", Map.of(), List.of(), List.of(), List.of(), List.of());

        assertThatThrownBy(() -> new DeclaredFaults(FaultRegistry.load(), stack)
                        .check(FaultAnnotations.on(List.of(Nameless.class))))
                .isInstanceOf(BrownoutException.class)
                .hasMessageEndingWith(
                        ": name must be one of the stack's, but was \"ledger.example\", and bare has no name");
    }

    @TcpLatency(link = "test-to-ledger", latency = "10ms")
    static class Contradicting {
        @TcpLatency(link = "test-to-ledger", latency = "20ms")
        void same() {}

        @TcpLatency(link = "gateway-to-ledger", latency = "20ms")
        void elsewhere() {}
    }

    @Test
    void should_refuse_contradictions_on_one_target_only() throws NoSuchMethodException {
        var same = FaultAnnotations.on(List.of(Contradicting.class, Contradicting.class.getDeclaredMethod("same")));
        var elsewhere =
                FaultAnnotations.on(List.of(Contradicting.class, Contradicting.class.getDeclaredMethod("elsewhere")));

        assertThatThrownBy(() -> FAULTS.check(same))
                .isInstanceOf(BrownoutException.class)
                .hasMessage("@TcpLatency(link = \"test-to-ledger\", latency = \"20ms\") on"
                        + " DeclaredFaultsTests.Contradicting.same() contradicts @TcpLatency(link = \"test-to-ledger\","
                        + " latency = \"10ms\") on DeclaredFaultsTests.Contradicting: both are done to test-to-ledger;"
                        + " keep one of them");
        assertThat(FAULTS.check(elsewhere)).hasSize(2);
    }

    private static List<DeclaredFaults.Use> checked(String method) throws NoSuchMethodException {
        return FAULTS.check(FaultAnnotations.on(List.of(Right.class.getDeclaredMethod(method))));
    }
}
