package dev.brownout.faults.dns;

import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.Comparator;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.LongSupplier;
import java.util.function.UnaryOperator;
import org.xbill.DNS.Message;
import org.xbill.DNS.Rcode;
import org.xbill.DNS.Resolver;
import org.xbill.DNS.SimpleResolver;

/**
 * Forwards questions about names that are not the stack's: to one resolver after the other, until one answers, over TCP
 * where the answer over UDP is truncated. A resolver that did not answer is asked last for a while. Answers are kept for as
 * long as they may be. Thread safe.
 */
final class Upstream {
    private static final Duration PATIENCE = Duration.ofSeconds(2);

    /** For so long a resolver that did not answer is asked after those that did. */
    private static final Duration MISTRUST = Duration.ofSeconds(10);

    /** No further resolver is asked after this long: the asker has given up. */
    private static final Duration LONGEST = Duration.ofSeconds(5);

    /** Questions under way beyond this many are failed at once. */
    private static final int MOST_WAITING = 4096;

    private final List<Server> servers;
    private final DnsCache cache;
    private final LongSupplier nanoTime;
    private final AtomicInteger waiting = new AtomicInteger();

    private static final class Server {
        private final Resolver resolver;
        private volatile boolean mistrusted;
        private volatile long mistrustedUntil;

        Server(InetSocketAddress address) {
            this.resolver = new SimpleResolver(address);
            resolver.setTimeout(PATIENCE);
        }

        int rank(long now) {
            return mistrusted && mistrustedUntil - now > 0 ? 1 : 0;
        }

        void answered(boolean well, long now) {
            mistrustedUntil = now + MISTRUST.toNanos();
            mistrusted = !well;
        }
    }

    Upstream(List<InetSocketAddress> addresses, LongSupplier nanoTime) {
        this.servers = addresses.stream().map(Server::new).toList();
        this.cache = new DnsCache(nanoTime);
        this.nanoTime = nanoTime;
    }

    /** Forward a question without the agent's option; SERVFAIL when nobody answers, REFUSED when there is nobody to ask. */
    CompletionStage<Message> forward(DnsQuestion question) {
        if (servers.isEmpty()) {
            return CompletableFuture.completedFuture(DnsReplies.plain(question.message(), Rcode.REFUSED));
        }
        var kept = cache.find(question);
        if (kept.isPresent()) {
            return CompletableFuture.completedFuture(kept.get());
        }
        var failed = DnsReplies.plain(question.message(), Rcode.SERVFAIL);
        if (waiting.incrementAndGet() > MOST_WAITING) {
            waiting.decrementAndGet();
            return CompletableFuture.completedFuture(failed);
        }
        long now = nanoTime.getAsLong();
        var inOrder = servers.stream()
                .sorted(Comparator.comparingInt(server -> server.rank(now)))
                .iterator();
        return ask(question, inOrder, failed, now + LONGEST.toNanos())
                .whenComplete((answer, failure) -> waiting.decrementAndGet());
    }

    private CompletionStage<Message> ask(DnsQuestion question, Iterator<Server> next, Message last, long deadline) {
        if (!next.hasNext() || deadline - nanoTime.getAsLong() <= 0) {
            return CompletableFuture.completedFuture(last);
        }
        var server = next.next();
        return server.resolver
                .sendAsync(Message.newQuery(question.message().getQuestion()))
                .<CompletionStage<Message>>handle((answer, failure) -> {
                    boolean answered = failure == null && answer != null;
                    server.answered(answered, nanoTime.getAsLong());
                    if (!answered) {
                        return ask(question, next, last, deadline);
                    }
                    var reply = DnsReplies.relayed(question, answer, UnaryOperator.identity());
                    int code = answer.getRcode();
                    if (code != Rcode.NOERROR && code != Rcode.NXDOMAIN) {
                        return ask(question, next, reply, deadline); // another may know
                    }
                    cache.keep(question, answer);
                    return CompletableFuture.completedFuture(reply);
                })
                .thenCompose(stage -> stage);
    }
}
