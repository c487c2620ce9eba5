package dev.brownout.faults.store;

import dev.brownout.api.BrownoutException;
import dev.brownout.api.UndoAction;
import java.util.Map;
import java.util.Optional;

/** What the undo actions of stores have in common: a container that is gone has nothing to restore, one that stands has. */
abstract class StoreUndo implements UndoAction {
    static final String CONTAINER = "container";

    private final String name;

    StoreUndo(String name) {
        this.name = name;
    }

    @Override
    public final String name() {
        return name;
    }

    static String word(Map<String, String> words, String key) {
        return Optional.ofNullable(words.get(key))
                .orElseThrow(() -> new BrownoutException("undo in a store must tell " + key + ", but told " + words));
    }

    @Override
    public final String undo(Map<String, String> arguments) {
        var inside = Inside.of(word(arguments, CONTAINER));
        return switch (inside.state()) {
            case GONE -> "container " + inside.container() + " is gone, there is nothing to restore";
            case STANDS -> standing(inside);
            case RUNS -> undo(inside, arguments);
        };
    }

    /** Say what is to be done for a container that does not run. */
    String standing(Inside inside) {
        throw new BrownoutException("container " + inside.container() + " must run to have its store restored, but does"
                + " not; start it: docker start " + inside.container() + ", then recover again");
    }

    /** Restore what was before in a server that runs. */
    abstract String undo(Inside inside, Map<String, String> arguments);
}
