package dev.brownout.faults.container;

import dev.brownout.api.UndoAction;
import java.util.Map;

/** {@code container.unpause}: lets a container go on that a fault has paused, and starts it if it has ended meanwhile. */
public final class UnpauseContainer implements UndoAction {
    static final String NAME = "container.unpause";

    private final Docker docker = new Docker(Map.of());

    /** Make the action, for {@link java.util.ServiceLoader}. */
    public UnpauseContainer() {}

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public String undo(Map<String, String> arguments) {
        return LiveContainer.undo(docker, arguments, container -> container.goOn() + container.startIfEnded());
    }
}
