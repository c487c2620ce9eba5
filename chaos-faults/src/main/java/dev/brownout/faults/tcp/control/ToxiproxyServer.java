package dev.brownout.faults.tcp.control;

import dev.brownout.api.BrownoutException;
import dev.brownout.faults.decide.Asker;
import dev.brownout.faults.decide.Decisions;
import dev.brownout.faults.tcp.proxy.Exposure;
import dev.brownout.faults.tcp.proxy.HostPort;
import dev.brownout.faults.tcp.proxy.Proxy;
import dev.brownout.faults.tcp.proxy.ProxyEngine;
import dev.brownout.faults.tcp.proxy.Toxic;
import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.SocketChannel;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.handler.codec.http.HttpObjectAggregator;
import io.netty.handler.codec.http.HttpServerCodec;
import io.netty.handler.timeout.IdleStateHandler;
import io.netty.util.concurrent.DefaultThreadFactory;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;

/**
 * A TCP proxy server that speaks the HTTP API of Toxiproxy 2.12.0, in this JVM: any client of Toxiproxy can drive it. Knows
 * all its toxics; besides them {@code reset}, {@code refuse}, {@code blackhole}, {@code half_open} and {@code
 * connection_limit}, and for every type the attribute {@code ramp}: how long it takes to grow to its full strength, in ms.
 *
 * <p>What it decides follows from its seed, and can be read here as the real server's cannot. Thread safe.
 *
 * <pre>{@code
 * try (var server = ToxiproxyServer.start(42, address -> Asker.VICTIM)) {
 *     var client = new ToxiproxyClient("127.0.0.1", server.address().getPort());
 *     client.createProxy("ledger", "127.0.0.1:0", "127.0.0.1:5432");
 * }
 * }</pre>
 */
public final class ToxiproxyServer implements AutoCloseable {
    private static final int MAX_BODY = 16 << 20;
    private static final int IDLE_SECONDS = 60;

    private final ProxyEngine engine;
    private final Proxies proxies;
    private final ExecutorService control;
    private final MultiThreadIoEventLoopGroup loops;
    private final Channel channel;

    private ToxiproxyServer(InetSocketAddress address, Decisions decisions, Function<InetSocketAddress, Asker> askers) {
        engine = new ProxyEngine(decisions, askers);
        proxies = new Proxies(engine);
        control = Executors.newSingleThreadExecutor(new DefaultThreadFactory("brownout-tcp-control", true));
        loops = new MultiThreadIoEventLoopGroup(
                1, new DefaultThreadFactory("brownout-tcp-http", true), NioIoHandler.newFactory());
        var api = new Api(proxies);
        var ids = new RequestIds();
        var bound = new ServerBootstrap()
                .group(loops)
                .channel(NioServerSocketChannel.class)
                .childHandler(new ChannelInitializer<SocketChannel>() {
                    @Override
                    protected void initChannel(SocketChannel client) {
                        client.pipeline()
                                .addLast(new IdleStateHandler(0, 0, IDLE_SECONDS))
                                .addLast(new HttpServerCodec())
                                .addLast(new HttpObjectAggregator(MAX_BODY))
                                .addLast(new ControlHandler(api, ids, control));
                    }
                })
                .bind(address)
                .awaitUninterruptibly();
        channel = bound.channel();
        if (!bound.isSuccess()) {
            close();
            throw new BrownoutException(
                    "control address must be free, but was " + HostPort.text(address) + "; choose another port",
                    bound.cause());
        }
    }

    /**
     * Start a server whose API listens on a free port of 127.0.0.1.
     *
     * @param seed all decisions follow from it
     * @param askers tells by a client's source address whose it is: witnesses and generators of load have decisions of
     *     their own, and are left out of what counts as exposure. Called once a connection, when it is accepted; must not block
     * @return a running server
     */
    public static ToxiproxyServer start(long seed, Function<InetSocketAddress, Asker> askers) {
        return start(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), new Decisions(seed), askers);
    }

    /**
     * Start a server.
     *
     * @param address where its API listens
     * @param decisions who is hit; what is noted of them names the toxic where others name the injection
     * @param askers tells by a client's source address whose it is, as above
     * @return a running server
     * @throws BrownoutException if the address is taken
     */
    public static ToxiproxyServer start(
            InetSocketAddress address, Decisions decisions, Function<InetSocketAddress, Asker> askers) {
        return new ToxiproxyServer(address, decisions, askers);
    }

    /**
     * Tell where the API listens.
     *
     * @return its address
     */
    public InetSocketAddress address() {
        return (InetSocketAddress) channel.localAddress();
    }

    /**
     * Drive it from this JVM, without its API.
     *
     * @param patience how long a call waits for those of others to end
     * @return a control that holds nothing; it need not be closed
     */
    public ProxyControl direct(Duration patience) {
        return new DirectControl(proxies, patience);
    }

    /**
     * Read how much of the victims' traffic met a toxic.
     *
     * @param proxy the proxy's name
     * @param toxic the toxic's name
     * @return its counts, which go on living with it; empty when there is no such toxic
     */
    public Optional<Exposure> exposure(String proxy, String toxic) {
        return proxies.find(proxy)
                .flatMap(p -> p.toxics().stream()
                        .filter(t -> t.name().equals(toxic))
                        .map(Toxic::exposure)
                        .findFirst());
    }

    /**
     * Count the victims' connections that disabling a proxy has cut. Those refused while it is disabled cannot be counted:
     * the kernel answers them.
     *
     * @param proxy the proxy's name
     * @return how many so far; 0 when there is no such proxy
     */
    public long cut(String proxy) {
        return proxies.find(proxy).map(Proxy::cut).orElse(0L);
    }

    /**
     * Count the packets that a proxy has dropped without a word while nobody could connect to it, which is all that shows
     * of an attempt: one each, and one for each repetition. Witnesses' are among them.
     *
     * @param proxy the proxy's name
     * @return how many so far; 0 when there is no such proxy
     */
    public long dropped(String proxy) {
        return proxies.find(proxy).map(Proxy::dropped).orElse(0L);
    }

    /**
     * Count the connections that a proxy has carried on to its upstream; witnesses' are left out.
     *
     * @param proxy the proxy's name
     * @return how many so far; 0 when there is no such proxy
     */
    public long carried(String proxy) {
        return proxies.find(proxy).map(Proxy::carried).orElse(0L);
    }

    /** Close every proxy and the API, and end every thread. Idempotent. */
    @Override
    public void close() {
        channel.close().awaitUninterruptibly(5, TimeUnit.SECONDS);
        control.shutdown();
        try {
            if (!control.awaitTermination(10, TimeUnit.SECONDS)) {
                control.shutdownNow();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        proxies.close();
        loops.shutdownGracefully(0, 2, TimeUnit.SECONDS).awaitUninterruptibly(5, TimeUnit.SECONDS);
        engine.close();
    }
}
