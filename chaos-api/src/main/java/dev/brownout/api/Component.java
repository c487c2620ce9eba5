package dev.brownout.api;

import java.util.Map;

/**
 * One running thing of a stack.
 *
 * @param id unique in the stack: lower-case letters, digits and hyphens
 * @param labels what it is, for selectors: {@code role=ledger}, {@code region=us-east-1} …
 * @param timings what it declares of its own caches, pools and limits
 */
public record Component(String id, Map<String, String> labels, Timings timings) implements Target {

    /** Check the id and copy the labels. */
    public Component {
        Rules.id("component id", id);
        labels = Rules.sorted(labels);
    }

    @Override
    public TargetKind kind() {
        return TargetKind.COMPONENT;
    }
}
