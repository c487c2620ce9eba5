package dev.brownout.agent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What a JVM without the agent on its command line may ask of it. */
class AgentTests {

    @ParameterizedTest
    @NullSource
    @ValueSource(strings = {"", " ", "test", "test,caches=none"})
    void should_take_a_jvm_without_arguments_for_a_test_jvm(String arguments) {
        assertThat(TestOptions.parse(arguments)).isEqualTo(new TestOptions(false));
    }

    @Test
    void should_leave_the_jdks_caches_where_that_is_asked_for() {
        assertThat(TestOptions.parse("test,caches=keep")).isEqualTo(new TestOptions(true));
        assertThatThrownBy(() -> TestOptions.parse("test,cache=keep"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("argument after test must be caches=none or caches=keep, but was \"cache=keep\" in the"
                        + " arguments of chaos-agent");
    }

    @Test
    void should_leave_a_components_arguments_alone() {
        assertThat(TestOptions.parse("component=test,dns=127.0.0.1:53")).isNull();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "-javaagent:/a/chaos-agent.jar=component=a,dns=127.0.0.1:53 | component=a,dns=127.0.0.1:53",
                "component=a,dns=127.0.0.1:53 | component=a,dns=127.0.0.1:53",
            })
    void should_take_arguments_as_the_command_line_has_them(String given, String taken) {
        assertThat(Options.ofCommandLine(given)).isEqualTo(taken);
    }

    @Test
    void should_say_that_the_agent_is_not_there() {
        assertThat(Agent.installed()).isFalse();
        assertThat(Agent.caches()).isTrue();
        assertThat(Agent.routed("a.test")).isFalse();
        assertThatThrownBy(() -> Agent.route("component=test,dns=127.0.0.1:53", List.of("a.test")))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("look-ups of this JVM cannot be sent to a plane, because it was started without"
                        + " -javaagent:chaos-agent.jar; add that to its command line");
    }

    @Test
    void should_refuse_to_be_a_vantage_of_nobody() {
        assertThatThrownBy(() -> Agent.connect("component=test,dns=127.0.0.1:53"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("vantage must be given, but was \"\" in the arguments of chaos-agent");
    }

    @ParameterizedTest
    @CsvSource({
        "localhost, true",
        "Sub.LOCALHOST., true",
        "127.0.0.1, true",
        "::1, true",
        "fe80::1%eth0, true",
        "ledger.test, false",
        "1password.test, false"
    })
    void should_never_ask_a_plane_for_this_machine(String host, boolean local) {
        assertThat(PlaneDns.isLocal(host)).isEqualTo(local);
    }
}
