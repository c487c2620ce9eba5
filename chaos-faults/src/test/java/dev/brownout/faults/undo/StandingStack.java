package dev.brownout.faults.undo;

import dev.brownout.api.Arguments;
import dev.brownout.api.Component;
import dev.brownout.api.ComponentProcess.Revival;
import dev.brownout.api.ComponentProcess.Served;
import dev.brownout.api.ConfigFile;
import dev.brownout.api.ConfigFile.Format;
import dev.brownout.api.Fault;
import dev.brownout.api.FaultKind;
import dev.brownout.api.Link;
import dev.brownout.api.LoadEvidence;
import dev.brownout.api.Name;
import dev.brownout.api.ProcessControl;
import dev.brownout.api.Protocol;
import dev.brownout.api.Reload;
import dev.brownout.api.Resolution;
import dev.brownout.api.Stack;
import dev.brownout.api.Target;
import dev.brownout.api.Timings;
import dev.brownout.faults.http.HttpLinks;
import dev.brownout.faults.node.NodePlane;
import dev.brownout.faults.process.StandingProcess;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * A stack that stands before, while and after runs come and go: links of every protocol and a name on a chaos node, a
 * process that serves, and files of every format. Test and driver both make it from the same directory.
 */
record StandingStack(Path directory) {
    static final Component GATEWAY = new Component("gateway", Map.of(), Timings.NONE);
    static final Component SERVER = new Component("server", Map.of(), Timings.NONE).withProcess(ProcessControl.RESTART);
    static final Name NAME =
            new Name("ledger.standing.test", Map.of("role", "ledger"), Map.of("gateway", Resolution.JVM_AGENT));

    private static final Map<Format, String> CONTENTS = Map.of(
            Format.JSON, "{\"pairs\":[{\"name\":\"btc-usd\",\"tick\":1},{\"name\":\"eth-usd\",\"tick\":2}]}\n",
            Format.YAML, "pairs:\n  - name: btc-usd\n    tick: 1\n  - name: eth-usd\n    tick: 2\n",
            Format.CSV, "name,tick\nbtc-usd,1\neth-usd,2\n",
            Format.PROPERTIES, "btc-usd=1\neth-usd=2\n",
            Format.TEXT, "btc-usd 1\neth-usd 2\n");

    static List<Link> links() {
        return Arrays.stream(Protocol.values()).map(StandingStack::link).toList();
    }

    private static Link link(Protocol protocol) {
        var word = protocol.name().toLowerCase(Locale.ROOT);
        var labels = new TreeMap<>(Map.of("protocol", word));
        if (protocol.isTls()) {
            // the far end speaks in the clear, and the victim would trust the plane's root
            labels.putAll(Map.of("target-tls", "plain", "trust", "plane", "server-name", "far.standing.test"));
        }
        if (protocol.isHttp()) {
            labels.putAll(Map.of(HttpLinks.WITNESS_PATH, "/", HttpLinks.WS_PATH, "/ws"));
        }
        return new Link("gateway-to-far-" + word, GATEWAY.id(), "far-" + word, protocol, labels);
    }

    /** One component a format, each with its only file. */
    static List<Component> readers() {
        return Arrays.stream(Format.values())
                .map(f -> new Component("reader-" + f.name().toLowerCase(Locale.ROOT), Map.of(), Timings.NONE)
                        .withFiles(ConfigFile.of("pairs", f, Reload.command("true"), LoadEvidence.logLine("loaded"))))
                .toList();
    }

    Path file(Component reader) {
        return directory.resolve(reader.id()).resolve("pairs");
    }

    Path pidFile() {
        return directory.resolve("server").resolve("pid");
    }

    long pid() throws IOException {
        return Long.parseLong(Files.readString(pidFile()).strip());
    }

    private Path script() {
        return directory.resolve("server").resolve("start.sh");
    }

    Stack stack() {
        var components = new ArrayList<Component>(List.of(GATEWAY, SERVER));
        components.addAll(readers());
        links().forEach(l -> components.add(new Component(l.to(), Map.of(), Timings.NONE)));
        return new Stack("standing", "a stack that stands", Map.of(), components, links(), List.of(NAME), List.of());
    }

    /** What a kind's example can be done to here, in order. */
    static <F extends Fault> List<Target> targets(FaultKind<F> kind, Stack stack) {
        var fault = example(kind);
        return stack.targets(kind.target()).stream()
                .map(Target.class::cast)
                .filter(t -> kind.refusal(fault, t, stack).isEmpty())
                .toList();
    }

    static <F extends Fault> F example(FaultKind<F> kind) {
        return kind.create(Arguments.of(kind.parameters(), kind.description().example()));
    }

    /** Write the files and the server's start script. */
    void build() throws IOException {
        for (var reader : readers()) {
            Files.createDirectories(file(reader).getParent());
            Files.writeString(
                    file(reader), CONTENTS.getOrDefault(reader.files().get(0).format(), "rows\n"));
        }
        Files.createDirectories(directory.resolve("server"));
        Files.writeString(script(), "echo $$ > pid.new && mv pid.new pid && exec sleep 3600\n");
    }

    Revival revival() {
        return new Revival(List.of("/bin/sh", script().toString()), directory.resolve("server"), pidFile());
    }

    /** Tell a run's plane what stands already. */
    void tell(NodePlane plane, InetSocketAddress served) throws IOException {
        for (var reader : readers()) {
            plane.place(reader, "pairs", file(reader));
        }
        plane.attach(
                SERVER,
                new StandingProcess(
                        pid(), new Served(served, Protocol.REDIS), Optional.empty(), Optional.of(revival())));
    }
}
