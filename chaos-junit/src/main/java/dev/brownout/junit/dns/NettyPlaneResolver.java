package dev.brownout.junit.dns;

import dev.brownout.api.FaultPlane;
import io.netty.resolver.AddressResolver;
import io.netty.resolver.AddressResolverGroup;
import io.netty.resolver.InetNameResolver;
import io.netty.util.concurrent.EventExecutor;
import io.netty.util.concurrent.Promise;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/**
 * The look-ups of clients on Netty (4.1 and 4.2; Reactor Netty, Vert.x, Lettuce …) go to a plane, in place of {@code
 * DnsAddressResolverGroup} or the JDK's. Thread safe; to be closed, which fails look-ups that are asked for later.
 *
 * <pre>{@code
 * bootstrap.resolver(NettyPlaneResolver.of(plane));              // Netty
 * HttpClient.create().resolver(NettyPlaneResolver.of(plane));    // Reactor Netty
 * }</pre>
 *
 * <p>Nothing is cached. Look-ups wait on daemon threads of their own, never on an event loop.
 */
public final class NettyPlaneResolver extends AddressResolverGroup<InetSocketAddress> {
    /** Look-ups at once; a dead DNS server must not pile up threads. */
    private static final int MOST = 64;

    private final Asking asking;
    private final ExecutorService threads;

    private NettyPlaneResolver(Asking asking) {
        this.asking = asking;
        this.threads = new ThreadPoolExecutor(0, MOST, 1, TimeUnit.SECONDS, new SynchronousQueue<>(), work -> {
            var thread = new Thread(work, "brownout-netty-lookup");
            thread.setDaemon(true);
            return thread;
        });
    }

    /**
     * Send look-ups to a plane.
     *
     * @param plane an open plane
     * @param names which names; none for all of them, which leaves only {@code localhost} and literals to the JDK
     * @return for {@code Bootstrap.resolver}
     */
    public static NettyPlaneResolver of(FaultPlane plane, String... names) {
        return new NettyPlaneResolver(new Asking(plane, names));
    }

    @Override
    protected AddressResolver<InetSocketAddress> newResolver(EventExecutor executor) {
        return new NameResolver(executor).asAddressResolver();
    }

    @Override
    public void close() {
        super.close();
        threads.shutdownNow();
    }

    private final class NameResolver extends InetNameResolver {
        NameResolver(EventExecutor executor) {
            super(executor);
        }

        @Override
        protected void doResolve(String host, Promise<InetAddress> promise) {
            lookup(promise, () -> asking.lookup(host).get(0));
        }

        @Override
        protected void doResolveAll(String host, Promise<List<InetAddress>> promise) {
            lookup(promise, () -> asking.lookup(host));
        }

        private <T> void lookup(Promise<T> promise, Lookup<T> lookup) {
            try {
                threads.execute(() -> {
                    try {
                        promise.trySuccess(lookup.get());
                    } catch (UnknownHostException | RuntimeException e) {
                        promise.tryFailure(e);
                    }
                });
            } catch (RejectedExecutionException e) {
                var failure = new UnknownHostException(
                        "at most " + MOST + " look-ups may wait at once, and none once the resolver is closed");
                failure.initCause(e);
                promise.tryFailure(failure);
            }
        }
    }

    /** A look-up that may fail. */
    private interface Lookup<T> {
        T get() throws UnknownHostException;
    }

    @Override
    public String toString() {
        return "Netty asks for " + asking;
    }
}
