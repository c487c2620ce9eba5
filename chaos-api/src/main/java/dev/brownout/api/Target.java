package dev.brownout.api;

import java.util.Map;

/** Something of a {@link Stack} that a {@link Selector} can find and a fault can take hold of. Immutable. */
public sealed interface Target permits Component, Link, Name {

    /**
     * Name this target uniquely among the stack's targets of its kind.
     *
     * @return the id, never empty
     */
    String id();

    /**
     * Tell what this target is to a selector.
     *
     * @return label to value, unmodifiable, possibly empty
     */
    Map<String, String> labels();

    /**
     * Tell what kind of target this is.
     *
     * @return the kind
     */
    TargetKind kind();
}
