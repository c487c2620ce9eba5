package dev.brownout.faults.container;

import dev.brownout.api.BrownoutException;
import dev.brownout.api.UndoAction;
import java.util.Map;

/** {@code container.remove-ballast}: removes the file that fills a path inside a container, and starts the container if it has ended. */
public final class RemoveBallast implements UndoAction {
    static final String NAME = "container.remove-ballast";

    private final Docker docker = new Docker(Map.of());

    /** Make the action, for {@link java.util.ServiceLoader}. */
    public RemoveBallast() {}

    @Override
    public String name() {
        return NAME;
    }

    static final String FILE = "file";

    @Override
    public String undo(Map<String, String> arguments) {
        var file = arguments.getOrDefault(FILE, "");
        if (!file.endsWith(Ballast.FILE)) {
            throw new BrownoutException("undo of a full disk must name a ballast file of ours, but named " + arguments);
        }
        return LiveContainer.undo(docker, arguments, container -> container.remove(file) + container.startIfEnded());
    }
}
