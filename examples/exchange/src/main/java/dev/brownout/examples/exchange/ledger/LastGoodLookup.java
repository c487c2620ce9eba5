package dev.brownout.examples.exchange.ledger;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Asks first, within a deadline; if the look-up fails, gives no address or is late, gives the last good addresses for a
 * limited time. Safe for any thread; concurrent callers share one look-up, so that a resolver that never answers holds up
 * one thread and not all.
 */
public final class LastGoodLookup implements NameLookup {
    private static final Logger LOG = LoggerFactory.getLogger(LastGoodLookup.class);

    private final Resolver resolver;
    private final Executor executor;
    private final LongSupplier nanoTime;
    private final Duration timeout;
    private final Duration limit;
    private Optional<Good> good = Optional.empty();
    private Optional<CompletableFuture<Good>> asking = Optional.empty();
    private boolean serving;

    /** The look-up itself; {@link InetAddress#getAllByName} outside of tests. */
    @FunctionalInterface
    public interface Resolver {
        /** Gives every address of a name. */
        InetAddress[] resolve(String name) throws UnknownHostException;
    }

    private record Good(List<String> hosts, long atNanos) {}

    /**
     * Makes a look-up for one name.
     *
     * @param resolver is asked first, every time
     * @param executor runs the resolver
     * @param nanoTime the monotonic clock
     * @param timeout how long one look-up may take, > 0
     * @param limit how long addresses stay good after the last look-up that gave them
     */
    public LastGoodLookup(
            Resolver resolver, Executor executor, LongSupplier nanoTime, Duration timeout, Duration limit) {
        this.resolver = resolver;
        this.executor = executor;
        this.nanoTime = nanoTime;
        this.timeout = timeout;
        this.limit = limit;
    }

    @Override
    public List<String> lookUp(String name) throws UnknownHostException {
        try {
            Good fresh = ask(name).get(timeout.toMillis(), TimeUnit.MILLISECONDS);
            said(false, name);
            return fresh.hosts();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw unknown(name, "interrupted", e);
        } catch (TimeoutException e) {
            return lastGood(name, "no answer within " + timeout.toMillis() + " ms", e);
        } catch (ExecutionException e) {
            return lastGood(name, "look-up failed", e);
        }
    }

    private synchronized CompletableFuture<Good> ask(String name) {
        if (asking.isPresent() && !asking.get().isDone()) {
            return asking.get();
        }
        CompletableFuture<Good> question = new CompletableFuture<>();
        asking = Optional.of(question);
        executor.execute(() -> {
            try {
                List<String> hosts = Arrays.stream(resolver.resolve(name))
                        .map(InetAddress::getHostAddress)
                        .toList();
                if (hosts.isEmpty()) {
                    throw new UnknownHostException(name + ": no address");
                }
                Good answer = new Good(hosts, nanoTime.getAsLong());
                remember(answer);
                question.complete(answer);
            } catch (UnknownHostException | RuntimeException e) {
                question.completeExceptionally(e);
            }
        });
        return question;
    }

    private synchronized void remember(Good answer) {
        good = Optional.of(answer);
    }

    private synchronized List<String> lastGood(String name, String why, Exception cause) throws UnknownHostException {
        if (good.isPresent() && nanoTime.getAsLong() - good.get().atNanos() <= limit.toNanos()) {
            said(true, name);
            return good.get().hosts();
        }
        throw unknown(name, why + ", and no address of the last " + limit.toMillis() + " ms", cause);
    }

    private synchronized void said(boolean lastGood, String name) {
        if (serving != lastGood) {
            serving = lastGood;
            LOG.warn(lastGood ? "{}: no fresh address, using the last good ones" : "{}: fresh addresses again", name);
        }
    }

    private static UnknownHostException unknown(String name, String why, Exception cause) {
        UnknownHostException unknown = new UnknownHostException(name + ": " + why);
        unknown.initCause(cause);
        return unknown;
    }
}
