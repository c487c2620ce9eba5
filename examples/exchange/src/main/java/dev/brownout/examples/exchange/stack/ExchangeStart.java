package dev.brownout.examples.exchange.stack;

import dev.brownout.api.BrownoutException;
import dev.brownout.api.FaultPlane;
import dev.brownout.api.Link;
import dev.brownout.api.Name;
import dev.brownout.api.RunningStack;
import dev.brownout.api.Stack;
import dev.brownout.examples.exchange.edge.EdgeMain;
import dev.brownout.examples.exchange.edge.Features;
import dev.brownout.examples.exchange.engine.EngineMain;
import dev.brownout.examples.exchange.gateway.GatewayMain;
import dev.brownout.examples.exchange.postgres.FreePorts;
import dev.brownout.examples.exchange.postgres.PostgresCluster;
import dev.brownout.faults.process.ProcessSpec;
import dev.brownout.faults.process.Signal;
import dev.brownout.faults.process.SupervisedProcess;
import dev.brownout.faults.process.Supervisor;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Starts one exchange behind a plane. Processes run as early as what they need is known: the edge while Postgres is
 * initialised, gateways and engine while it comes up.
 */
final class ExchangeStart {
    private static final Logger LOG = LoggerFactory.getLogger(ExchangeStart.class);
    private static final Duration LIMIT = Duration.ofSeconds(30);
    private static final String PASSWORD = "EXCHANGE_LEDGER_PASSWORD";

    /** About as many features as were in use before 18 November 2025, when there was room for 200. */
    private static final int FEATURES = 60;

    private final Stack stack;
    private final ExchangeOptions options;
    private final FaultPlane plane;
    private final Path directory;
    private final ChildJvm jvm;
    private final Map<String, SupervisedProcess> processes = new LinkedHashMap<>();
    private final RunningParts parts = new RunningParts();

    ExchangeStart(Stack stack, ExchangeOptions options, FaultPlane plane, Path directory) {
        this.stack = stack;
        this.options = options;
        this.plane = plane;
        this.directory = directory.toAbsolutePath();
        this.jvm = new ChildJvm(plane, options, this.directory);
    }

    RunningExchange start() {
        try {
            return started();
        } catch (RuntimeException e) {
            var tails = new StringBuilder();
            processes.forEach((component, process) -> {
                if (!process.alive()) {
                    tails.append("\n").append(component).append(" has ended; its log says:\n");
                    tails.append(parts.tail(directory, component));
                }
            });
            try {
                parts.close();
            } catch (RuntimeException alsoFailed) {
                e.addSuppressed(alsoFailed);
            }
            throw new BrownoutException(
                    "stack " + stack.id() + " must start, but did not: " + e.getMessage() + tails, e);
        }
    }

    private RunningExchange started() {
        var watch = new PhaseWatch();
        writeFiles();
        var supervisor = parts.opened(Supervisor.start(directory));
        var edge = spawn(supervisor, edge());
        var users = spawn(supervisor, jvm.of(stack.component(Layout.USERS), UsersMain.class, List.of(), Map.of()));
        var cluster = PostgresCluster.createTemporary();
        parts.afterwards(cluster::delete);
        watch.done("initdb");
        int ledgerPort = freePort();
        publish(ledgerPort);
        var ledger = spawn(supervisor, ledger(cluster, ledgerPort));
        var password = Map.of(PASSWORD, cluster.password());
        var engine = spawn(
                supervisor,
                jvm.of(
                        stack.component(Layout.ENGINE),
                        EngineMain.class,
                        List.of("ledger=" + ledgerUrl(Layout.ENGINE)),
                        password));
        var gateways = Layout.GATEWAYS.stream()
                .map(id -> spawn(supervisor, gateway(id, password)))
                .toList();
        awaitLedger(cluster, ledgerPort, ledger);
        watch.done("ledger");
        connect(Layout.EDGE, Layout.ENGINE, engine.awaitReady(LIMIT));
        for (var gateway : gateways) {
            connect(gateway.name(), Layout.ENGINE, port(engine));
            connect(Layout.EDGE, gateway.name(), gateway.awaitReady(LIMIT));
        }
        connect(Layout.USERS, Layout.EDGE, edge.awaitReady(LIMIT));
        users.awaitReady(LIMIT);
        var address = url(Layout.USERS, Layout.EDGE);
        watch.done("processes");
        var components = new Components(stack, plane, supervisor, LIMIT);
        processes.values().stream()
                .filter(process -> process != ledger)
                .forEach(process -> components.http(process, port(process)));
        components.ledger(ledger, ledgerPort, started -> cluster.awaitReady(ledgerPort, started::alive, LIMIT));
        plane.place(stack.component(Layout.EDGE), Layout.FEATURES, features());
        var running = new RunningExchange(
                stack,
                options,
                parts,
                components.all(),
                listener -> components
                        .all()
                        .forEach((component, process) ->
                                process.onUnexpectedExit(exit -> listener.accept(() -> new RunningStack.Exit(
                                        component,
                                        exit.describe() + "; its log ends:\n" + parts.tail(directory, component))))),
                java.net.URI.create(address),
                new LedgerReader(
                        cluster.jdbcUrl("127.0.0.1", ledgerPort),
                        cluster.password(),
                        java.net.URI.create("http://127.0.0.1:" + port(engine))));
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

    private SupervisedProcess spawn(Supervisor supervisor, ProcessSpec spec) {
        var process = supervisor.spawn(spec);
        processes.put(spec.name(), process);
        return process;
    }

    private static int port(SupervisedProcess process) {
        return process.awaitReady(LIMIT);
    }

    private ProcessSpec edge() {
        var gateways = Layout.GATEWAYS.stream()
                .map(gateway -> url(Layout.EDGE, gateway))
                .toList();
        return jvm.of(
                stack.component(Layout.EDGE),
                EdgeMain.class,
                List.of(
                        "gateways=" + String.join(",", gateways),
                        "engine=" + url(Layout.EDGE, Layout.ENGINE),
                        "features=" + features()),
                Map.of());
    }

    private ProcessSpec gateway(String id, Map<String, String> environment) {
        return jvm.of(
                stack.component(id),
                GatewayMain.class,
                List.of("ledger=" + ledgerUrl(id), "engine=" + url(id, Layout.ENGINE)),
                environment);
    }

    /** The cluster's own server, with its log beside the others'. */
    private ProcessSpec ledger(PostgresCluster cluster, int port) {
        var process = cluster.process(Layout.LEDGER, port);
        return ProcessSpec.of(
                        process.name(),
                        process.command(),
                        process.directory(),
                        directory.resolve(Layout.LEDGER + ".log"))
                .withStopSignal(Signal.INT);
    }

    private Link link(String from, String to) {
        var id = Layout.link(from, to);
        return stack.links().stream()
                .filter(link -> link.id().equals(id))
                .findFirst()
                .orElseThrow(() -> new BrownoutException("link must be one of the stack's, but was " + id));
    }

    private String url(String from, String to) {
        return "http://127.0.0.1:" + plane.open(link(from, to)).getPort();
    }

    private String ledgerUrl(String from) {
        var host = options.lookup() == ExchangeOptions.Lookup.BYPASS ? "127.0.0.1" : Layout.LEDGER_NAME;
        return "jdbc:postgresql://" + host + ":"
                + plane.open(link(from, Layout.LEDGER)).getPort() + "/" + PostgresCluster.DATABASE;
    }

    private void connect(String from, String to, int port) {
        plane.connect(link(from, to), new InetSocketAddress(loopback(), port));
    }

    private void publish(int ledgerPort) {
        for (Name name : stack.names()) {
            plane.publish(name, List.of(loopback()));
            name.resolvers().keySet().forEach(component -> connect(component, Layout.LEDGER, ledgerPort));
        }
    }

    private void awaitLedger(PostgresCluster cluster, int port, SupervisedProcess server) {
        try {
            cluster.awaitReady(port, server::alive, LIMIT);
        } catch (RuntimeException e) {
            throw new BrownoutException(
                    e.getMessage() + "\n" + Layout.LEDGER + "'s log says:\n" + parts.tail(directory, Layout.LEDGER), e);
        }
    }

    private Path features() {
        return directory.resolve("bot-features.json");
    }

    private void writeFiles() {
        try {
            Files.createDirectories(directory);
            Files.writeString(features(), Features.generated(FEATURES));
            if (options.lookup() == ExchangeOptions.Lookup.PLATFORM) {
                Files.writeString(jvm.hosts(), "127.0.0.1 localhost " + Layout.LEDGER_NAME + "\n");
            }
        } catch (IOException e) {
            throw new BrownoutException("directory " + directory + " must be writable, but was not: " + e, e);
        }
    }

    private static InetAddress loopback() {
        try {
            return InetAddress.getByAddress(new byte[] {127, 0, 0, 1});
        } catch (UnknownHostException e) {
            throw new IllegalStateException("four bytes are an address", e);
        }
    }

    private static int freePort() {
        try {
            return FreePorts.choose();
        } catch (IOException e) {
            throw new BrownoutException("the ledger must have a port: " + e.getMessage(), e);
        }
    }

    private void checkAllRun() {
        processes.values().stream()
                .filter(process -> !process.alive())
                .findFirst()
                .ifPresent(process -> {
                    throw new BrownoutException(process.name() + " must run, but has ended");
                });
    }
}
