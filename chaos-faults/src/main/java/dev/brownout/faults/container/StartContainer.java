package dev.brownout.faults.container;

import dev.brownout.api.UndoAction;
import java.util.Map;

/** {@code container.start}: starts a container again that a fault has ended, unless it runs. */
public final class StartContainer implements UndoAction {
    static final String NAME = "container.start";

    private final Docker docker = new Docker(Map.of());

    /** Make the action, for {@link java.util.ServiceLoader}. */
    public StartContainer() {}

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public String undo(Map<String, String> arguments) {
        return LiveContainer.undo(
                docker,
                arguments,
                container ->
                        container.start() ? container + " is started again, and seen to run" : container + " runs");
    }
}
