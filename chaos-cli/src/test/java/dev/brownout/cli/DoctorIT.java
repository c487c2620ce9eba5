package dev.brownout.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What {@code brownout doctor} tells of Docker, in a process of its own whose Docker is where we say. */
class DoctorIT {
    private static String doctor(Map<String, String> environment) throws IOException, InterruptedException {
        var builder = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        Brownout.class.getName(),
                        "doctor")
                .redirectErrorStream(true);
        builder.environment().putAll(environment);
        var process = builder.start();
        var said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
        return said;
    }

    @Test
    void should_tell_the_next_step_where_docker_is_stopped(@TempDir Path directory) throws Exception {
        Assumptions.assumeTrue(
                dev.brownout.faults.container.Docker.find("docker").isPresent(), "no docker command here");
        var socket = "unix://" + directory.resolve("nonexistent.sock");
        var said = doctor(Map.of("DOCKER_HOST", socket));
        assertThat(said.lines().filter(l -> l.contains("Docker")))
                .singleElement()
                .asString()
                .startsWith("  note Docker")
                .contains(socket)
                .contains("only containers need it; ");
        assertThat(said).doesNotContain("packet faults").doesNotContain("netem");
    }

    @Test
    @dev.brownout.testing.NeedsDocker(dev.brownout.testing.Images.NETTOOLS)
    void should_tell_what_containers_can_meet_here() throws Exception {
        var said = doctor(Map.of());
        assertThat(said)
                .containsPattern("  ok   control groups     version [12], driven by \\w+; kernel \\S+")
                .contains("  ok   packet faults      a helper with NET_ADMIN filters packets")
                .containsPattern("  (ok  |note) netem ");
    }
}
