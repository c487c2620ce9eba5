package dev.brownout.api;

import java.util.Map;

/**
 * A host name that components resolve: where DNS faults take hold.
 *
 * @param id the host name, lower case, without a trailing dot
 * @param labels what it stands for, for selectors
 * @param resolvers which component resolves it, and how; at least one
 */
public record Name(String id, Map<String, String> labels, Map<String, Resolution> resolvers) implements Target {

    /** Check the host name and copy the maps. */
    public Name {
        Rules.require(
                id.matches("[a-z0-9]([a-z0-9-]*[a-z0-9])?(\\.[a-z0-9]([a-z0-9-]*[a-z0-9])?)*") && id.length() <= 253,
                "name must be a lower-case host name of at most 253 characters, but was \"%s\"",
                id);
        Rules.require(!resolvers.isEmpty(), "name %s must be resolved by at least one component, but was by none", id);
        labels = Rules.sorted(labels);
        resolvers = Rules.sorted(resolvers);
    }

    @Override
    public TargetKind kind() {
        return TargetKind.NAME;
    }
}
