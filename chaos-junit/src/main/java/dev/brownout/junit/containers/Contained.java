package dev.brownout.junit.containers;

import com.github.dockerjava.api.command.CreateContainerCmd;
import dev.brownout.api.BrownoutException;
import dev.brownout.faults.container.Docker;
import dev.brownout.faults.container.ground.ContainerSource;
import dev.brownout.faults.container.ground.Placement;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.testcontainers.containers.GenericContainer;

/**
 * A container of Testcontainers as a component of a stack: any {@code GenericContainer}, a database module among them. Brownout
 * starts it, before the first test that needs it, in a network in which it meets its targets through a chaos node; so it must not be
 * started by anybody else before, by {@code @Testcontainers} for instance.
 *
 * <pre>{@code
 * static final PostgreSQLContainer LEDGER = new PostgreSQLContainer("postgres:15");
 * static final GenericContainer<?> GATEWAY = new GenericContainer<>("ours/gateway").withExposedPorts(8080);
 *
 * @StackUnderTest
 * static final ServiceStack STACK = ServiceStack.builder("exchange")
 *         .component("ledger", Map.of("role", "ledger"))
 *         .component("gateway", Map.of("role", "gateway"))
 *         .container("ledger", Contained.of(LEDGER, 5432))
 *         .container("gateway", Contained.of(GATEWAY, 8080))
 *         .link("test", "gateway", Protocol.HTTP1, Map.of())
 *         .link("gateway", "ledger", Protocol.POSTGRES, Map.of())
 *         .build();
 * }</pre>
 *
 * <p>The gateway finds the ledger by its usual name, {@code ledger}, or by one of its {@link #aliases}, at its usual port. Not
 * thread safe.
 */
public final class Contained implements ContainerSource {
    private final GenericContainer<?> container;
    private final int port;
    private final List<String> aliases;

    private Contained(GenericContainer<?> container, int port, List<String> aliases) {
        this.container = container;
        this.port = port;
        this.aliases = List.copyOf(aliases);
    }

    /**
     * Take a container that was not started yet.
     *
     * @param container the container
     * @param port where it serves, inside the container
     * @return what brings it
     */
    public static Contained of(GenericContainer<?> container, int port) {
        return new Contained(container, port, List.of());
    }

    /**
     * Say by which names others know it, besides its component's id.
     *
     * @param names host names
     * @return a copy that says so
     */
    public Contained knownAs(String... names) {
        return new Contained(container, port, List.of(names));
    }

    @Override
    public int port() {
        return port;
    }

    @Override
    public List<String> aliases() {
        return aliases;
    }

    @Override
    public void start(Docker docker, Placement placement) {
        if (container.getContainerId() != null) {
            throw new BrownoutException(
                    "container of " + placement.component() + " must be started by Brownout, but runs"
                            + " already, started by @Testcontainers perhaps: in the networks that it has now its targets are reached"
                            + " past the planes, so that no fault of its links could take hold; leave out @Container, or add it as a"
                            + " service at its mapped port, where only what the test itself asks meets faults");
        }
        container.withCreateContainerCmdModifier(command -> place(command, placement));
        container.start();
    }

    private static void place(CreateContainerCmd command, Placement placement) {
        var host = Optional.ofNullable(command.getHostConfig())
                .orElseThrow(
                        () -> new BrownoutException("Testcontainers must give a host configuration, but gave none"));
        host.withNetworkMode(placement.network())
                .withDns(placement.resolver())
                .withExtraHosts(placement.hosts().entrySet().stream()
                        .map(e -> e.getKey() + ":" + e.getValue())
                        .toArray(String[]::new));
        var labels =
                new java.util.TreeMap<>(Optional.ofNullable(command.getLabels()).orElse(Map.of()));
        labels.putAll(placement.labels());
        command.withName(placement.name())
                .withHostName(placement.component())
                .withIpv4Address(placement.address())
                .withLabels(labels);
    }

    @Override
    public void close() {
        container.stop();
    }
}
