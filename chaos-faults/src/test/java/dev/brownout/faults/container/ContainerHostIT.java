package dev.brownout.faults.container;

import static org.assertj.core.api.Assertions.assertThat;

import dev.brownout.api.ContainerAbility;
import dev.brownout.testing.Images;
import dev.brownout.testing.NeedsDocker;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the host of containers here can do, and what is told where there is none. */
class ContainerHostIT {
    @Test
    void should_tell_that_no_daemon_runs_and_the_next_step(@TempDir Path directory) {
        var host =
                new ContainerHost(new Docker(Map.of("DOCKER_HOST", "unix://" + directory.resolve("nonexistent.sock"))));
        var found = host.findings();
        assertThat(found.docker().usable()).isFalse();
        assertThat(found.docker().next()).isNotBlank();
        assertThat(found.trial("netem").works()).isFalse();
        assertThat(found.trial("netem").words()).startsWith("not tried: Docker is ");
        assertThat(host.abilities()).isEmpty();
    }

    @Test
    @NeedsDocker({Images.NETTOOLS, Images.JRE})
    void should_try_what_a_helper_can_do_once() {
        var host = new ContainerHost(new Docker(Map.of()));
        var found = host.findings();
        assertThat(found.packetFaultsLack()).isEmpty();
        assertThat(found.cgroups()).matches("version [12], driven by (cgroupfs|systemd)");
        assertThat(found.kernel()).isNotBlank();
        assertThat(found.missing()).isEmpty();
        assertThat(host.abilities())
                .contains(ContainerAbility.PACKETS, ContainerAbility.LIFECYCLE, ContainerAbility.NETWORKS);
        var netem = found.trial("netem");
        assertThat(host.abilities().contains(ContainerAbility.NETEM)).isEqualTo(netem.works());
        assertThat(netem.works() || netem.words().startsWith("Error: "))
                .as(netem.words())
                .isTrue();
        assertThat(host.findings()).isSameAs(found);
    }
}
