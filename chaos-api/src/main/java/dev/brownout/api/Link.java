package dev.brownout.api;

import java.util.Map;
import java.util.TreeMap;

/**
 * A directed wire from one component to another: where network faults take hold.
 *
 * <p>For selectors, a link carries the labels of both ends, prefixed {@code from.} and {@code to.}, its {@code protocol}
 * in lower case, and labels of its own.
 *
 * @param id unique in the stack: lower-case letters, digits and hyphens
 * @param from the component that connects: the victim of this link's faults
 * @param to the component that is connected to
 * @param protocol what is spoken on it
 * @param labels the labels of both ends and its own
 */
public record Link(String id, String from, String to, Protocol protocol, Map<String, String> labels) implements Target {

    /**
     * The label that says {@code true} on the links by which users come in. What goes on there are the originals: requests that
     * somebody wanted, before anybody inside the stack has repeated one.
     */
    public static final String FRONT = "front";

    /** Check the id and copy the labels. */
    public Link {
        Rules.id("link id", id);
        labels = Rules.sorted(labels);
    }

    /**
     * Make the link between two components, named {@code from-to-to}.
     *
     * @param from the component that connects
     * @param to the component that is connected to
     * @param protocol what is spoken
     * @return a link with the labels of both ends
     */
    public static Link between(Component from, Component to, Protocol protocol) {
        var labels = new TreeMap<String, String>();
        from.labels().forEach((k, v) -> labels.put("from." + k, v));
        to.labels().forEach((k, v) -> labels.put("to." + k, v));
        labels.put("protocol", protocol.name().toLowerCase(java.util.Locale.ROOT));
        return new Link(from.id() + "-to-" + to.id(), from.id(), to.id(), protocol, labels);
    }

    /**
     * Give the link a label of its own.
     *
     * @param label the label; one of that name is replaced
     * @param value its value
     * @return a link with it
     */
    public Link with(String label, String value) {
        var more = new TreeMap<>(labels);
        more.put(label, value);
        return new Link(id, from, to, protocol, more);
    }

    @Override
    public TargetKind kind() {
        return TargetKind.LINK;
    }
}
