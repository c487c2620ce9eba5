package dev.brownout.faults.dns;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.brownout.api.Arguments;
import dev.brownout.api.Component;
import dev.brownout.api.FaultKind;
import dev.brownout.api.InvalidFaultException;
import dev.brownout.api.Name;
import dev.brownout.api.Resolution;
import dev.brownout.api.Stack;
import dev.brownout.api.Timings;
import dev.brownout.faults.FaultRegistry;
import dev.brownout.faults.vantage.TestJvm;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DnsFaultKindTests {
    private static final EmptyAnswer.Kind KIND = new EmptyAnswer.Kind();
    private static final EmptyAnswer ALL = new EmptyAnswer(Reach.ALL, Duration.ofSeconds(1));

    private static Stack stack(Name name) {
        var slow = new Timings(
                Duration.ofSeconds(30), Duration.ofSeconds(10), Duration.ofSeconds(5), Duration.ZERO, Duration.ZERO);
        return new Stack(
                "s",
                "S",
                Map.of(),
                List.of(new Component("a", Map.of(), Timings.NONE), new Component("b", Map.of(), slow)),
                List.of(),
                List.of(name),
                List.of());
    }

    private static Name name(Resolution b) {
        return new Name("ledger.test", Map.of(), Map.of("a", Resolution.JVM_AGENT, "b", b));
    }

    @Test
    void should_lag_as_those_of_the_slowest_victim() {
        var name = name(Resolution.JVM_AGENT);
        assertThat(KIND.onsetLag(ALL, name, stack(name))).isEqualTo(Duration.ofSeconds(30));
        assertThat(KIND.removalLag(ALL, name, stack(name))).isEqualTo(Duration.ofSeconds(10));
        var wrong = new WrongAddress(Reach.ALL, List.of());
        assertThat(new WrongAddress.Kind().removalLag(wrong, name, stack(name))).isEqualTo(Duration.ofSeconds(30));
        assertThat(KIND.feltAfter(ALL, name, stack(name))).isEqualTo(Duration.ofSeconds(35));
    }

    @Test
    void should_refuse_a_name_that_somebody_resolves_past_the_plane() {
        var reached = name(Resolution.PLANE);
        assertThat(KIND.refusal(ALL, reached, stack(reached))).isEmpty();
        var past = name(Resolution.ELSEWHERE);
        assertThat(KIND.refusal(ALL, past, stack(past)))
                .contains(
                        "dns.empty-answer cannot be done to ledger.test, because b resolves it past the plane; add the"
                                + " agent to the java command line (-javaagent:chaos-agent.jar=…, as FaultPlane.jvmArguments"
                                + " gives it) or start the container with --dns, and declare the resolution in the stack");
    }

    @Test
    void should_say_which_line_a_test_jvm_lacks() {
        var past = new Name("ledger.test", Map.of(), Map.of("test", Resolution.ELSEWHERE));
        var stack = new Stack(
                "s",
                "S",
                Map.of(),
                List.of(new Component("test", Map.of(), Timings.NONE)),
                List.of(),
                List.of(past),
                List.of());
        assertThat(KIND.refusal(ALL, past, stack))
                .contains("dns.empty-answer cannot be done to ledger.test, because test resolves it past the plane; "
                        + TestJvm.howToResolve());
    }

    @Test
    void should_let_shares_go_together_and_lateness_with_what_is_answered() {
        assertThat(KIND.conflictsWith(ALL, new ServerFailure(Reach.share(0.5)))).isTrue();
        assertThat(KIND.conflictsWith(new EmptyAnswer(Reach.share(0.5), Duration.ZERO), new ServerFailure(Reach.ALL)))
                .isTrue();
        assertThat(KIND.conflictsWith(
                        new EmptyAnswer(Reach.share(0.5), Duration.ZERO), new ServerFailure(Reach.share(0.5))))
                .isFalse();
        assertThat(KIND.conflictsWith(ALL, () -> "tcp.latency")).isFalse();
        var slow = new SlowAnswer(Reach.ALL, Duration.ofSeconds(1), Duration.ZERO);
        assertThat(KIND.conflictsWith(ALL, slow)).isFalse();
        assertThat(new SlowAnswer.Kind().conflictsWith(slow, ALL)).isFalse();
        assertThat(new SlowAnswer.Kind().conflictsWith(slow, slow)).isTrue();
        assertThat(new SlowAnswer.Kind().conflictsWith(slow, new NoReply(Reach.ALL)))
                .isTrue();
    }

    @Test
    void should_refuse_a_domain_that_the_name_is_not_in() {
        var reached = name(Resolution.PLANE);
        var fault = new EmptyAnswer(new Reach(1, Reach.Scope.SUFFIX, "exchange.test"), Duration.ZERO);
        assertThat(KIND.refusal(fault, reached, stack(reached)))
                .contains("dns.empty-answer cannot be done to ledger.test, because suffix must be a domain that"
                        + " ledger.test is in, but was \"exchange.test\"; write its parent \"test\" or leave it out");
        assertThat(KIND.refusal(
                        new EmptyAnswer(new Reach(1, Reach.Scope.SUFFIX, "test"), Duration.ZERO),
                        reached,
                        stack(reached)))
                .isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "dns.timeout | scope | region | scope must be one of name, suffix, resolver, but was \"region\"",
                "dns.timeout | suffix | a.test | suffix must be left out unless scope is suffix, but was \"a.test\"; write scope: suffix",
                "dns.slow | jitter | 200ms | jitter must be at most half the delay, but was 200ms of 300ms; give a longer delay",
                "dns.truncated | tcp | refused | tcp must be one of answers, silent, closed, but was \"refused\"",
                "dns.wrong-address | addresses | 8.8.8.8 | addresses must be loopback, private or documentation addresses, apart by commas, but was \"8.8.8.8\"; use 127.0.53.53, where nobody listens, or 192.0.2.1, which leads nowhere",
                "dns.wrong-address | addresses | example.test | addresses must be loopback, private or documentation addresses, apart by commas, but was \"example.test\"; use 127.0.53.53, where nobody listens, or 192.0.2.1, which leads nowhere",
                "dns.wrong-address | addresses | ::1 | addresses must be at most 64 addresses, one of them IPv4, but was \"::1\"; the witness asks for IPv4 addresses",
                "dns.wrong-address | addresses | , | addresses must be at least one, but were none; use the fault dns.empty-answer for that",
                "dns.ttl | ttl | 2147483648 | ttl must be a whole number between 0 and 2147483647, but was \"2147483648\"",
                "dns.partial | keep | 1 | keep must be a number between 0.01 and 0.99, but was \"1\"",
                "dns.flap | ratio | 0.01 | period must hold a bad window of 402 ms with this ratio, or no witness could meet it, but was 600ms; give a longer period, more bad or a larger ratio"
            })
    void should_refuse_what_contradicts_itself(String kind, String parameter, String value, String message) {
        var found = FaultRegistry.load().find(kind).orElseThrow();
        var given = new HashMap<String, Object>(found.description().example());
        if (parameter.equals("jitter")) {
            given.put("delay", "300ms");
        }
        given.put(parameter, value);
        assertThatThrownBy(() -> found.create(Arguments.of(found.parameters(), given)))
                .isInstanceOf(InvalidFaultException.class)
                .hasMessage(message);
    }

    @Test
    void should_take_addresses_that_are_nobody_elses() {
        var kind = new WrongAddress.Kind();
        var given = "127.0.0.9, 10.1.2.3,192.168.0.1,192.0.2.1,198.51.100.7,203.0.113.9,2001:db8::1,::1,fd00::1,100::1";
        assertThat(kind.create(Arguments.of(kind.parameters(), Map.of("addresses", given)))
                        .addresses())
                .hasSize(10);
    }

    @Test
    void should_describe_each_kind_with_an_example_that_makes_it() {
        var kinds = FaultRegistry.load().kinds().stream()
                .filter(k -> k.name().startsWith("dns."))
                .toList();
        assertThat(kinds)
                .extracting(FaultKind::name)
                .containsExactly(
                        "dns.empty-answer",
                        "dns.flap",
                        "dns.nxdomain",
                        "dns.partial",
                        "dns.refused",
                        "dns.servfail",
                        "dns.slow",
                        "dns.stale-answer",
                        "dns.timeout",
                        "dns.truncated",
                        "dns.ttl",
                        "dns.wrong-address");
        for (var kind : kinds) {
            var fault = kind.create(
                    Arguments.of(kind.parameters(), kind.description().example()));
            assertThat(fault.kind()).isEqualTo(kind.name());
            assertThat(kind.description().summary()).endsWith(".");
            assertThat(kind.description().symptoms()).hasSize(2);
        }
    }

    @Test
    void should_hit_everything_and_be_remembered_for_a_second_by_default() {
        assertThat(KIND.create(Arguments.of(KIND.parameters(), Map.of()))).isEqualTo(ALL);
        assertThatThrownBy(() -> Arguments.of(KIND.parameters(), Map.of("negative-ttl", "2h")))
                .isInstanceOf(InvalidFaultException.class)
                .hasMessageContaining("between 0s and 1h");
    }
}
