package dev.brownout.faults.undo;

import dev.brownout.api.BrownoutException;
import dev.brownout.api.UndoAction;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.ServiceLoader;
import java.util.Set;
import java.util.TreeMap;

/** The undo actions there are: ours and anybody's, found with {@link ServiceLoader}. Immutable. */
public final class UndoActions {
    private final Map<String, UndoAction> actions = new TreeMap<>();

    private UndoActions(Iterable<? extends UndoAction> found) {
        for (var action : found) {
            var before = actions.putIfAbsent(action.name(), action);
            if (before != null) {
                throw new BrownoutException("undo actions must have unique names, but \"" + action.name()
                        + "\" is registered by " + before.getClass().getName() + " and "
                        + action.getClass().getName() + "; remove one of the two jars");
            }
        }
    }

    /**
     * Find every action on the class path.
     *
     * @return the actions
     * @throws BrownoutException if two have one name
     */
    public static UndoActions load() {
        return new UndoActions(ServiceLoader.load(UndoAction.class));
    }

    /**
     * Take given actions.
     *
     * @param actions the actions
     * @return the same, by name
     * @throws BrownoutException if two have one name
     */
    public static UndoActions of(Collection<? extends UndoAction> actions) {
        return new UndoActions(actions);
    }

    Optional<UndoAction> find(String name) {
        return Optional.ofNullable(actions.get(name));
    }

    /**
     * List their names.
     *
     * @return the names, in order
     */
    public Set<String> names() {
        return Set.copyOf(actions.keySet());
    }
}
