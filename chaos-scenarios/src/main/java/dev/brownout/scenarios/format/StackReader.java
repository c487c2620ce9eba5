package dev.brownout.scenarios.format;

import dev.brownout.api.BrownoutException;
import dev.brownout.api.Link;
import dev.brownout.api.Name;
import dev.brownout.api.Protocol;
import dev.brownout.api.Resolution;
import dev.brownout.faults.tcp.TcpPlane;
import dev.brownout.scenarios.stack.ServiceStack;
import dev.brownout.scenarios.stack.ServiceStackBuilder;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Reads stack files of format 1: services that run already, at a host and a port. Every problem of a file is reported at once,
 * each with its line, column, rule, value and the nearest known word. Nothing is looked up and nothing is connected to. Thread
 * safe.
 */
public final class StackReader {
    /** The version of the format that this reader knows. */
    public static final int FORMAT = 1;

    private static final Pattern BEGINS =
            Pattern.compile("(?m)^\\s*[{,]?\\s*[\"']?" + FileKind.STACK.key + "[\"']?\\s*:");

    /** Create a reader. */
    public StackReader() {}

    /**
     * Tell a stack file from other files.
     *
     * @param file any file
     * @return true if it can be read and has the key {@code brownout-stack}
     */
    public static boolean isStack(Path file) {
        if (!Files.isRegularFile(file)) {
            return false;
        }
        try (var in = Files.newInputStream(file)) {
            var text = new String(in.readNBytes(YamlTree.MAX_BYTES), java.nio.charset.StandardCharsets.UTF_8);
            return BEGINS.matcher(text).find();
        } catch (IOException e) {
            return false;
        }
    }

    /**
     * Read a file.
     *
     * @param file the file; paths in it are relative to the directory that it lies in
     * @param variables values for the file's variables, by name
     * @return the stack, which has not asked for any address yet
     * @throws InvalidFileException with every problem of the file
     * @throws BrownoutException if the file is not there, is a directory or cannot be read
     */
    public ServiceStack read(Path file, Map<String, String> variables) {
        var directory = Optional.ofNullable(file.toAbsolutePath().getParent()).orElse(Path.of(""));
        return read(file.toString(), FileKind.STACK.bytes(file), directory, variables);
    }

    /**
     * Read a stack from bytes.
     *
     * @param name what to call it in messages
     * @param bytes its UTF-8 text
     * @param directory what paths in it are relative to
     * @param given values for the file's variables, by name
     * @return the stack, which has not asked for any address yet
     * @throws InvalidFileException with every problem of the text
     */
    public ServiceStack read(String name, byte[] bytes, Path directory, Map<String, String> given) {
        var problems = new Problems(FileKind.STACK, name);
        var tree = YamlTree.parse(FileKind.STACK, bytes, problems);
        FileKind.STACK.refuseOthers(tree, problems);
        var variables = new Variables(given, "?", problems).withReferences();
        var file = new Fields(tree, "the stack", problems, variables);
        variables.declare(file);
        file.required(FileKind.STACK.key, file.number(FileKind.STACK.key, FORMAT, FORMAT), 1.0);
        var id = file.required("id", file.parsed("id", ScenarioReader::id), "none");
        var stack = ServiceStack.builder(id).options(given);
        file.text("title").ifPresent(stack::title);
        var components = new ComponentReader(stack, directory);
        file.mapping("components", "components").ifPresent(components::read);
        file.required("components", file.node("components"), new Node.Scalar(file.at(), "", true));
        int before = problems.count();
        var links = links(file, components, stack);
        // what names and probes say of links is checked only where all links could be read
        boolean sure = problems.count() == before;
        names(file, components, link -> !sure || links.containsKey(link), stack);
        new CapabilityReader(sure ? Optional.of(links) : Optional.empty(), stack).read(file);
        file.end();
        variables.complainOfUnused();
        problems.raise();
        try {
            components.addFiles();
            return stack.build();
        } catch (BrownoutException e) {
            // a rule of the records that this reader does not know a place for
            problems.add(tree.at(), e.getMessage() == null ? e.toString() : e.getMessage());
            problems.raise();
            throw e;
        }
    }

    /** Read the links, and return them by their ids. */
    private static Map<String, Link> links(Fields file, ComponentReader components, ServiceStackBuilder stack) {
        var links = new LinkedHashMap<String, Link>();
        for (var n : file.list("links")) {
            file.mapping(n, "a link").ifPresent(f -> {
                var from = components.known(f, "from", Optional.of(ServiceStack.TEST));
                var to = components.known(f, "to", Optional.empty());
                var protocol = f.required("protocol", f.parsed("protocol", StackReader::protocol), Protocol.TCP);
                var labels = new LinkedHashMap<>(f.mapping("labels", "labels of a link")
                        .map(StackReader::labels)
                        .orElse(Map.of()));
                f.number("listen-port", 1, 65_535)
                        .ifPresent(p -> labels.put(TcpPlane.LISTEN_PORT, Integer.toString(p.intValue())));
                var address = f.parsed("address", StackReader::address).or(() -> to.flatMap(components::address));
                f.end();
                boolean contained = to.filter(components::contained).isPresent();
                if (!contained && address.isEmpty() && f.node("address").isEmpty() && to.isPresent()) {
                    f.problem(
                            f.at(),
                            "a link must have the key \"address\" (host:port), or else component " + to.get()
                                    + " must have it, or a container, but neither has");
                }
                if (from.isEmpty() || to.isEmpty()) {
                    return;
                }
                var link = Link.between(components.find(from.get()), components.find(to.get()), protocol);
                if (links.putIfAbsent(link.id(), link) != null) {
                    f.problem(f.at(), "link " + link.id() + " must stand once, but stands twice");
                } else if (contained) {
                    stack.link(from.get(), to.get(), protocol, labels);
                } else {
                    address.ifPresent(a -> stack.link(from.get(), to.get(), protocol, a, labels));
                }
            });
        }
        return links;
    }

    private static void names(
            Fields file, ComponentReader components, Predicate<String> isLink, ServiceStackBuilder stack) {
        file.mapping("names", "names")
                .ifPresent(names -> names.keys()
                        .forEach(host -> names.mapping(host, "name " + host).ifPresent(f -> {
                            var leads = components.known(f, "leads-to", Optional.empty());
                            var labels = f.mapping("labels", "labels of name " + host)
                                    .map(StackReader::labels)
                                    .orElse(Map.of());
                            var resolvers = resolvers(f, host, components);
                            f.end();
                            leads.ifPresent(to -> {
                                for (var resolver :
                                        resolvers.isEmpty() ? Set.of(ServiceStack.TEST) : resolvers.keySet()) {
                                    if (!isLink.test(resolver + "-to-" + to)) {
                                        f.problem(
                                                f.at("leads-to"),
                                                "name " + host
                                                        + " must lead where a link of its resolver leads, but there is no"
                                                        + " link from " + resolver + " to " + to + "; add it");
                                    }
                                }
                                try {
                                    if (resolvers.isEmpty()) {
                                        var any = Map.of(ServiceStack.TEST, Resolution.ELSEWHERE);
                                        stack.name(new Name(host, labels, any).id(), to, labels);
                                    } else {
                                        stack.name(new Name(host, labels, resolvers).id(), to, labels, resolvers);
                                    }
                                } catch (BrownoutException e) {
                                    names.problem(names.at(host), String.valueOf(e.getMessage()));
                                }
                            });
                        })));
    }

    private static Map<String, Resolution> resolvers(Fields f, String host, ComponentReader components) {
        var resolvers = new LinkedHashMap<String, Resolution>();
        f.mapping("resolvers", "resolvers of name " + host)
                .ifPresent(r -> r.keys().forEach(component -> {
                    components.check(r, r.at(component), "a resolver of name " + host, component);
                    r.parsed(component, t -> find(Resolution.class, t)).ifPresent(how -> resolvers.put(component, how));
                }));
        return resolvers;
    }

    static Map<String, String> labels(Fields f) {
        var labels = new LinkedHashMap<String, String>();
        f.keys().forEach(label -> f.text(label).ifPresent(value -> labels.put(label, value)));
        return labels;
    }

    static Protocol protocol(String text) {
        return find(Protocol.class, text);
    }

    /** Read an enum's word, or say which there are. */
    static <E extends Enum<E>> E find(Class<E> type, String text) {
        var all = List.of(type.getEnumConstants());
        return all.stream()
                .filter(value -> word(value).equals(text))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("must be one of "
                        + all.stream().map(StackReader::word).collect(Collectors.joining(", ")) + ", but was \"" + text
                        + "\""));
    }

    /** Write an enum's name as files do. */
    static String word(Enum<?> value) {
        return value.name().toLowerCase(java.util.Locale.ROOT).replace('_', '-');
    }

    private static final Pattern ADDRESS = Pattern.compile("(\\[[0-9a-fA-F:.]+]|[A-Za-z0-9._-]+):(\\d{1,5})");

    /** A host and a port; the host is looked up when the stack starts. */
    static Supplier<InetSocketAddress> address(String text) {
        var address = unresolved(text);
        return () -> new InetSocketAddress(address.getHostString(), address.getPort());
    }

    static InetSocketAddress unresolved(String text) {
        var m = ADDRESS.matcher(text);
        if (!m.matches() || Integer.parseInt(m.group(2)) > 65_535 || Integer.parseInt(m.group(2)) == 0) {
            throw new IllegalArgumentException(
                    "must be a host and a port (127.0.0.1:8080, gateway.test:8080), but was \"" + text + "\"");
        }
        var host = m.group(1);
        return InetSocketAddress.createUnresolved(
                host.startsWith("[") ? host.substring(1, host.length() - 1) : host, Integer.parseInt(m.group(2)));
    }
}
