package dev.brownout.faults.container;

import dev.brownout.api.BrownoutException;
import dev.brownout.api.UndoAction;
import java.util.List;
import java.util.Map;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/** {@code container.reconnect}: puts a container back on its networks as it was on them, and starts it if it has ended meanwhile. */
public final class ReconnectContainer implements UndoAction {
    static final String NAME = "container.reconnect";

    private final Docker docker = new Docker(Map.of());

    /** Make the action, for {@link java.util.ServiceLoader}. */
    public ReconnectContainer() {}

    @Override
    public String name() {
        return NAME;
    }

    static final String NETWORKS = "networks";

    private static final JsonMapper JSON = new JsonMapper();

    static Map<String, String> words(List<ContainerNetwork> networks) {
        return Map.of(NETWORKS, JSON.writeValueAsString(networks));
    }

    @Override
    public String undo(Map<String, String> arguments) {
        var networks = networks(arguments);
        return LiveContainer.undo(
                docker, arguments, container -> container.reconnect(networks) + container.startIfEnded());
    }

    private static List<ContainerNetwork> networks(Map<String, String> arguments) {
        try {
            return List.of(JSON.readValue(arguments.getOrDefault(NETWORKS, ""), ContainerNetwork[].class));
        } catch (JacksonException e) {
            throw new BrownoutException("networks of " + NAME + " must be a list, but were " + arguments, e);
        }
    }
}
