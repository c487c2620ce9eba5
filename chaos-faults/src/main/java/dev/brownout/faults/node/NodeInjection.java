package dev.brownout.faults.node;

import dev.brownout.api.BrownoutException;
import dev.brownout.api.Injection;
import dev.brownout.api.UndoLedger;
import java.util.Map;
import java.util.TreeMap;

/** A fault that a node holds. Thread safe. */
final class NodeInjection implements Injection {
    private final NodeClient client;
    private final String path;
    private final UndoLedger.Entry entry;
    private Map<String, Long> last = Map.of();
    private boolean gone;

    NodeInjection(NodeClient client, String id, UndoLedger.Entry entry) {
        this.client = client;
        this.path = "/injections/" + NodeClient.encode(id);
        this.entry = entry;
    }

    @Override
    public synchronized Map<String, Long> exposure() {
        if (!gone) {
            last = read();
        }
        return last;
    }

    private Map<String, Long> read() {
        var hits = new TreeMap<String, Long>();
        client.get(path)
                .path("exposure")
                .properties()
                .forEach(e -> hits.put(e.getKey(), e.getValue().asLong(0)));
        return hits;
    }

    @Override
    public synchronized void close() {
        if (!gone) {
            client.delete(path);
            gone = true;
            entry.close();
            try {
                last = read();
            } catch (BrownoutException e) {
                // the fault is gone, which is what matters; its count stays as it was last seen
            }
        }
    }
}
