package dev.brownout.examples.exchange.stack;

import dev.brownout.api.BrownoutException;
import dev.brownout.api.Stack;
import dev.brownout.examples.exchange.config.Settings;
import dev.brownout.examples.exchange.containers.ExchangeImage;
import dev.brownout.examples.exchange.edge.EdgeMain;
import dev.brownout.examples.exchange.edge.Features;
import dev.brownout.examples.exchange.edge.NginxEdge;
import dev.brownout.examples.exchange.engine.EngineMain;
import dev.brownout.examples.exchange.gateway.GatewayMain;
import dev.brownout.examples.exchange.postgres.PostgresCluster;
import dev.brownout.faults.container.ContainerPlane;
import dev.brownout.faults.container.Docker;
import dev.brownout.faults.container.ground.ContainerGround;
import dev.brownout.faults.container.ground.ImageContainer;
import dev.brownout.faults.node.NodePlane;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Starts one exchange in containers, on a ground that is there already. Containers start side by side. */
final class ContainerStart {
    private static final Logger LOG = LoggerFactory.getLogger(ContainerStart.class);
    private static final String POSTGRES = "brownout/postgres";
    private static final String REDIS = "brownout/redis";
    private static final String NGINX = "brownout/nginx";
    private static final Duration LIMIT = Duration.ofSeconds(30);

    /** About as many features as were in use before 18 November 2025, when there was room for 200. */
    private static final int FEATURES = 60;

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
            return "\n" + component + " is " + state.output().strip() + "; its log says:\n"
                    + docker.saidLast(ground.container(component), 10);
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
        starts.add(run(
                Layout.LEDGER,
                new ImageContainer(
                        POSTGRES,
                        5432,
                        Map.of("POSTGRES_PASSWORD", password),
                        POSTGRES_SETTINGS,
                        Map.of(),
                        List.of())));
        starts.add(run(ContainerLayout.SESSIONS, plain(REDIS, List.of())));
        // who finds no ledger when it starts waits the longer before it looks again
        join(starts);
        awaitLedger();
        starts.add(run(Layout.USERS, plain(ground.image(), List.of("sleep", "infinity"))));
        // what was sequenced outlives the process, as its orders must
        var log = "command-log=/exchange/data/commands.log";
        starts.add(run(Layout.ENGINE, java(Layout.ENGINE, image, EngineMain.class, List.of(ledger, secret, log))));
        for (var gateway : Layout.GATEWAYS) {
            var settings = List.of(ledger, secret, engine, "sessions=redis://" + ContainerLayout.SESSIONS + ":6379");
            starts.add(run(gateway, java(gateway, image, GatewayMain.class, settings)));
        }
        var gateways =
                Layout.GATEWAYS.stream().map(g -> "http://" + g + ":8080").collect(Collectors.joining(","));
        if (options.nginx()) {
            // nginx takes a gateway that is not there yet for one that has failed, and leaves it out
            join(starts);
            Layout.GATEWAYS.forEach(this::awaitReady);
            starts.add(run(Layout.EDGE, nginx(gateways, engine)));
        } else {
            starts.add(run(Layout.EDGE, edge(image, gateways, engine)));
        }
        join(starts);
        ContainerLayout.files(options)
                .forEach((file, path) -> plane.placeInside(stack.component(Layout.EDGE), file, path));
        ground.awaitVantages(plane);
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

    private static ImageContainer plain(String image, List<String> command) {
        return new ImageContainer(image, 1, Map.of(), command, Map.of(), List.of());
    }

    private ImageContainer java(String component, String image, Class<?> main, List<String> settings) {
        return plain(image, command(component, main, settings));
    }

    private List<String> command(String component, Class<?> main, List<String> settings) {
        var command = new ArrayList<>(List.of(main.getName(), "name=" + component));
        command.addAll(options.exchange().arguments());
        command.addAll(settings);
        return command;
    }

    private ImageContainer edge(String image, String gateways, String engine) {
        var place = ContainerLayout.FEATURES_PLACE;
        return new ImageContainer(
                image,
                ContainerLayout.WEB,
                Map.of(),
                command(Layout.EDGE, EdgeMain.class, List.of("gateways=" + gateways, engine, "features=" + place)),
                Map.of(written("bot-features.json", Features.generated(FEATURES)), place),
                List.of());
    }

    private ImageContainer nginx(String gateways, String engine) {
        var settings = new ArrayList<>(options.exchange().arguments());
        settings.addAll(List.of(
                "name=" + Layout.EDGE,
                "port=" + ContainerLayout.WEB,
                "gateways=" + gateways,
                engine,
                "features=" + ContainerLayout.MAP_PLACE));
        var edge = NginxEdge.of(Settings.read(settings.toArray(String[]::new), Map.of()));
        return new ImageContainer(
                NGINX,
                ContainerLayout.WEB,
                Map.of(),
                List.of(),
                Map.of(
                        written("nginx.conf", edge.configuration()),
                        "/etc/nginx/nginx.conf",
                        written(NginxEdge.FEATURES, NginxEdge.features(FEATURES)),
                        ContainerLayout.MAP_PLACE),
                List.of());
    }

    /** Writes a file that a container is given a copy of. */
    private Path written(String name, String text) {
        try {
            return Files.writeString(Files.createDirectories(directory).resolve(name), text);
        } catch (IOException e) {
            throw new BrownoutException("directory " + directory + " must be writable, but was not: " + e, e);
        }
    }

    private CompletableFuture<Void> run(String component, ImageContainer source) {
        return CompletableFuture.runAsync(() -> {
            source.start(docker, ground.placement(component, Map.of()));
            ground.started(plane, stack.component(component));
        });
    }

    /** It answers over the network only when it is set up. */
    private void awaitLedger() {
        var place = new InetSocketAddress(ground.address(Layout.LEDGER), 5432);
        await(Layout.LEDGER, () -> {
            try (var socket = new Socket()) {
                socket.connect(place, 500);
                return true;
            } catch (IOException e) {
                return false;
            }
        });
    }

    private void awaitReady(String component) {
        await(
                component,
                () -> docker.must(component + " must have a log", "logs", ground.container(component))
                        .contains("READY"));
    }

    private void await(String component, BooleanSupplier ready) {
        long end = System.nanoTime() + LIMIT.toNanos();
        while (!ready.getAsBoolean()) {
            if (!tail(component).isEmpty()) {
                throw new BrownoutException(component + " must run, but has ended");
            }
            if (System.nanoTime() - end > 0) {
                throw new BrownoutException(component + " must be ready within " + LIMIT + ", but is not");
            }
            LockSupport.parkNanos(Duration.ofMillis(100).toNanos());
        }
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
