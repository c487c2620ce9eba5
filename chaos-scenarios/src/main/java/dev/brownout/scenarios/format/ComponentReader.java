package dev.brownout.scenarios.format;

import dev.brownout.api.BrownoutException;
import dev.brownout.api.Component;
import dev.brownout.api.ComponentProcess;
import dev.brownout.api.ConfigFile;
import dev.brownout.api.LoadEvidence;
import dev.brownout.api.ProcessControl;
import dev.brownout.api.Protocol;
import dev.brownout.api.Reload;
import dev.brownout.api.Timings;
import dev.brownout.faults.container.ground.ImageContainer;
import dev.brownout.scenarios.stack.PidFileProcess;
import dev.brownout.scenarios.stack.ServiceStack;
import dev.brownout.scenarios.stack.ServiceStackBuilder;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/** Reads the components of a stack file: what they are, where they listen, and what faults may do to them. */
final class ComponentReader {
    private final ServiceStackBuilder stack;
    private final Path directory;
    private final Map<String, Component> components = new LinkedHashMap<>();
    private final Map<String, Supplier<InetSocketAddress>> addresses = new LinkedHashMap<>();
    private final Map<String, ImageContainer> contained = new LinkedHashMap<>();
    private final List<Runnable> files = new ArrayList<>();

    ComponentReader(ServiceStackBuilder stack, Path directory) {
        this.stack = stack;
        this.directory = directory;
        components.put(
                ServiceStack.TEST, new Component(ServiceStack.TEST, Map.of("role", ServiceStack.TEST), Timings.NONE));
    }

    void read(Fields all) {
        all.keys().forEach(id -> {
            try {
                ScenarioReader.id(id);
            } catch (IllegalArgumentException e) {
                all.problem(all.at(id), "id of a component " + e.getMessage());
                return;
            }
            all.mapping(id, "component " + id).ifPresent(f -> component(id, f));
        });
    }

    private void component(String id, Fields f) {
        var labels = f.mapping("labels", "labels of component " + id)
                .map(StackReader::labels)
                .orElse(Map.of("role", id));
        var timings = f.mapping("timings", "timings of component " + id)
                .map(ComponentReader::timings)
                .orElse(Timings.NONE);
        f.parsed("address", StackReader::address).ifPresent(a -> addresses.put(id, a));
        var component = new Component(id, labels, timings);
        components.put(id, component);
        if (!id.equals(ServiceStack.TEST)
                || f.node("labels").isPresent()
                || f.node("timings").isPresent()) {
            stack.component(component);
        }
        f.mapping("process", "process of component " + id).ifPresent(p -> process(id, f, p));
        f.mapping("container", "container of component " + id).ifPresent(c -> container(id, c));
        f.mapping("files", "files of component " + id)
                .ifPresent(all -> all.keys()
                        .forEach(file -> all.mapping(file, "file " + file + " of component " + id)
                                .ifPresent(one -> file(id, file, one))));
        f.end();
    }

    /** An image that is on this host, started with the stack. */
    private void container(String id, Fields f) {
        var image = f.requiredText("image");
        var port = f.required("port", f.number("port", 1, 65_535), 1.0);
        var environment = new LinkedHashMap<String, String>();
        f.mapping("environment", "environment of the container of " + id)
                .ifPresent(e -> e.keys().forEach(key -> e.text(key).ifPresent(value -> environment.put(key, value))));
        var command = f.list("command").stream()
                .flatMap(n -> f.text(n, "a word of command").stream())
                .toList();
        var copies = new LinkedHashMap<Path, String>();
        f.mapping("copy", "copy of the container of " + id)
                .ifPresent(c -> c.keys()
                        .forEach(from -> c.text(from).ifPresent(to -> {
                            if (!to.startsWith("/")) {
                                c.problem(
                                        c.at(from),
                                        "a place in a container must be an absolute path, but was \"" + to + "\"");
                            }
                            copies.put(directory.resolve(from), to);
                        })));
        var aliases = f.list("aliases").stream()
                .flatMap(n -> f.text(n, "an alias").stream())
                .toList();
        f.end();
        contained.put(id, new ImageContainer(image, port.intValue(), environment, command, copies, aliases));
        files.add(() -> Optional.ofNullable(contained.get(id)).ifPresent(source -> stack.container(id, source)));
    }

    /** Whether a component is brought in a container, so that a link to it needs no address. */
    boolean contained(String id) {
        return contained.containsKey(id);
    }

    private static Timings timings(Fields f) {
        var none = Duration.ZERO;
        var timings = new Timings(
                f.duration("dns-positive").orElse(none),
                f.duration("dns-negative").orElse(none),
                f.duration("pool-lifetime").orElse(none),
                f.duration("client-timeout").orElse(none),
                f.duration("last-good").orElse(none));
        f.end();
        return timings;
    }

    private void process(String id, Fields component, Fields f) {
        var pidFile = f.requiredText("pid-file");
        var serves = f.parsed("serves", StackReader::unresolved)
                .or(() -> component.parsed("address", StackReader::unresolved));
        var protocol = f.parsed("protocol", StackReader::protocol).orElse(Protocol.TCP);
        var log = f.text("log").map(directory::resolve);
        var start = f.texts("start");
        var from = f.text("directory").map(directory::resolve).orElse(directory);
        f.end();
        if (serves.isEmpty()) {
            f.problem(
                    f.at(),
                    "process of component " + id + " must have the key \"serves\" (host:port), or the component"
                            + " \"address\", but neither has");
            return;
        }
        var pid = directory.resolve(pidFile);
        Optional<ComponentProcess.Revival> revival =
                start.isEmpty() ? Optional.empty() : Optional.of(new ComponentProcess.Revival(start, from, pid));
        var process = new PidFileProcess(pid, new ComponentProcess.Served(serves.get(), protocol), log, revival);
        files.add(
                () -> stack.process(id, revival.isPresent() ? ProcessControl.RESTART : ProcessControl.PAUSE, process));
    }

    private void file(String component, String id, Fields f) {
        var path = f.requiredText("path");
        var format = f.required(
                "format",
                f.parsed("format", t -> ScenarioReader.word(ConfigFile.Format.class, t)),
                ConfigFile.Format.TEXT);
        var reload = f.node("reload").flatMap(n -> reload(f, n)).orElse(Reload.watch());
        var evidence = new ArrayList<LoadEvidence>();
        f.list("evidence").forEach(n -> evidence(f, n).ifPresent(evidence::add));
        if (evidence.isEmpty() && f.node("evidence").isEmpty()) {
            f.required("evidence", Optional.empty(), "");
        }
        f.end();
        try {
            var file = new ConfigFile(id, format, reload, evidence);
            files.add(() -> stack.file(component, file, directory.resolve(path)));
        } catch (BrownoutException e) {
            f.problem(f.at(), String.valueOf(e.getMessage()));
        }
    }

    /** {@code watch}, {@code {signal: HUP}}, {@code {command: […]}} or {@code {http: POST /reload}}. */
    private static Optional<Reload> reload(Fields file, Node n) {
        if (n instanceof Node.Scalar) {
            return file.parsed("reload", t -> {
                if (!t.equals("watch")) {
                    throw new IllegalArgumentException(
                            "must be watch, or have one key, which is signal, command or http, but was \"" + t + "\"");
                }
                return Reload.watch();
            });
        }
        return file.mapping(n, "reload").flatMap(f -> {
            var signal = f.parsed("signal", Reload::signal);
            var command = f.texts("command");
            var http = f.parsed("http", t -> {
                var words = t.strip().split("\\s+", -1);
                return new Reload(Reload.Way.HTTP, List.of(words));
            });
            f.end();
            if (f.node("command").isPresent() && command.isEmpty()) {
                f.problem(f.at("command"), "\"command\" of reload must name a program, but is empty");
            }
            if (f.keys().size() != 1) {
                f.problem(f.at(), "reload must have one key, which is signal, command or http, but has " + f.keys());
            }
            return signal.or(() -> http)
                    .or(() -> command.isEmpty()
                            ? Optional.empty()
                            : Optional.of(Reload.command(command.toArray(String[]::new))));
        });
    }

    /** {@code exit}, {@code {log-line: …}} or {@code {status: /path, pointer: /sha256}}. */
    private static Optional<LoadEvidence> evidence(Fields file, Node n) {
        if (n instanceof Node.Scalar) {
            return file.text(n, "evidence").flatMap(t -> {
                if (t.equals("exit")) {
                    return Optional.of(LoadEvidence.exit());
                }
                file.problem(
                        n.at(), "evidence must be exit, or have the key log-line or status, but was \"" + t + "\"");
                return Optional.empty();
            });
        }
        return file.mapping(n, "evidence").flatMap(f -> {
            var line = f.parsed("log-line", LoadEvidence::logLine);
            var pointer = f.text("pointer").orElse("");
            var status = f.parsed("status", path -> LoadEvidence.status(path, pointer));
            f.end();
            if (f.keys().contains("log-line") == f.keys().contains("status")) {
                f.problem(f.at(), "evidence must have either the key log-line or status, but has " + f.keys());
            }
            return line.or(() -> status);
        });
    }

    /** Hand on what faults may do. Call when nothing was wrong. */
    void addFiles() {
        files.forEach(Runnable::run);
    }

    /** The value of a key that must be a component's id; empty if it is none. */
    Optional<String> known(Fields f, String key, Optional<String> otherwise) {
        var id = otherwise.isPresent() ? f.text(key).or(() -> otherwise) : Optional.of(f.requiredText(key));
        return id.filter(i -> i.isEmpty() ? false : check(f, f.at(key), "\"" + key + "\"", i));
    }

    boolean check(Fields f, Location at, String what, String id) {
        if (components.containsKey(id)) {
            return true;
        }
        f.problem(at, what + " must be a component, but was \"" + id + "\"; " + Nearest.hint(id, components.keySet()));
        return false;
    }

    Component find(String id) {
        var component = components.get(id);
        if (component == null) {
            throw new IllegalArgumentException(id);
        }
        return component;
    }

    Optional<Supplier<InetSocketAddress>> address(String id) {
        return Optional.ofNullable(addresses.get(id));
    }
}
