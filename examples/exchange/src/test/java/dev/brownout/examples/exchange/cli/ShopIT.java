package dev.brownout.examples.exchange.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import dev.brownout.faults.container.Command;
import dev.brownout.faults.container.Docker;
import dev.brownout.testing.Images;
import dev.brownout.testing.NeedsDocker;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A stack of images that are not ours, a static program without a shell among them, by its own stack file and casting. */
@NeedsDocker({Images.POSTGRES, Images.REDIS, Images.NGINX, Images.JRE, Images.NETTOOLS})
class ShopIT {
    private static final Path SHOP =
            Path.of("../game-days/shop").toAbsolutePath().normalize();

    @TempDir
    private static Path directory;

    /** The shop's service, as its owners would build it. */
    @BeforeAll
    static void build() throws IOException {
        if (!"true".equals(System.getenv("CI"))) {
            assumeThat(Docker.find("go")).as("Go, to build the service").isPresent();
        }
        for (var file : List.of("service.go", "Dockerfile")) {
            Files.copy(SHOP.resolve(file), directory.resolve(file));
        }
        var go = new Command(
                        List.of("go", "build", "-trimpath", "-o", "service", "service.go"),
                        Map.of("CGO_ENABLED", "0"),
                        Optional.of(directory),
                        "")
                .run(Duration.ofMinutes(3));
        assertThat(go.errors()).as("go build").isEmpty();
        new Docker(Map.of())
                .must(
                        "the shop's service must be built",
                        "build",
                        "--quiet",
                        "--tag",
                        "brownout-example/shop",
                        directory.toString());
    }

    @Test
    void shouldFeelTheLossOfANameAndALateStore() {
        var run = Cli.run(
                directory,
                "run",
                SHOP.resolve("outage.yaml").toString(),
                "--stack",
                SHOP.resolve("stack.yaml").toString());
        assertThat(run.text())
                .contains(
                        "✓✓✓✓ name-empty/dns.empty-answer/cache.shop.test",
                        "met by orders",
                        "✓✓✓✓ books-late/tcp.latency/orders-to-books",
                        "DEGRADED_OK");
        assertThat(run.code()).isZero();
    }

    @Test
    void shouldSayWhichImageIsMissingAndLeaveNothing() throws IOException {
        var file = directory.resolve("missing.yaml");
        Files.writeString(
                file,
                Files.readString(SHOP.resolve("stack.yaml"))
                        .replace("brownout-example/shop", "brownout-example/nobody-has-this")
                        .replace("nginx.conf: ", SHOP.resolve("nginx.conf") + ": "));
        var run = Cli.run(directory, "run", SHOP.resolve("outage.yaml").toString(), "--stack", file.toString());
        assertThat(run.code()).isEqualTo(4);
        assertThat(run.text())
                .contains("image brownout-example/nobody-has-this must be on this host, but is not; say docker pull");
        assertThat(Cli.run(directory, "recover", "--dry-run").text()).isEqualTo("nothing is left to undo\n");
    }
}
