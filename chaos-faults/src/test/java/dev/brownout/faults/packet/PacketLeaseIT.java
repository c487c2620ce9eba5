package dev.brownout.faults.packet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.brownout.testing.Images;
import dev.brownout.testing.NeedsDocker;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A run that is killed, or hangs, leaves no rule for longer than the lease, although nobody recovers anything. */
@NeedsDocker({Images.NETTOOLS, Images.REDIS})
class PacketLeaseIT {
    /** What a helper needs to notice and to clear, on a busy machine. */
    private static final Duration MARGIN = Duration.ofSeconds(6);

    private static final Pattern CHAIN = Pattern.compile("\"chain\":\"(" + Chain.PATTERN + ")\"");

    @TempDir
    private Path directory;

    private final VictimContainer victim = new VictimContainer();
    private Process driver;

    @BeforeEach
    void start() throws IOException {
        driver = new ProcessBuilder(List.of(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        PacketDriver.class.getName(),
                        victim.gateway(),
                        victim.name(),
                        ledger().toString()))
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        var out = new BufferedReader(new InputStreamReader(driver.getInputStream(), StandardCharsets.UTF_8));
        assertThat(String.valueOf(out.readLine())).startsWith("IN PLACE");
        assertThat(victim.rules()).contains(chain());
    }

    @AfterEach
    void stop() throws InterruptedException {
        driver.destroyForcibly().waitFor();
        victim.close();
    }

    private Path ledger() {
        return directory.resolve("ledger.jsonl");
    }

    private String chain() throws IOException {
        var found = CHAIN.matcher(Files.readString(ledger()));
        assertThat(found.find()).isTrue();
        return found.group(1);
    }

    private void awaitGone(Duration limit) throws IOException {
        await().atMost(limit).until(() -> !victim.rules().contains("BROWNOUT"));
        assertThat(victim.rules().lines()).containsExactly("-P INPUT ACCEPT", "-P FORWARD ACCEPT", "-P OUTPUT ACCEPT");
    }

    @Test
    void should_be_gone_at_once_after_its_run_was_killed() throws Exception {
        driver.destroyForcibly().waitFor();
        awaitGone(MARGIN);
        assertThat(new PacketClear().undo(java.util.Map.of("container", victim.name(), "chain", chain())))
                .endsWith("it was gone already");
    }

    @Test
    void should_be_gone_within_the_lease_while_its_run_hangs() throws Exception {
        assertThat(new ProcessBuilder("kill", "-STOP", Long.toString(driver.pid()))
                        .start()
                        .waitFor())
                .isZero();
        awaitGone(PacketPlane.LEASE.plus(MARGIN));
    }
}
