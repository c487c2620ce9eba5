package dev.brownout.faults.tcp.proxy;

import dev.brownout.faults.decide.Asker;
import dev.brownout.faults.decide.Decisions;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.nio.NioIoHandler;
import io.netty.util.concurrent.DefaultThreadFactory;
import java.net.InetSocketAddress;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;

/** Own the threads that proxies run on, and make proxies. Thread safe. */
public final class ProxyEngine implements AutoCloseable {
    private static final int RESOLVERS = 16;

    private final MultiThreadIoEventLoopGroup loops;
    private final ScheduledThreadPoolExecutor timer;
    private final ExecutorService resolver;
    private final ProxyContext context;

    /**
     * Start the threads.
     *
     * @param decisions who is hit
     * @param askers tells by a client's source address whose it is
     */
    public ProxyEngine(Decisions decisions, Function<InetSocketAddress, Asker> askers) {
        loops = new MultiThreadIoEventLoopGroup(
                Math.max(2, Runtime.getRuntime().availableProcessors()),
                new DefaultThreadFactory("brownout-tcp", true),
                NioIoHandler.newFactory());
        timer = new ScheduledThreadPoolExecutor(1, new DefaultThreadFactory("brownout-tcp-timer", true));
        timer.setRemoveOnCancelPolicy(true);
        resolver = new ThreadPoolExecutor(
                0,
                RESOLVERS,
                10,
                TimeUnit.SECONDS,
                new SynchronousQueue<>(),
                new DefaultThreadFactory("brownout-tcp-resolver", true));
        context = new ProxyContext(loops, timer, resolver, decisions, askers, new ByteBudget());
    }

    /**
     * Make a proxy, disabled.
     *
     * @param name its name
     * @param listen where it is to listen
     * @param upstream where it is to go on to
     * @return the proxy
     */
    public Proxy proxy(String name, String listen, String upstream) {
        return new Proxy(context, name, listen, upstream);
    }

    /** End the threads. All proxies must have been removed. */
    @Override
    public void close() {
        timer.shutdownNow();
        resolver.shutdownNow();
        loops.shutdownGracefully(0, 2, TimeUnit.SECONDS).awaitUninterruptibly(5, TimeUnit.SECONDS);
    }
}
