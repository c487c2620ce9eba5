package dev.brownout.faults.container;

import dev.brownout.api.UndoAction;
import java.util.Map;

/** {@code container.limits}: gives a container its limits of memory, processors and processes back, and starts it if it has ended of hunger. */
public final class RestoreLimits implements UndoAction {
    static final String NAME = "container.limits";

    private final Docker docker = new Docker(Map.of());

    /** Make the action, for {@link java.util.ServiceLoader}. */
    public RestoreLimits() {}

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public String undo(Map<String, String> arguments) {
        var limits = ContainerLimits.of(arguments);
        return LiveContainer.undo(docker, arguments, container -> container.restore(limits) + container.startIfEnded());
    }
}
