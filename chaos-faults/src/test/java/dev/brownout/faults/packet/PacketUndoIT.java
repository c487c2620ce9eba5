package dev.brownout.faults.packet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.brownout.api.BrownoutException;
import dev.brownout.api.Component;
import dev.brownout.api.ComponentContainer;
import dev.brownout.api.Injection;
import dev.brownout.api.InjectionContext;
import dev.brownout.api.Link;
import dev.brownout.api.Protocol;
import dev.brownout.api.Timings;
import dev.brownout.api.UndoLedger;
import dev.brownout.faults.LocalPlane;
import dev.brownout.faults.TestServer;
import dev.brownout.faults.container.ContainerPlane;
import dev.brownout.faults.container.Nettools;
import dev.brownout.testing.Images;
import dev.brownout.testing.NeedsDocker;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Rules in a victim's namespace come and go one by one, follow it when it is started again, and are left by nobody's death. */
@NeedsDocker({Images.NETTOOLS, Images.REDIS, Images.JRE})
class PacketUndoIT {
    private static final Duration PATIENCE = Duration.ofSeconds(25);
    private static final Link LINK =
            Link.between(VictimContainer.COMPONENT, new Component("store", Map.of(), Timings.NONE), Protocol.REDIS);

    private final Map<String, String> open = new ConcurrentHashMap<>();
    private final ConcurrentLinkedQueue<String> written = new ConcurrentLinkedQueue<>();
    private final UndoLedger ledger = (action, arguments) -> {
        assertThat(action).isEqualTo(PacketClear.NAME);
        written.add(arguments.get("chain"));
        open.put(arguments.get("chain"), arguments.get("container"));
        return () -> open.remove(arguments.get("chain"));
    };
    private final VictimContainer victim = new VictimContainer();
    private final LocalPlane plane = victim.plane(1);
    private final TestServer server = TestServer.redis();

    @BeforeEach
    void connect() {
        plane.connect(LINK, server.address());
        victim.attach(plane);
    }

    @AfterEach
    void close() {
        plane.close();
        server.close();
        victim.close();
    }

    private Injection inject(PacketFault fault) {
        return plane.part(PacketPlane.class)
                .inject(LINK, fault.rules(), new InjectionContext("it/1/" + fault.kind(), 1, plane, ledger));
    }

    private boolean answered() {
        var address = plane.open(LINK);
        return victim.inside(
                        "timeout",
                        "1",
                        "redis-cli",
                        "-h",
                        address.getAddress().getHostAddress(),
                        "-p",
                        Integer.toString(address.getPort()),
                        "ping")
                .output()
                .contains("PONG");
    }

    private List<String> helpers() {
        return victim.must(
                        "ps",
                        "--quiet",
                        "--no-trunc",
                        "--filter",
                        "label=dev.brownout.run="
                                + plane.part(ContainerPlane.class).run())
                .lines()
                .toList();
    }

    @Test
    void should_tag_each_rule_and_take_each_injection_away_by_itself() {
        var bare = victim.rules();
        assertThat(bare.lines()).containsExactly("-P INPUT ACCEPT", "-P FORWARD ACCEPT", "-P OUTPUT ACCEPT");
        assertThat(answered()).isTrue();
        var first = inject(new DropFault(Way.BOTH));
        var second = inject(new RejectFault());
        assertThat(open).hasSize(2);
        assertThat(victim.rules().lines().filter(l -> l.startsWith("-A")))
                .hasSize(4 + 4 + 1)
                .allMatch(l -> l.contains("--comment \"brownout:"));
        assertThat(answered()).isFalse();
        second.close();
        assertThat(open).hasSize(1);
        assertThat(answered()).isFalse();
        first.close();
        assertThat(open).isEmpty();
        assertThat(victim.rules()).isEqualTo(bare);
        assertThat(answered()).isTrue();
        assertThat(helpers()).isEmpty();
    }

    @Test
    void should_clear_what_a_killed_helper_has_left_from_the_ledger_alone() {
        var bare = victim.rules();
        // without a run that would put it in place again
        var chain = Chain.of("killed", "1");
        var helper = Helper.start(
                victim.docker(),
                plane.part(ContainerPlane.class).run(),
                victim.name(),
                chain,
                new SynDropFault().rules(),
                plane.open(LINK),
                PacketPlane.LEASE,
                Duration.ofMinutes(1));
        helpers().forEach(id -> victim.must("kill", "--signal", "KILL", id));
        helper.letGo();
        assertThat(victim.rules()).contains(chain.name());
        var words = PacketClear.words(victim.name(), chain);
        assertThat(new PacketClear().undo(words))
                .isEqualTo(
                        "iptables -S shows no chain " + chain.name() + " in container " + victim.name() + " any more");
        assertThat(new PacketClear().undo(words)).endsWith("it was gone already");
        assertThat(victim.rules()).isEqualTo(bare);
        assertThat(answered()).isTrue();
    }

    @Test
    void should_hold_on_after_its_helper_is_killed() {
        try (var injection = inject(new SynDropFault())) {
            assertThat(injection).isNotNull();
            var first = helpers();
            first.forEach(id -> victim.must("kill", "--signal", "KILL", id));
            await().atMost(PATIENCE)
                    .until(() -> !helpers().isEmpty() && !helpers().equals(first));
            await().atMost(PATIENCE).until(() -> victim.rules().contains(written.element()));
            assertThat(answered()).isFalse();
        }
        assertThat(victim.rules()).doesNotContain("BROWNOUT");
        assertThat(answered()).isTrue();
    }

    @Test
    void should_hold_on_after_somebody_flushed_the_tables() {
        try (var injection = inject(new RejectFault())) {
            assertThat(injection).isNotNull();
            victim.must(Nettools.words(
                            "it",
                            "container:" + victim.name(),
                            false,
                            "iptables -w -F && iptables -w -X && iptables -w -S",
                            List.of())
                    .toArray(String[]::new));
            await().atMost(PATIENCE).until(() -> victim.rules().contains("-j " + written.element()));
            assertThat(answered()).isFalse();
        }
        assertThat(victim.rules()).doesNotContain("BROWNOUT");
        assertThat(answered()).isTrue();
    }

    @Test
    void should_not_be_held_in_place_after_undoing_it_has_failed() {
        var injection = inject(new SynDropFault());
        Thread.currentThread().interrupt();
        try {
            assertThatThrownBy(injection::close).isInstanceOf(BrownoutException.class);
        } finally {
            assertThat(Thread.interrupted()).isTrue();
        }
        // recovery finds it, if nobody tries again
        assertThat(open).containsKey(written.element());
        await().atMost(PATIENCE).until(() -> !victim.rules().contains("BROWNOUT"));
        injection.close();
        assertThat(open).isEmpty();
        assertThat(helpers()).isEmpty();
        assertThat(answered()).isTrue();
    }

    @Test
    void should_follow_a_victim_that_is_started_again() {
        try (var injection = inject(new RejectFault())) {
            assertThat(answered()).isFalse();
            victim.must("restart", "--time", "0", victim.name());
            await().atMost(PATIENCE).until(() -> victim.rules().contains(written.element()));
            assertThat(answered()).isFalse();
            await().atMost(PATIENCE).until(() -> injection.exposure().containsKey("client"));
        }
        assertThat(victim.rules()).doesNotContain("BROWNOUT");
        assertThat(answered()).isTrue();
    }

    @Test
    void should_be_undone_where_the_victim_is_gone() {
        var stopped = inject(new RejectFault());
        victim.must("stop", "--time", "0", victim.name());
        stopped.close();
        victim.must("start", victim.name());
        var removed = inject(new RejectFault());
        victim.must("rm", "--force", victim.name());
        removed.close();
        assertThat(open).isEmpty();
        assertThat(new PacketClear().undo(Map.of("container", victim.name(), "chain", written.element())))
                .contains("does not run");
    }

    @Test
    void should_be_gone_when_the_life_is_over() {
        var chain = plane.part(PacketPlane.class)
                .inject(
                        LINK,
                        new RejectFault().rules(),
                        new InjectionContext("it/1/life", 1, plane, ledger, Duration.ofSeconds(2)));
        assertThat(chain).isNotNull();
        await().atMost(PATIENCE).until(() -> !victim.rules().contains("BROWNOUT"));
        chain.close();
        assertThat(open).isEmpty();
    }

    @Test
    void should_refuse_what_would_meet_everybody_or_nobody() {
        try (var loopback = LocalPlane.open(1)) {
            victim.attach(loopback);
            assertThatThrownBy(() -> loopback.part(PacketPlane.class)
                            .inject(LINK, List.of(), new InjectionContext("it/1/x", 1, loopback, ledger)))
                    .isInstanceOf(BrownoutException.class)
                    .hasMessageContaining("must have an address that a container reaches");
        }
        var host = victim.must("create", "--label", victim.label(), "--network", "host", Images.REDIS, "true");
        plane.attach(VictimContainer.COMPONENT, new ComponentContainer(host, Optional.empty()));
        assertThatThrownBy(() -> inject(new RejectFault()))
                .hasMessageContaining("must have a network namespace of its own");
        assertThat(written).isEmpty();
    }
}
