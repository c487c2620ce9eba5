package dev.brownout.faults.node;

import dev.brownout.api.BrownoutException;
import dev.brownout.api.Durations;
import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.databind.json.JsonMapper;

/** Tells a node again and again that a run is there, from its first fault on. Thread safe. */
final class Heartbeat implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(Heartbeat.class);
    private static final JsonMapper JSON = new JsonMapper();
    private static final Duration LEASE = Duration.ofSeconds(10);
    private static final Duration EVERY = Duration.ofSeconds(2);

    private final NodeClient client;
    private final String path;
    private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor(task -> {
        var thread = new Thread(task, "brownout-heartbeat");
        thread.setDaemon(true);
        return thread;
    });
    private boolean begun;

    Heartbeat(NodeClient client, String run) {
        this.client = client;
        this.path = "/runs/" + NodeClient.encode(run);
    }

    /** The node knows of the run when this returns. */
    synchronized void begin() {
        if (!begun) {
            tell();
            begun = true;
            var unused = timer.scheduleAtFixedRate(
                    this::tellUnlessGone, EVERY.toMillis(), EVERY.toMillis(), TimeUnit.MILLISECONDS);
        }
    }

    private void tell() {
        client.put(path, JSON.createObjectNode().put("lease", Durations.format(LEASE)));
    }

    private void tellUnlessGone() {
        try {
            tell();
        } catch (BrownoutException e) {
            log.warn("the node was not told that the run is there: {}", e.getMessage());
        }
    }

    /** The run ends in order: nothing of it is left at the node. */
    @Override
    public synchronized void close() {
        timer.shutdownNow();
        if (begun) {
            begun = false;
            try {
                client.delete(path);
            } catch (BrownoutException e) {
                log.debug("the node was not told that the run ends", e);
            }
        }
    }
}
