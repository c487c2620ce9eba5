package dev.brownout.examples.exchange.edge;

import dev.brownout.examples.exchange.http.Json;
import dev.brownout.examples.exchange.http.Reply;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.HexFormat;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/**
 * The features by which the edge tells people from bots, in a file that is generated elsewhere and read again when it changes.
 * There is room for a fixed number of them. What happens when a file cannot be taken is the posture's.
 */
public final class Features implements AutoCloseable {
    /**
     * Writes features as their generator would.
     *
     * @param rows how many
     */
    public static String generated(int rows) {
        return IntStream.rangeClosed(1, rows)
                .mapToObj(i -> "  {\"name\": \"feature-" + i + "\", \"weight\": " + i + "}")
                .collect(Collectors.joining(",\n", "{\"features\": [\n", "\n]}\n"));
    }

    private static final Logger LOG = LoggerFactory.getLogger(Features.class);
    private static final JsonMapper JSON = new JsonMapper();

    private final Path file;
    private final int limit;
    private final BadFeatures bad;
    private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor(task -> {
        var thread = new Thread(task, "features");
        thread.setDaemon(true);
        return thread;
    });
    private volatile State state = new State("", "", 0, "nothing was read yet");

    /**
     * What is known.
     *
     * @param tried SHA-256 of what was read last
     * @param serving SHA-256 of what is in use; empty before anything could be taken
     * @param rows how many features are in use
     * @param problem why what was read last is not in use; empty if it is
     */
    private record State(String tried, String serving, int rows, String problem) {}

    /** Reads the file for the first time and goes on looking. */
    Features(Path file, int limit, Duration every, BadFeatures bad) {
        this.file = file;
        this.limit = limit;
        this.bad = bad;
        look();
        var unused =
                timer.scheduleWithFixedDelay(this::look, every.toMillis(), every.toMillis(), TimeUnit.MILLISECONDS);
    }

    private void look() {
        try {
            byte[] content = Files.readAllBytes(file);
            String digest = HexFormat.of()
                    .formatHex(MessageDigest.getInstance("SHA-256").digest(content));
            if (!digest.equals(state.tried())) {
                take(content, digest);
            }
        } catch (IOException e) {
            LOG.warn("features cannot be read: {}", e.toString());
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform must have SHA-256 (MessageDigest, Java SE API)", e);
        }
    }

    private void take(byte[] content, String digest) {
        State before = state;
        try {
            int rows = checked(content);
            state = new State(digest, digest, rows, "");
            LOG.info("{} features are in use", rows);
        } catch (IllegalArgumentException | JacksonException e) {
            state = new State(digest, before.serving(), before.rows(), String.valueOf(e.getMessage()));
            bad.met(String.valueOf(e.getMessage()));
        }
    }

    private int checked(byte[] content) {
        var features = JSON.readTree(content).path("features");
        if (!features.isArray() || features.isEmpty()) {
            throw new IllegalArgumentException("features must be a list of at least one, but were " + features);
        }
        if (features.size() > limit) {
            throw new IllegalArgumentException("features must be at most " + limit + ", but were " + features.size());
        }
        for (var feature : features) {
            if (!feature.path("name").isString() || !feature.path("weight").isNumber()) {
                throw new IllegalArgumentException("feature must have a name and a weight, but was " + feature);
            }
        }
        return features.size();
    }

    /** Tells what is in use, and why it is not what was read last. */
    Reply answer() {
        State now = state;
        return Reply.ok(Json.object()
                .put(
                        "state",
                        now.problem().isEmpty() ? "current" : now.serving().isEmpty() ? "none" : "last-good")
                .put("tried", now.tried())
                .put("serving", now.serving())
                .put("rows", now.rows())
                .put("problem", now.problem()));
    }

    @Override
    public void close() {
        timer.shutdownNow();
    }
}
