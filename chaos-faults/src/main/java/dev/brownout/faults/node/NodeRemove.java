package dev.brownout.faults.node;

import dev.brownout.api.BrownoutException;
import dev.brownout.api.UndoAction;
import java.util.Map;
import java.util.Optional;

/**
 * {@code node.remove}: deletes the injection {@code id} of the chaos node at {@code node}, and asks the node whether it is
 * gone. The node refuses that id from then on, so a request of a killed run that is still on its way changes nothing.
 */
public final class NodeRemove implements UndoAction {
    static final String NAME = "node.remove";

    /** Make the action, for {@link java.util.ServiceLoader}. */
    public NodeRemove() {}

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public String undo(Map<String, String> arguments) {
        var client = new NodeClient(String.valueOf(arguments.get("node")));
        var id = String.valueOf(arguments.get("id"));
        var path = "/injections/" + NodeClient.encode(id);
        try {
            client.delete(path);
        } catch (BrownoutException e) {
            throw new BrownoutException(
                    e.getMessage() + "; if the node has ended, so has all that it held: then delete this entry from the"
                            + " ledger",
                    e);
        }
        var seen = client.call("GET", path, Optional.empty());
        if (seen.status() == 404) {
            return "injection " + id + " was never put in place: the node does not know it";
        }
        var state = seen.json().path("state").asString("unknown");
        if (!state.equals("removed") && !state.equals("expired")) {
            throw new BrownoutException(
                    "injection " + id + " must be gone, but the node at " + client.base() + " says that it is " + state
                            + ": " + NodeClient.words(seen) + "; end the node, which ends it too");
        }
        return "injection " + id + " (" + seen.json().path("kind").asString("?") + " on "
                + seen.json().path("target").asString("?") + ") is gone: the node says " + state;
    }
}
