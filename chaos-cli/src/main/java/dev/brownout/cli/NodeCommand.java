package dev.brownout.cli;

import dev.brownout.api.BrownoutException;
import dev.brownout.api.Durations;
import dev.brownout.faults.FaultRegistry;
import dev.brownout.faults.LocalPlane;
import dev.brownout.faults.node.Node;
import dev.brownout.faults.undo.Ledger;
import dev.brownout.faults.undo.StateDirectory;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Runs the planes alone. */
@Command(
        name = "node",
        description =
                "Run the fault planes alone: Toxiproxy's API, a DNS server, and a control API for everything else,"
                        + " described at /openapi.json there. Every fault ends with the node, or with its own life.",
        mixinStandardHelpOptions = true,
        footer = {
            "",
            "Examples:",
            "  brownout node",
            "  brownout node --port 8474 --control 8475 --dns 127.0.0.1:8453 --upstream 192.0.2.53:53",
            "  brownout run OUTAGE --plane http://127.0.0.1:8475",
            "",
            "Exit codes: 130, 143 ended by Ctrl-C or SIGTERM, 2 bad usage, such as a port that is taken"
        })
final class NodeCommand implements Callable<Integer> {
    @Option(
            names = "--host",
            defaultValue = "127.0.0.1",
            description = "host of the Toxiproxy API, and of every link (default: ${DEFAULT-VALUE})")
    private String host = "";

    @Option(
            names = "--port",
            defaultValue = "8474",
            description = "port of the Toxiproxy API (default: ${DEFAULT-VALUE})")
    private int port;

    @Option(
            names = "--control",
            paramLabel = "[HOST:]PORT",
            defaultValue = "8475",
            description = "where the control API listens (default: ${DEFAULT-VALUE}, on --host)")
    private String control = "";

    @Option(
            names = "--dns",
            paramLabel = "[HOST:]PORT",
            defaultValue = "8453",
            description = "where the DNS server listens, UDP and TCP (default: ${DEFAULT-VALUE}, on --host)")
    private String dns = "";

    @Option(
            names = "--upstream",
            paramLabel = "HOST:PORT",
            split = ",",
            description = "resolvers for names that nobody has published (default: none, they are refused)")
    private List<String> upstream = new ArrayList<>();

    @Option(names = "--config", paramLabel = "FILE", description = "proxies to begin with, as Toxiproxy's -config")
    private Optional<Path> config = Optional.empty();

    @Option(
            names = "--seed",
            paramLabel = "N",
            defaultValue = "1",
            description = "decisions follow from it (default: ${DEFAULT-VALUE})")
    private long seed;

    @Option(
            names = "--max-life",
            paramLabel = "DURATION",
            defaultValue = "1h",
            description = "the longest that any injection may ask to live (default: ${DEFAULT-VALUE})")
    private String maxLife = "";

    @Option(names = "--allow-public", description = "listen where other machines reach it; it asks for no password")
    private boolean allowPublic;

    @Option(
            names = "--allow-host",
            paramLabel = "NAME",
            split = ",",
            description = "a host name that the control API may be called by, besides localhost and its number")
    private List<String> allowHost = new ArrayList<>();

    @Spec
    @SuppressWarnings("NullAway.Init") // set by picocli before call()
    private CommandSpec spec;

    @Override
    public Integer call() {
        var out = spec.commandLine().getOut();
        var settings = settings();
        var state = StateDirectory.standard();
        var file = ledger(state);
        try (var ledger = Ledger.create(file, state);
                var node = Node.open(settings, FaultRegistry.load(), ledger)) {
            var ended = new CompletableFuture<Integer>();
            Signals.handle(ended::complete);
            out.println("Toxiproxy API  http://" + text(node.toxiproxy()));
            out.println("control API    http://" + text(node.control()) + "  (described at /openapi.json)");
            out.println("DNS            " + text(node.dns()) + "  (UDP and TCP)");
            out.println("READY " + node.control().getPort());
            out.flush();
            int signal = ended.join();
            out.println("ending");
            return 128 + signal;
        } finally {
            forget(file, state);
        }
    }

    private Node.Settings settings() {
        return new Node.Settings(
                new LocalPlane.Places(
                        Addresses.parse("--dns", dns, host),
                        Addresses.parse(
                                "--host and --port",
                                host.contains(":") ? "[" + host + "]:" + port : host + ":" + port,
                                host)),
                Addresses.parse("--control", control, host),
                upstream.stream().map(u -> Addresses.parse("--upstream", u, "")).toList(),
                allowPublic,
                allowHost.stream().map(n -> n.toLowerCase(Locale.ROOT)).collect(Collectors.toSet()),
                seed,
                Durations.parse(maxLife),
                config,
                Brownout.Version.number());
    }

    private static String text(InetSocketAddress address) {
        var host = address.getAddress().getHostAddress();
        return (host.contains(":") ? "[" + host + "]" : host) + ":" + address.getPort();
    }

    private static Path ledger(StateDirectory state) {
        var file = state.path().resolve("nodes").resolve(UUID.randomUUID() + ".jsonl");
        try {
            Files.createDirectories(state.path().resolve("nodes"));
        } catch (IOException e) {
            throw new BrownoutException(
                    "state directory " + state.path() + " must be writable, but: " + e
                            + "; set BROWNOUT_STATE to another one",
                    e);
        }
        return file;
    }

    /** A ledger of which nothing is left is of no use to anybody. */
    private static void forget(Path file, StateDirectory state) {
        try {
            if (state.leftovers().stream()
                    .noneMatch(l -> l.ledger().equals(file.toAbsolutePath().normalize()))) {
                Files.deleteIfExists(file);
            }
        } catch (IOException e) {
            throw new BrownoutException("ledger " + file + " must be deletable, but: " + e, e);
        }
    }
}
