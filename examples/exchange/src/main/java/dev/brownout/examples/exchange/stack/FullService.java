package dev.brownout.examples.exchange.stack;

import dev.brownout.api.BrownoutException;
import dev.brownout.api.Mode;
import dev.brownout.api.Probe;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Waits until an exchange that starts serves everything in full, and brings it to where a run can begin. */
final class FullService {
    private static final Logger LOG = LoggerFactory.getLogger(FullService.class);
    private static final Duration LIMIT = Duration.ofSeconds(30);
    private static final Duration STOCKING = Duration.ofSeconds(5);

    /** How many orders rest for the cancel probe: 15 s of its questions without any order being accepted. */
    private static final int STOCK = 300;

    private static final int STOCKED_AT_ONCE = 16;

    private FullService() {}

    /**
     * Ask every capability's question until it is served in full. False when the probes are not let in: the stack stands, and
     * whether it serves is not for them to say.
     *
     * @param check throws when a part of the exchange has ended
     * @param directory where the logs are, for the error
     */
    static boolean await(RunningExchange running, Runnable check, Path directory) {
        long end = System.nanoTime() + LIMIT.toNanos();
        // in this order: an order must rest before one can be cancelled
        for (var capability :
                List.of(Layout.MARKET_DATA, Layout.READ_BALANCE, Layout.PLACE_ORDER, Layout.CANCEL_ORDER)) {
            var probe = running.probe(capability);
            for (long ordinal = 0; ; ordinal++) {
                var answer = answer(probe, ordinal);
                if (answer.mode() == Mode.FULL) {
                    break;
                }
                if (answer.detail().startsWith(Probe.UNAUTHORISED)) {
                    LOG.warn("{} was asked about without being let in: {}", capability, answer.detail());
                    return false;
                }
                if (System.nanoTime() - end > 0) {
                    throw new BrownoutException(capability + " must be served within " + LIMIT.toSeconds()
                            + " s, but was answered " + answer.detail() + "; see the logs in " + directory);
                }
                check.run();
                pause();
            }
        }
        return true;
    }

    private static Probe.Answer answer(Probe probe, long ordinal) {
        try {
            return probe.ask(ordinal).toCompletableFuture().get(Layout.DEADLINE.toMillis(), TimeUnit.MILLISECONDS);
        } catch (ExecutionException | TimeoutException e) {
            return Probe.Answer.of(Mode.ERROR, String.valueOf(e.getMessage()));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new BrownoutException("interrupted while the stack started", e);
        }
    }

    /** Place the orders that the cancel probe starts with; which also warms the way of an order up. */
    static void stock(RunningExchange running) {
        var probe = running.probe(Layout.PLACE_ORDER);
        long end = System.nanoTime() + STOCKING.toNanos();
        while (running.resting().size() < STOCK && System.nanoTime() - end < 0) {
            var open = new ArrayList<CompletableFuture<Probe.Answer>>();
            for (int i = 0; i < STOCKED_AT_ONCE; i++) {
                open.add(probe.ask(i).toCompletableFuture());
            }
            open.forEach(future -> answer(ordinal -> future, 0));
        }
        LOG.info("{} orders rest for the cancel probe", running.resting().size());
    }

    private static void pause() {
        try {
            TimeUnit.MILLISECONDS.sleep(50);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new BrownoutException("interrupted while the stack started", e);
        }
    }
}
