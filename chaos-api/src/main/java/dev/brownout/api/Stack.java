package dev.brownout.api;

import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What is under test: a description, not the running thing. Immutable; lists are in order of ids, so that equal stacks
 * print the same.
 *
 * @param id which stack: {@code exchange:resilient}
 * @param title what it is, for people
 * @param options what it was asked for with, such as timings that were changed
 * @param components its parts
 * @param links who connects to whom
 * @param names host names that are resolved
 * @param capabilities what users can do with it
 */
public record Stack(
        String id,
        String title,
        Map<String, String> options,
        List<Component> components,
        List<Link> links,
        List<Name> names,
        List<Capability> capabilities) {

    /** Check that ids are unique and that links and names speak of components there are. */
    public Stack {
        options = Rules.sorted(options);
        components = sorted(components);
        links = sorted(links);
        names = sorted(names);
        capabilities = capabilities.stream()
                .sorted(Comparator.comparing(Capability::id))
                .toList();
        var ids = new HashSet<String>();
        components.forEach(c -> unique(ids, c.id()));
        var known = Set.copyOf(ids);
        links.forEach(l -> {
            unique(ids, l.id());
            Rules.require(known.contains(l.from()), "link %s starts at %s, which is no component", l.id(), l.from());
            Rules.require(known.contains(l.to()), "link %s ends at %s, which is no component", l.id(), l.to());
        });
        names.forEach(n -> {
            unique(ids, n.id());
            n.resolvers()
                    .keySet()
                    .forEach(c -> Rules.require(
                            known.contains(c), "name %s is resolved by %s, which is no component", n.id(), c));
        });
    }

    private static <T extends Target> List<T> sorted(List<T> targets) {
        return targets.stream().sorted(Comparator.comparing(Target::id)).toList();
    }

    private static void unique(Set<String> ids, String id) {
        Rules.require(ids.add(id), "ids of a stack must be unique, but \"%s\" stands twice", id);
    }

    /**
     * List the targets of one kind.
     *
     * @param kind the kind
     * @return the targets in order of their ids, possibly empty
     */
    public List<? extends Target> targets(TargetKind kind) {
        return switch (kind) {
            case LINK -> links;
            case NAME -> names;
            case COMPONENT -> components;
        };
    }

    /**
     * Find a component.
     *
     * @param id its id
     * @return the component
     * @throws BrownoutException if there is none of that id
     */
    public Component component(String id) {
        return components.stream()
                .filter(c -> c.id().equals(id))
                .findFirst()
                .orElseThrow(() -> new BrownoutException("component must be one of "
                        + components.stream().map(Component::id).toList() + ", but was \"" + id + "\""));
    }

    /**
     * List the components that stand to lose by a fault on a target: who connects over a link, who resolves a name, or the
     * component itself.
     *
     * @param target a target of this stack
     * @return ids of components, in order, at least one
     */
    public List<String> victims(Target target) {
        return switch (target.kind()) {
            case LINK -> List.of(((Link) target).from());
            case NAME -> List.copyOf(((Name) target).resolvers().keySet());
            case COMPONENT -> List.of(target.id());
        };
    }
}
