package dev.brownout.examples.exchange.containers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.brownout.api.BrownoutException;
import dev.brownout.examples.exchange.engine.EngineMain;
import dev.brownout.examples.exchange.gateway.GatewayMain;
import dev.brownout.faults.container.Docker;
import dev.brownout.testing.NeedsDocker;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@NeedsDocker("brownout/jre:latest")
@Timeout(120)
class ExchangeImageIT {
    private final Docker docker = new Docker(Map.of());

    @Test
    void should_make_an_image_once_for_its_content() throws Exception {
        String tag = ExchangeImage.ensure(docker);
        assertThat(tag).matches("brownout/exchange:[0-9a-f]{16}");
        String made = docker.quick("image", "inspect", "--format", "{{.Id}} {{.Created}}", tag)
                .output();
        assertThat(ExchangeImage.ensure(docker)).isEqualTo(tag);
        assertThat(docker.quick("image", "inspect", "--format", "{{.Id}} {{.Created}}", tag)
                        .output())
                .isEqualTo(made);
    }

    @Test
    void should_run_a_process_that_serves_everybody_is_nobody_and_ends_when_it_is_told() throws Exception {
        try (var containers = new Containers()) {
            containers.run(
                    "gateway",
                    List.of(),
                    ExchangeImage.ensure(docker),
                    GatewayMain.class.getName(),
                    "ledger=jdbc:postgresql://nowhere.invalid:5432/exchange",
                    "engine=http://nowhere.invalid:8080");
            Awaitility.await("ready")
                    .atMost(Duration.ofSeconds(30))
                    .until(() -> containers.log("gateway").contains("READY 8080"));
            String name = containers.container("gateway");
            assertThat(containers.ok("exec", name, "sh", "-c", "id -u; tr '\\0' ' ' </proc/1/cmdline"))
                    .startsWith("10001\njava -XX:SharedArchiveFile")
                    .contains(GatewayMain.class.getName());
            assertThat(containers.ok("exec", name, "cat", "/proc/1/maps"))
                    .as("prepared classes are taken, not passed over for some difference")
                    .contains("/exchange/exchange.jsa");
            assertThat(containers
                            .docker()
                            .quick("exec", name, "touch", "/exchange/lib/x")
                            .ok())
                    .isFalse();
            containers.ok("exec", name, "touch", "/exchange/data/x");
            long began = System.nanoTime();
            containers.ok("stop", "--time", "10", name);
            assertThat(Duration.ofNanos(System.nanoTime() - began)).isLessThan(Duration.ofSeconds(2));
            assertThat(containers.ok("inspect", "--format", "{{.State.ExitCode}}", name))
                    .isEqualTo("143");
        }
    }

    @Test
    void should_say_on_its_log_why_a_process_cannot_start() throws Exception {
        try (var containers = new Containers()) {
            containers.run("engine", List.of(), ExchangeImage.ensure(docker), EngineMain.class.getName(), "prot=1");
            Awaitility.await("it has ended")
                    .atMost(Duration.ofSeconds(30))
                    .until(() -> containers
                            .ok("inspect", "--format", "{{.State.ExitCode}}", containers.container("engine"))
                            .equals("1"));
            assertThat(containers.log("engine")).contains("but was prot");
        }
    }

    @Test
    void should_say_at_once_what_to_do_without_docker_or_the_image_below() {
        assertThatThrownBy(() -> ExchangeImage.ensure(new Docker(Map.of("DOCKER_HOST", "unix:///nobody/is/here"))))
                .isInstanceOf(BrownoutException.class)
                .hasMessageStartingWith("Docker must answer, but is ");
        assertThatThrownBy(() -> ExchangeImage.base(docker, "brownout/absent"))
                .isInstanceOf(BrownoutException.class)
                .hasMessage("image brownout/absent must be there, but was not;"
                        + " say ./brownout images build --only jre");
    }
}
