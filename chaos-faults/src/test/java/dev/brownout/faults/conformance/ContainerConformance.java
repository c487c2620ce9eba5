package dev.brownout.faults.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.brownout.api.Component;
import dev.brownout.api.ComponentContainer;
import dev.brownout.api.ContainerAbility;
import dev.brownout.api.Protocol;
import dev.brownout.api.Target;
import dev.brownout.api.Timings;
import dev.brownout.faults.LocalPlane;
import dev.brownout.faults.container.StandingContainer;
import dev.brownout.testing.Images;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.util.Map;
import java.util.Optional;

/** Faults of a component's container: a real store on networks of its own, measured by a neighbour on this host. */
abstract class ContainerConformance extends FaultConformance {
    private final Component neighbour = new Component("gateway", Map.of(), Timings.NONE);
    private final Component store = new Component("store", Map.of("rack", "r2"), Timings.NONE)
            .withContainer(
                    ContainerAbility.LIFECYCLE,
                    ContainerAbility.RESOURCES,
                    ContainerAbility.NETWORKS,
                    ContainerAbility.FILES);
    private Optional<StandingContainer> running = Optional.empty();
    private Map<String, String> before = Map.of();

    ContainerConformance(String kind, Map<String, ?> arguments) {
        super(kind, arguments);
    }

    @Override
    protected Component victim() {
        return neighbour;
    }

    @Override
    protected Target target() {
        return store;
    }

    @Override
    protected String exposed() {
        return store.id();
    }

    @Override
    protected Map.Entry<String, Map<String, ?>> companion() {
        return Map.entry("container.squeeze", Map.of("cpus", "0.5"));
    }

    @Override
    protected void prepare(LocalPlane plane) {
        var container = StandingContainer.start("store", Images.REDIS);
        running = Optional.of(container);
        before = container.look();
        plane.attach(
                store,
                new ComponentContainer(
                        container.name(), Optional.of(new ComponentContainer.Served(6379, Protocol.REDIS))));
    }

    @Override
    protected void dismantle() {
        running.ifPresent(container -> {
            try (container) {
                assertThat(container.look()).isEqualTo(before);
            }
        });
    }

    @Override
    protected void victimWorks(VictimJvm victim) {
        try (var socket = new Socket()) {
            var address = before.getOrDefault("address", "127.0.0.1");
            socket.connect(new InetSocketAddress(address, 6379), 200);
            socket.setSoTimeout(200);
            socket.getOutputStream().write("PING\r\n".getBytes(java.nio.charset.StandardCharsets.US_ASCII));
            // an answer, or the end: either way it was asked
            var unused = socket.getInputStream().read();
        } catch (IOException e) {
            // no connection, reset or silent: the fault was met
        }
    }
}
