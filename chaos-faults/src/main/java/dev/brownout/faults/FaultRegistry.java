package dev.brownout.faults;

import dev.brownout.api.Arguments;
import dev.brownout.api.BrownoutException;
import dev.brownout.api.Fault;
import dev.brownout.api.FaultKind;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.ServiceLoader;
import java.util.TreeMap;

/** The one registry of fault kinds: ours and anybody's, found with {@link ServiceLoader}. Immutable. */
public final class FaultRegistry {
    private final Map<String, FaultKind<?>> kinds = new TreeMap<>();

    private FaultRegistry(Iterable<? extends FaultKind<?>> found) {
        for (var kind : found) {
            var before = kinds.putIfAbsent(kind.name(), kind);
            if (before != null) {
                throw new BrownoutException("fault kinds must have unique names, but \"" + kind.name()
                        + "\" is registered by " + before.getClass().getName() + " and "
                        + kind.getClass().getName() + "; remove one of the two jars");
            }
        }
    }

    /**
     * Find every kind on the class path.
     *
     * @return the registry
     * @throws BrownoutException if two kinds have one name
     */
    public static FaultRegistry load() {
        return new FaultRegistry(ServiceLoader.load(FaultKind.class).stream()
                .<FaultKind<?>>map(ServiceLoader.Provider::get)
                .toList());
    }

    /**
     * Make a registry of given kinds.
     *
     * @param kinds the kinds
     * @return the registry
     * @throws BrownoutException if two kinds have one name
     */
    public static FaultRegistry of(Collection<? extends FaultKind<?>> kinds) {
        return new FaultRegistry(kinds);
    }

    /**
     * List the kinds.
     *
     * @return every kind in order of the names
     */
    public List<FaultKind<?>> kinds() {
        return List.copyOf(kinds.values());
    }

    /**
     * Find a kind.
     *
     * @param name its name
     * @return the kind, or empty when there is none of that name
     */
    public Optional<FaultKind<?>> find(String name) {
        return Optional.ofNullable(kinds.get(name));
    }

    /**
     * Tell whether two faults contradict each other on one target at one time. Both kinds are asked, as either may know
     * of the other.
     *
     * @param kind the one fault's kind
     * @param arguments its arguments
     * @param otherKind the other fault's kind
     * @param otherArguments its arguments
     * @return true when one would hide or undo the other
     * @throws BrownoutException if a kind is not registered
     */
    public boolean contradict(String kind, Arguments arguments, String otherKind, Arguments otherArguments) {
        return conflicts(known(kind), arguments, known(otherKind).create(otherArguments))
                || conflicts(known(otherKind), otherArguments, known(kind).create(arguments));
    }

    private static <F extends Fault> boolean conflicts(FaultKind<F> kind, Arguments arguments, Fault other) {
        return kind.conflictsWith(kind.create(arguments), other);
    }

    private FaultKind<?> known(String kind) {
        return find(kind)
                .orElseThrow(() -> new BrownoutException(
                        "fault kind must be one of " + kinds.keySet() + ", but was \"" + kind + "\""));
    }
}
