package dev.brownout.faults.container;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.brownout.api.Arguments;
import dev.brownout.api.BrownoutException;
import dev.brownout.api.Component;
import dev.brownout.api.ComponentContainer;
import dev.brownout.api.ContainerAbility;
import dev.brownout.api.Fault;
import dev.brownout.api.FaultKind;
import dev.brownout.api.Injection;
import dev.brownout.api.InjectionContext;
import dev.brownout.api.Timings;
import dev.brownout.faults.FaultRegistry;
import dev.brownout.faults.LocalPlane;
import dev.brownout.testing.Images;
import dev.brownout.testing.NeedsDocker;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Containers that cannot be restored are refused before anything is touched; and what others do to one while a fault is on it. */
@NeedsDocker({Images.REDIS, Images.TOXIPROXY})
class ContainerTroubleIT {
    private final FaultRegistry kinds = FaultRegistry.load();
    private final Component store =
            new Component("store", Map.of(), Timings.NONE).withContainer(ContainerAbility.values());
    private final LocalPlane plane = LocalPlane.open(1);
    private final List<StandingContainer> containers = new ArrayList<>();
    private final List<Map.Entry<String, Map<String, String>>> written = new ArrayList<>();

    @AfterEach
    void remove() {
        containers.forEach(StandingContainer::close);
    }

    private StandingContainer start(boolean bare, String... more) {
        return attached(StandingContainer.start("store", Images.REDIS, bare, List.of(more)));
    }

    private StandingContainer attached(StandingContainer container) {
        containers.add(container);
        plane.attach(store, new ComponentContainer(container.name(), Optional.empty()));
        return container;
    }

    private Injection inject(String kind, Map<String, ?> given) {
        return inject(kinds.find(kind).orElseThrow(), given);
    }

    private <F extends Fault> Injection inject(FaultKind<F> kind, Map<String, ?> given) {
        return kind.inject(
                kind.create(Arguments.of(kind.parameters(), given)),
                store,
                new InjectionContext("trouble/1/" + kind.name(), 1, plane, (action, words) -> {
                    written.add(Map.entry(action, words));
                    return () -> {};
                }));
    }

    private void refused(String why, String kind, Map<String, ?> given) {
        assertThatThrownBy(() -> inject(kind, given))
                .isInstanceOf(BrownoutException.class)
                .hasMessageContaining(why);
        assertThat(written).isEmpty();
        plane.close();
    }

    @Test
    void should_refuse_to_take_memory_that_could_not_be_given_back() {
        start(true);
        refused("must have a limit of memory to be squeezed", "container.squeeze", Map.of("memory", 64));
    }

    @Test
    void should_refuse_to_give_more_than_it_has() {
        start(false);
        refused("must be squeezed to less processors than it has", "container.squeeze", Map.of("cpus", "2"));
    }

    @Test
    void should_refuse_a_path_that_is_the_host_s_disk() {
        start(false);
        refused("must be a file system of its own with a limit", "container.disk-full", Map.of("path", "/var"));
    }

    @Test
    void should_refuse_a_path_that_would_use_up_the_memory() {
        start(false, "--tmpfs", "/large:size=100m");
        refused("must hold at most half of its memory (128 MiB)", "container.disk-full", Map.of("path", "/large"));
    }

    @Test
    void should_refuse_a_path_that_is_not_there() {
        start(false);
        refused("must be a directory that a shell inside can enter", "container.disk-full", Map.of("path", "/nowhere"));
    }

    @Test
    void should_refuse_a_container_that_Docker_removes_when_it_ends() {
        start(false, "--rm");
        refused("was started with --rm", "container.kill", Map.of());
    }

    @Test
    void should_refuse_a_container_that_does_not_run() {
        var container = start(false);
        StandingContainer.docker("kill", container.name());
        refused("must run when a fault takes hold of it, but is DOWN", "container.pause", Map.of());
    }

    @Test
    void should_refuse_a_container_that_is_not_there() {
        plane.attach(store, new ComponentContainer("brownout-test-nobody", Optional.empty()));
        refused("Docker knows none of that id or name", "container.kill", Map.of());
    }

    /** A static program and nothing else. */
    @Test
    void should_refuse_to_fill_a_path_where_no_shell_is_and_squeeze_it_all_the_same() {
        var container = attached(StandingContainer.start("store", Images.TOXIPROXY, false, List.of()));
        assertThatThrownBy(() -> inject("container.disk-full", Map.of("path", "/data")))
                .isInstanceOf(BrownoutException.class)
                .hasMessageContaining("use an image with a shell and cat");
        var before = container.view().limits();
        var injection = inject("container.squeeze", Map.of("cpus", "0.2", "memory", 32, "pids", 50));
        var held = plane.part(ContainerPlane.class).held("store");
        assertThat(KernelLimits.of(held)).contains(new KernelLimits(32 << 20, 200_000_000L, 50));
        injection.close();
        assertThat(container.view().limits()).isEqualTo(before);
        plane.close();
    }

    @Test
    void should_keep_a_container_down_that_Docker_would_start_again() {
        var container = start(false, "--restart", "always");
        var before = container.look();
        var injection = inject("container.kill", Map.of());
        assertThat(container.view().state()).isEqualTo(ContainerView.State.DOWN);
        injection.close();
        assertThat(container.look()).isEqualTo(before);
        plane.close();
    }

    @Test
    void should_start_a_container_that_died_while_it_was_held() {
        var container = start(false);
        var before = container.look();
        for (var kind : List.of("container.off-network", "container.squeeze", "container.pause")) {
            var injection =
                    inject(kind, kinds.find(kind).orElseThrow().description().example());
            StandingContainer.docker("kill", container.name());
            injection.close();
            assertThat(container.look()).as(kind).isEqualTo(before);
        }
        plane.close();
    }

    @Test
    void should_tell_of_a_container_that_somebody_removed_and_leave_alone_who_took_its_name() {
        var container = start(false);
        var injection = inject("container.kill", Map.of());
        StandingContainer.docker("rm", "--force", container.name());
        StandingContainer.docker(
                "run",
                "--detach",
                "--name",
                container.name(),
                "--label",
                container.label(),
                Images.REDIS,
                "sleep",
                "600");
        StandingContainer.docker("kill", container.name());
        assertThatThrownBy(injection::close)
                .isInstanceOf(BrownoutException.class)
                .hasMessageMatching(
                        "container " + container.name() + " \\([0-9a-f]{12}\\) must be started again, but it is"
                                + " gone: somebody has removed it; make it anew as its stack does");
        assertThatThrownBy(() -> new StartContainer().undo(written.get(0).getValue()))
                .isInstanceOf(BrownoutException.class)
                .hasMessageContaining("somebody has removed it");
        assertThatThrownBy(plane::close).isInstanceOf(BrownoutException.class);
        assertThat(container.view().state()).isEqualTo(ContainerView.State.DOWN);
    }

    @Test
    void should_tell_how_to_put_a_container_back_on_a_network_that_is_gone_and_restore_the_others() {
        var container = start(false);
        var injection = inject("container.off-network", Map.of());
        StandingContainer.docker("network", "rm", container.network("fixed"));
        assertThatThrownBy(injection::close)
                .isInstanceOf(BrownoutException.class)
                .hasMessageContaining("must be back on network " + container.network("fixed")
                        + " (by hand: docker network connect --alias store --alias store.exchange.test --ip ")
                .hasMessageContaining("not found");
        assertThat(container.view().networks())
                .extracting(ContainerNetwork::name)
                .containsExactly(container.network("dynamic"));
        assertThatThrownBy(plane::close).isInstanceOf(BrownoutException.class);
    }

    @Test
    void should_know_that_a_container_of_a_stack_of_ours_goes_with_it() {
        var container = start(false, "--label", "dev.brownout.component=store");
        var injection = inject("container.kill", Map.of());
        StandingContainer.docker("rm", "--force", container.name());
        assertThat(new StartContainer().undo(written.get(0).getValue()))
                .endsWith("is removed with the run that made it");
        assertThatThrownBy(injection::close).isInstanceOf(BrownoutException.class);
    }
}
