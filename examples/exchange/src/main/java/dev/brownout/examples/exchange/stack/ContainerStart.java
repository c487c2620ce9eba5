package dev.brownout.examples.exchange.stack;

import dev.brownout.api.BrownoutException;
import dev.brownout.api.Stack;
import dev.brownout.examples.exchange.containers.ExchangeImage;
import dev.brownout.examples.exchange.edge.EdgeMain;
import dev.brownout.examples.exchange.engine.EngineMain;
import dev.brownout.examples.exchange.gateway.GatewayMain;
import dev.brownout.examples.exchange.postgres.PostgresCluster;
import dev.brownout.faults.container.ContainerPlane;
import dev.brownout.faults.container.Docker;
import dev.brownout.faults.container.ground.ContainerGround;
import dev.brownout.faults.node.NodePlane;
import java.io.IOException;
import java.net.InetAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Starts one exchange in containers, on a ground that is there already. Containers start side by side. */
final class ContainerStart {
    private static final Logger LOG = LoggerFactory.getLogger(ContainerStart.class);
    private static final String POSTGRES = "brownout/postgres";
    private static final String REDIS = "brownout/redis";

    /** The cluster is thrown away, as that of the processes is. */
    private static final List<String> POSTGRES_SETTINGS =
            List.of("-c", "fsync=off", "-c", "max_connections=100", "-c", "shared_buffers=64MB");

    private final Stack stack;
    private final ContainerOptions options;
    private final NodePlane plane;
    private final ContainerGround ground;
    private final Docker docker;
    private final Path directory;
    private final RunningParts parts = new RunningParts();
    private final String password = UUID.randomUUID().toString();

    ContainerStart(Stack stack, ContainerOptions options, NodePlane plane, Path directory) {
        this.stack = stack;
        this.options = options;
        this.plane = plane;
        this.ground = plane.part(ContainerGround.class);
        this.docker = ground.docker();
        this.directory = directory.toAbsolutePath();
    }

    RunningExchange start() {
        try {
            return started();
        } catch (RuntimeException e) {
            var tails = new StringBuilder();
            stack.components().forEach(c -> tails.append(tail(c.id())));
            try {
                parts.close();
            } catch (RuntimeException alsoFailed) {
                e.addSuppressed(alsoFailed);
            }
            throw new BrownoutException(
                    "stack " + stack.id() + " must start, but did not: " + e.getMessage() + tails, e);
        }
    }

    /** What a container that has ended said last. */
    private String tail(String component) {
        try {
            var state = docker.quick("inspect", "--format", "{{.State.Status}}", ground.container(component));
            if (!state.ok() || state.output().strip().equals("running")) {
                return "";
            }
            var said = docker.quick("logs", "--tail", "10", ground.container(component));
            return "\n" + component + " is " + state.output().strip() + "; its log says:\n" + said.output()
                    + said.errors();
        } catch (IOException e) {
            return "";
        }
    }

    private RunningExchange started() {
        var watch = new PhaseWatch();
        var image = ExchangeImage.ensure(docker);
        watch.done("image");
        parts.afterwards(this::remove);
        ground.publish(plane, Map.of(Layout.LEDGER_NAME, Layout.LEDGER));
        var ledger = "ledger=jdbc:postgresql://" + Layout.LEDGER_NAME + ":5432/" + PostgresCluster.DATABASE;
        var secret = "ledger-password=" + password;
        var engine = "engine=http://" + Layout.ENGINE + ":8080";
        var starts = new ArrayList<CompletableFuture<Void>>();
        starts.add(run(Layout.LEDGER, List.of("--env", "POSTGRES_PASSWORD=" + password), POSTGRES, POSTGRES_SETTINGS));
        starts.add(run(ContainerLayout.SESSIONS, List.of(), REDIS, List.of()));
        // what was sequenced outlives the process, as its orders must
        starts.add(java(
                Layout.ENGINE,
                image,
                EngineMain.class,
                List.of(ledger, secret, "command-log=/exchange/data/commands.log")));
        for (var gateway : Layout.GATEWAYS) {
            starts.add(java(
                    gateway,
                    image,
                    GatewayMain.class,
                    List.of(ledger, secret, engine, "sessions=redis://" + ContainerLayout.SESSIONS + ":6379")));
        }
        starts.add(java(
                Layout.EDGE,
                image,
                EdgeMain.class,
                List.of(
                        "gateways="
                                + Layout.GATEWAYS.stream()
                                        .map(g -> "http://" + g + ":8080")
                                        .collect(Collectors.joining(",")),
                        engine)));
        starts.add(run(Layout.USERS, List.of(), ground.image(), List.of("sleep", "infinity")));
        join(starts);
        watch.done("containers");
        var address = ground.front(link(Layout.USERS, Layout.EDGE));
        var containers =
                stack.components().stream().collect(Collectors.toMap(c -> c.id(), c -> ground.container(c.id())));
        var exits = parts.opened(new ContainerExits(docker, containers, plane.part(ContainerPlane.class)::free));
        var running = new RunningExchange(
                stack,
                options.exchange(),
                parts,
                Map.of(),
                exits,
                URI.create("http://" + address.getAddress().getHostAddress() + ":" + address.getPort()),
                new LedgerReader(
                        "jdbc:postgresql://" + text(ground.address(Layout.LEDGER)) + ":5432/"
                                + PostgresCluster.DATABASE,
                        password,
                        URI.create("http://" + text(ground.address(Layout.ENGINE)) + ":8080")));
        parts.opened(running.clientThreads());
        boolean served = FullService.await(running, this::checkAllRun, directory);
        watch.done("full service");
        if (served) {
            FullService.stock(running);
        }
        watch.done("resting orders");
        LOG.info("{} serves at {} after {}", stack.id(), address, watch);
        return running;
    }

    private static String text(InetAddress address) {
        return address.getHostAddress();
    }

    private static void join(List<CompletableFuture<Void>> starts) {
        try {
            CompletableFuture.allOf(starts.toArray(CompletableFuture[]::new)).join();
        } catch (CompletionException e) {
            throw e.getCause() instanceof RuntimeException cause ? cause : e;
        }
    }

    private CompletableFuture<Void> java(String component, String image, Class<?> main, List<String> settings) {
        var command = new ArrayList<>(List.of(main.getName(), "name=" + component));
        command.addAll(options.exchange().arguments());
        command.addAll(settings);
        return run(component, List.of(), image, command);
    }

    private CompletableFuture<Void> run(String component, List<String> arguments, String image, List<String> command) {
        return CompletableFuture.runAsync(() -> {
            var words = new ArrayList<>(List.of("run", "--detach"));
            words.addAll(ground.placement(component, Map.of()).words());
            words.addAll(arguments);
            words.add(image);
            words.addAll(command);
            docker.must("container of " + component + " must start", words.toArray(String[]::new));
            ground.started(plane, stack.component(component));
        });
    }

    private dev.brownout.api.Link link(String from, String to) {
        return stack.links().stream()
                .filter(l -> l.id().equals(Layout.link(from, to)))
                .findFirst()
                .orElseThrow();
    }

    private void checkAllRun() {
        for (var component : stack.components()) {
            var tail = tail(component.id());
            if (!tail.isEmpty()) {
                throw new BrownoutException(component.id() + " must run, but has ended");
            }
        }
    }

    /** Keeps what each container said beside the journal, and removes them all. */
    private void remove() throws IOException {
        Files.createDirectories(directory);
        var words = new ArrayList<>(List.of("rm", "--force", "--volumes"));
        for (var component : stack.components()) {
            var said = docker.quick("logs", ground.container(component.id()));
            Files.writeString(
                    directory.resolve(component.id() + ".log"), said.output() + said.errors(), StandardCharsets.UTF_8);
            words.add(ground.container(component.id()));
        }
        docker.must("containers of the exchange must be removed", words.toArray(String[]::new));
    }
}
