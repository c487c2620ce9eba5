package dev.brownout.faults.http.proxy;

import dev.brownout.api.BrownoutException;
import dev.brownout.api.Injection;
import dev.brownout.api.Link;
import dev.brownout.faults.decide.Asker;
import dev.brownout.faults.decide.Decisions;
import dev.brownout.faults.tcp.Greetings;
import dev.brownout.faults.tcp.LinkSockets;
import dev.brownout.faults.tcp.OnceInjection;
import io.netty.channel.Channel;
import io.netty.channel.EventLoopGroup;
import io.netty.handler.codec.http.HttpDecoderConfig;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpServerCodec;
import io.netty.util.AsciiString;
import io.netty.util.concurrent.Future;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;

/** One link's place in the http plane: where it listens, where it goes on to, and its rules. Thread safe. */
public final class HttpWire implements AutoCloseable {
    // looked for in every request, so their hashes are kept
    private static final AsciiString WITNESS = AsciiString.cached(Greetings.WITNESS_HEADER);
    private static final AsciiString LOAD = AsciiString.cached(Arrivals.LOAD_HEADER);

    private static final int LIMIT = 64 << 10;
    private static final long PATIENCE_SECONDS = 5;

    private final Link link;
    private final Decisions decisions;
    private final AtomicLong connections = new AtomicLong();
    private final Arrivals arrivals = new Arrivals(System::nanoTime);
    private final TargetCounts counts;
    private final Set<Conversation> live = ConcurrentHashMap.newKeySet();
    private final Channel channel;
    private volatile Optional<InetSocketAddress> target = Optional.empty();
    private volatile List<Rule<Effect>> rules = List.of();
    private volatile List<Rule<FrameEffect>> frameRules = List.of();

    /**
     * Begin to listen, on a free port of loopback.
     *
     * @param link the link
     * @param counts takes what goes on to its target
     * @param decisions the plane's
     * @param loops make every call on a connection
     * @throws BrownoutException if no port could be had
     */
    public HttpWire(Link link, TargetCounts counts, Decisions decisions, EventLoopGroup loops) {
        this.link = link;
        this.counts = counts;
        this.decisions = decisions;
        this.channel = LinkSockets.listen(link.id(), loops, client -> {
            var conversation = new Conversation(this, one -> TargetSide.dial(target, one));
            client.pipeline().addLast(new HttpServerCodec(config())).addLast(new FrontHandler(conversation));
            live.add(conversation);
            client.closeFuture().addListener(closed -> live.remove(conversation));
        });
    }

    static HttpDecoderConfig config() {
        return new HttpDecoderConfig()
                .setMaxInitialLineLength(LIMIT)
                .setMaxHeaderSize(LIMIT)
                .setMaxChunkSize(LIMIT);
    }

    /**
     * Tell where it listens.
     *
     * @return a loopback address
     */
    public InetSocketAddress address() {
        return (InetSocketAddress) channel.localAddress();
    }

    /**
     * Go on to somewhere else; open connections are dropped when that is a change.
     *
     * @param address where to
     */
    public void target(InetSocketAddress address) {
        if (!target.equals(Optional.of(address))) {
            target = Optional.of(address);
            onEach(Conversation::close);
        }
    }

    /**
     * Put an effect on exchanges in place: on those to come and, where it joins, on those under way.
     *
     * @param id the injection's id
     * @param match which requests it means
     * @param effect what it does
     * @return the handle that lifts it
     */
    public Injection inject(String id, Match match, Effect effect) {
        var rule = new Rule<>(id, link.id(), match, effect, decisions);
        synchronized (this) {
            var all = new ArrayList<>(rules);
            all.add(rule);
            all.sort(Comparator.comparing(r -> r.effect().point())); // stable: then in the order of injection
            rules = List.copyOf(all);
        }
        onEach(one -> one.book().joined(rule));
        return new OnceInjection(link.from(), rule::hits, () -> {
            synchronized (this) {
                rules = rules.stream().filter(r -> r != rule).toList();
            }
            onEach(one -> one.book().lifted(rule));
        });
    }

    /**
     * Put an effect on WebSockets in place, on those that are open too.
     *
     * @param id the injection's id
     * @param match which requests for an upgrade it means
     * @param effect what it does
     * @return the handle that lifts it
     */
    public Injection inject(String id, Match match, FrameEffect effect) {
        var rule = new Rule<>(id, link.id(), match, effect, decisions);
        synchronized (this) {
            var all = new ArrayList<>(frameRules);
            all.add(rule);
            frameRules = List.copyOf(all);
        }
        onEach(one -> one.book().framesChanged());
        return new OnceInjection(link.from(), rule::hits, () -> {
            synchronized (this) {
                frameRules = frameRules.stream().filter(r -> r != rule).toList();
            }
            onEach(one -> one.book().framesChanged());
        });
    }

    /**
     * Tell what has gone on to the target.
     *
     * @return its counts, which go on living
     */
    public Arrivals arrivals() {
        return arrivals;
    }

    /**
     * Tell what the target was sent and how it answered.
     *
     * @return the counts, which go on living
     */
    public TargetCounts counts() {
        return counts;
    }

    List<Rule<Effect>> rules() {
        return rules;
    }

    List<Rule<FrameEffect>> frameRules() {
        return frameRules;
    }

    Tally tally() {
        return new Tally(connections::getAndIncrement);
    }

    /** Tell by its marks whose a request is. */
    static Asker asker(HttpRequest request) {
        var headers = request.headers();
        if (headers.contains(WITNESS, "1", false)) {
            return Asker.WITNESS;
        }
        return headers.contains(LOAD) ? Asker.LOAD : Asker.VICTIM;
    }

    /** Take off what only the plane is to know. */
    static void unmark(HttpRequest request) {
        request.headers().remove(WITNESS).remove(Match.AS_METHOD).remove(Match.AS_PATH);
    }

    /** Do something on each connection's own loop, and wait for it. */
    private void onEach(Consumer<Conversation> task) {
        var done = new ArrayList<Future<?>>();
        for (var conversation : live) {
            try {
                done.add(conversation.channel().eventLoop().submit(() -> task.accept(conversation)));
            } catch (RejectedExecutionException ended) {
                // the loops end only after every connection was closed
            }
        }
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS);
        for (var one : done) {
            one.awaitUninterruptibly(Math.max(1, end - System.nanoTime()), TimeUnit.NANOSECONDS);
        }
    }

    @Override
    public void close() {
        channel.close().awaitUninterruptibly(PATIENCE_SECONDS, TimeUnit.SECONDS);
        onEach(Conversation::close);
    }
}
