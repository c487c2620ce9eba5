package dev.brownout.faults.node;

import dev.brownout.api.BrownoutException;
import dev.brownout.api.Component;
import dev.brownout.api.Link;
import dev.brownout.api.Name;
import dev.brownout.api.Stack;
import dev.brownout.api.Target;
import dev.brownout.api.TargetKind;
import dev.brownout.api.Timings;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** What faults of a node can be done to: the links, names and components that it was told of. Thread safe. */
final class NodeTargets {
    private static final int MOST = 1_000;

    private final Map<String, Component> components = new TreeMap<>();
    private final Map<String, Link> links = new TreeMap<>();
    private final Map<String, Name> names = new TreeMap<>();
    private final Map<String, InetSocketAddress> addresses = new TreeMap<>();

    synchronized void add(Component component) {
        put(components, component);
    }

    /** Note a link, and its ends where they are not known yet. */
    synchronized void add(Link link, InetSocketAddress address) {
        put(links, link);
        addresses.put(link.id(), address);
        know(link.from());
        know(link.to());
    }

    synchronized void add(Name name) {
        put(names, name);
        name.resolvers().keySet().forEach(this::know);
    }

    private void know(String component) {
        if (!components.containsKey(component)) {
            put(components, new Component(component, Map.of(), Timings.NONE));
        }
    }

    private <T extends Target> void put(Map<String, T> all, T target) {
        for (var kind : TargetKind.values()) {
            if (kind != target.kind() && byId(kind).containsKey(target.id())) {
                throw new BrownoutException("ids must be unique among components, links and names, but \"" + target.id()
                        + "\" is used already");
            }
        }
        if (all.size() >= MOST && !all.containsKey(target.id())) {
            throw new BrownoutException(
                    "a node holds at most " + MOST + " targets of a kind, but was given more: " + target.id());
        }
        all.put(target.id(), target);
    }

    /** Where a link's victim connects to; empty for a link that nobody has told us of. */
    synchronized Optional<InetSocketAddress> address(String link) {
        return Optional.ofNullable(addresses.get(link));
    }

    synchronized List<? extends Target> all(TargetKind kind) {
        return new ArrayList<>(byId(kind).values());
    }

    synchronized Optional<Target> find(TargetKind kind, String id) {
        return Optional.ofNullable(byId(kind).get(id));
    }

    private Map<String, ? extends Target> byId(TargetKind kind) {
        return switch (kind) {
            case LINK -> links;
            case NAME -> names;
            case COMPONENT -> components;
        };
    }

    /** Everything as a stack, for kinds that ask what a fault can be done to. */
    synchronized Stack stack() {
        return new Stack(
                "node",
                "what this node was told of",
                Map.of(),
                List.copyOf(components.values()),
                List.copyOf(links.values()),
                List.copyOf(names.values()),
                List.of());
    }
}
