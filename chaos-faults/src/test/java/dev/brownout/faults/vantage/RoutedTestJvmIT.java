package dev.brownout.faults.vantage;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A test JVM with the agent on its command line, on a JDK of either side of 18. The child's own assertions decide. */
class RoutedTestJvmIT {
    private static final int PATIENCE_SECONDS = 120;

    @TempDir
    private Path directory;

    static Stream<Jdk> modern() {
        return Jdk.both().filter(jdk -> jdk.feature() >= 18);
    }

    private void run(Jdk jdk, String agentArguments, List<String> more, String... arguments)
            throws IOException, InterruptedException {
        var output = directory.resolve("output");
        try (var jar = AgentJar.locate()) {
            var command = new ArrayList<String>();
            command.add(jdk.home().resolve("bin/java").toString());
            command.add("-javaagent:" + jar.path() + agentArguments);
            command.addAll(more);
            command.addAll(List.of("-cp", System.getProperty("java.class.path"), TestJvmMain.class.getName()));
            command.addAll(List.of(arguments));
            var child = new ProcessBuilder(command)
                    .redirectErrorStream(true)
                    .redirectOutput(output.toFile())
                    .start();
            try {
                assertThat(child.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS))
                        .as(() -> read(output))
                        .isTrue();
            } finally {
                child.destroyForcibly();
            }
            assertThat(read(output)).endsWith("done\n");
        }
    }

    private static String read(Path output) {
        try {
            return Files.readString(output);
        } catch (IOException e) {
            return e.toString();
        }
    }

    /** Names outside of any plane are in a hosts file, so that no test asks this machine's network. */
    private List<String> hosts() throws IOException {
        var hosts = directory.resolve("hosts");
        Files.writeString(hosts, "127.0.0.1 localhost\n127.0.0.77 elsewhere.exchange.test\n");
        return List.of("-Djdk.net.hosts.file=" + hosts);
    }

    @ParameterizedTest
    @MethodSource("dev.brownout.faults.vantage.Jdk#both")
    void should_send_each_name_to_its_plane_and_no_other_name_anywhere(Jdk jdk) throws Exception {
        run(jdk, "", hosts(), "separate", "fault", "refuse", "parallel", "separate");
    }

    @ParameterizedTest
    @MethodSource("dev.brownout.faults.vantage.Jdk#both")
    void should_leave_the_jdks_caches_in_place_where_that_is_asked_for(Jdk jdk) throws Exception {
        run(jdk, "=test,caches=keep", List.of(), "keep");
    }

    @ParameterizedTest
    @MethodSource("modern")
    void should_leave_other_names_to_a_resolver_that_the_jvm_brings(Jdk jdk) throws Exception {
        run(jdk, "=test", List.of("-Dorg.dnsjava.spi.enable=true"), "provider");
    }

    @Test
    void should_find_the_agent_from_a_class_loader_of_its_own() throws Exception {
        run(Jdk.own(), "", hosts(), "isolated", "separate", "fault", "refuse");
    }
}
