package dev.brownout.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A stack file where a stack's name can stand. Nothing is played here. */
class StackFileTests {
    private static final String STACK = """
            brownout-stack: 1
            id: shop
            title: A shop
            variables: {port: 8080}
            components:
              gateway: {address: "127.0.0.1:${port}", labels: {role: gateway}}
            links:
              - {to: gateway, protocol: http1}
            names:
              gateway.example: {leads-to: gateway}
            capabilities:
              look:
                title: one can look
                probe:
                  http: {through: test-to-gateway, path: /look}
            """;

    private static final String SCENARIO = """
            brownout: 1
            id: slow
            title: The way in is slow
            cast:
              way-in: {links: {to.role: gateway}, names: {role: gateway}}
            timeline:
              - phase: slow
                at: 0m
                for: 1m
                at-least: 4s
                faults: [{KIND}]
                expect: {look: {any-of: [full, slow], share: 0.5}}
            after: {recovered-within: 5s}
            """;

    @TempDir
    private Path directory;

    private Path stack = Path.of("");
    private Path scenario = Path.of("");

    private record Answer(int code, String out, String err) {}

    @BeforeEach
    void write() throws IOException {
        stack = Files.writeString(directory.resolve("shop.yaml"), STACK);
        scenario = Files.writeString(
                directory.resolve("slow.yaml"), SCENARIO.replace("KIND", "tcp.latency: {on: way-in, latency: 300ms}"));
    }

    private static Answer brownout(Object... words) {
        var args = new String[words.length];
        for (int i = 0; i < words.length; i++) {
            args[i] = words[i].toString();
        }
        var out = new StringWriter();
        var err = new StringWriter();
        int code = Brownout.execute(args, new PrintWriter(out, true), new PrintWriter(err, true));
        return new Answer(code, out.toString(), err.toString());
    }

    @Test
    void should_explain_and_plan_against_a_file() {
        var told = brownout("explain", scenario, "--stack", stack);
        assertThat(told.err()).isEmpty();
        assertThat(told.code()).isZero();
        assertThat(told.out()).contains("tcp.latency", "test-to-gateway");
        var plan = brownout("run", scenario, "--dry-run", "--stack", stack + "?port=9090");
        assertThat(plan.code()).isZero();
        assertThat(plan.out())
                .contains("\"id\" : \"shop\"", "\"port\" : \"9090\"")
                .doesNotContain("127.0.0.1");
    }

    @Test
    void should_plan_the_same_bytes_every_time() {
        assertThat(brownout("run", scenario, "--dry-run", "--stack", stack))
                .isEqualTo(brownout("run", scenario, "--dry-run", "--stack", stack));
    }

    @Test
    void should_refuse_a_fault_of_a_name_that_this_jvm_resolves_past_the_plane() throws IOException {
        Files.writeString(scenario, SCENARIO.replace("KIND", "dns.empty-answer: {on: way-in}"));
        var told = brownout("explain", scenario, "--stack", stack);
        assertThat(told.code()).isEqualTo(2);
        assertThat(told.err()).contains("gateway.example", "-javaagent");
    }

    @Test
    void should_describe_and_validate_a_file() {
        var told = brownout("describe", stack);
        assertThat(told.code()).isZero();
        assertThat(told.out())
                .contains("shop: A shop", "test-to-gateway", "gateway.example", "look: one can look; slow after 500ms");
        assertThat(brownout("validate", stack, scenario, "--stack", stack))
                .isEqualTo(new Answer(0, stack + ": valid\n" + scenario + ": valid\n", ""));
    }

    @Test
    void should_tell_every_problem_with_its_place() throws IOException {
        Files.writeString(stack, STACK.replace("to: gateway", "to: gatewy").replace("path: /look", "path: look"));
        var problems = stack + ":8:10: \"to\" must be a component, but was \"gatewy\"; did you mean \"gateway\"?\n";
        var answer = brownout("validate", stack);
        assertThat(answer.code()).isEqualTo(2);
        assertThat(answer.out()).isEmpty();
        assertThat(answer.err())
                .startsWith(problems)
                .contains(stack + ":15:46: \"path\" of http probe of look: path must");
        assertThat(brownout("run", scenario, "--stack", stack)).isEqualTo(answer);
    }

    @Test
    void should_say_that_a_file_is_not_there_or_is_none() {
        var absent = brownout("explain", scenario, "--stack", directory.resolve("none.yaml"));
        assertThat(absent)
                .isEqualTo(new Answer(
                        2,
                        "",
                        "stack file " + directory.resolve("none.yaml") + " does not exist; name one that does;"
                                + " docs/guides/stack-file.md tells how to write one\n"));
        assertThat(brownout("explain", scenario, "--stack", directory).err())
                .isEqualTo("a stack must be a file, but " + directory + " is a directory; name a file in it\n");
        var other = brownout("explain", scenario, "--stack", scenario);
        assertThat(other.code()).isEqualTo(2);
        assertThat(other.err())
                .isEqualTo(scenario
                        + ":1:1: a stack must begin with \"brownout-stack: 1\", but this is a scenario; name a file"
                        + " that is one\n");
        assertThat(brownout("explain", scenario, "--stack", stack + "?prt=1").err())
                .isEqualTo(stack + ":1:1: ?prt is not used in this file; did you mean \"port\"?\n");
    }

    @Test
    void should_print_the_schema() {
        var answer = brownout("schema", "stack");
        assertThat(answer.code()).isZero();
        assertThat(answer.out()).contains("\"brownout-stack\"", "\"older-than\"");
    }
}
