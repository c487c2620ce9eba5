package dev.brownout.examples.exchange.stack;

import dev.brownout.api.Operation;
import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import tools.jackson.databind.JsonNode;

/**
 * Hands the engine's own sequenced log to the history, from its first event to the last that there is when it begins. It is
 * read in pages, so that no more than one is held.
 */
final class EngineLog {
    private static final Duration PAUSE = Duration.ofMillis(200);

    private final LedgerReader engine;
    private final CountDownLatch givenUp;

    /**
     * Make a reader that has read nothing.
     *
     * @param givenUp counted down when nobody waits any more
     */
    EngineLog(LedgerReader engine, CountDownLatch givenUp) {
        this.engine = engine;
        this.givenUp = givenUp;
    }

    /** Read all of it, at most until a moment of {@link System#nanoTime()}, and record it. Asks once in any case. */
    void record(long endNanos, FinalRead.Out out) throws InterruptedException {
        long last = -1;
        long read = 0;
        String why = "";
        do {
            try {
                var page = engine.log(read);
                last = last < 0 ? page.sequence() : last;
                for (var event : page.events()) {
                    if (read < last) {
                        read++;
                        out.record(action(event), Operation.Type.OK, data(event));
                    }
                }
                if (read == last || page.events().isEmpty()) {
                    out.record("log-read", Operation.Type.OK, Map.of("entries", Long.toString(last)));
                    return;
                }
            } catch (IOException | IllegalArgumentException e) {
                why = ": " + e.getMessage();
                if (givenUp.await(PAUSE.toMillis(), TimeUnit.MILLISECONDS)) {
                    break;
                }
            }
        } while (System.nanoTime() - endNanos < 0);
        out.record(
                "log-read",
                Operation.Type.INDETERMINATE,
                Map.of("why", "the engine's log was read up to entry " + read + " in the time there was" + why));
    }

    private static String action(JsonNode event) {
        var kind = event.path("kind").asString("");
        return switch (kind) {
            case "accepted" -> "log-place";
            case "traded" -> "log-trade";
            case "closed" -> "log-close";
            default -> throw new IllegalArgumentException("engine event must be known, but was \"" + kind + "\"");
        };
    }

    private static Map<String, String> data(JsonNode event) {
        var data = new TreeMap<String, String>();
        data.put("seq", event.path("sequence").asString());
        if (event.has("orderId")) {
            data.put("order", event.path("orderId").asString());
        }
        for (var field : new String[] {"symbol", "side", "price", "quantity", "maker", "taker"}) {
            if (event.has(field)) {
                data.put(field, event.path(field).asString());
            }
        }
        return data;
    }
}
