package dev.brownout.faults.load;

import dev.brownout.faults.http.proxy.Arrivals;
import io.netty.bootstrap.Bootstrap;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoop;
import io.netty.channel.socket.SocketChannel;
import io.netty.channel.socket.nio.NioSocketChannel;
import io.netty.handler.codec.http.DefaultFullHttpRequest;
import io.netty.handler.codec.http.FullHttpRequest;
import io.netty.handler.codec.http.HttpClientCodec;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaderValues;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpUtil;
import io.netty.handler.codec.http.HttpVersion;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Those who arrive: opens their connections and keeps them within bounds. Its event loop makes every call. */
abstract class Crowd {
    private static final Logger log = LoggerFactory.getLogger(Crowd.class);
    private static final long SECOND = TimeUnit.SECONDS.toNanos(1);

    private final String kind;
    private final EventLoop loop;
    private final InetSocketAddress address;
    private final Consumer<InetSocketAddress> announced;
    private final Ask ask;
    private final Bounds bounds;
    private final Tally tally;
    private final Set<Channel> open = new HashSet<>();
    private boolean left;
    private long second;
    private int inSecond;

    /** What every crowd is made of. */
    record Place(String kind, EventLoop loop, Entrance entrance, Ask ask, Bounds bounds, Tally tally) {}

    /**
     * Where they arrive.
     *
     * @param address an address of this machine
     * @param announced told before each connection where it will come from
     */
    record Entrance(InetSocketAddress address, Consumer<InetSocketAddress> announced) {}

    Crowd(Place place) {
        this.kind = place.kind();
        this.loop = place.loop();
        this.address = place.entrance().address();
        this.announced = place.entrance().announced();
        this.ask = place.ask();
        this.bounds = place.bounds();
        this.tally = place.tally();
    }

    /** Let one more arrive. Returns at once. */
    abstract void arrive(long ordinal);

    /** Close every connection, and let nobody else come. */
    void leave() {
        left = true;
        List.copyOf(open).forEach(Channel::close);
    }

    /** Tell whether all have left. */
    boolean left() {
        return left;
    }

    EventLoop loop() {
        return loop;
    }

    Bounds bounds() {
        return bounds;
    }

    Tally tally() {
        return tally;
    }

    /** Take a place within the bound on the rate, or count what has to be left out. */
    boolean withinRate() {
        long now = System.nanoTime();
        if (now - second >= SECOND) {
            second = now;
            inSecond = 0;
        }
        if (inSecond >= Bounds.RATE) {
            keptBack("more than " + Bounds.RATE + " a second");
            return false;
        }
        inSecond++;
        return true;
    }

    void keptBack(String why) {
        if (tally.unsent()) {
            log.warn("{} leaves out requests that are due: {}; the target is slow, or the load is", kind, why);
        }
    }

    /**
     * Open a connection, or count that there are too many.
     *
     * @param then takes it
     * @param failed run when it could not be opened; not when there are too many
     */
    void connect(Consumer<Client> then, Runnable failed) {
        if (left) {
            return;
        }
        if (open.size() >= bounds.connections()) {
            keptBack(bounds.connections() + " connections are busy");
            return;
        }
        var channel = new Bootstrap()
                .group(loop)
                .channel(NioSocketChannel.class)
                .option(ChannelOption.TCP_NODELAY, true)
                .option(ChannelOption.SO_REUSEADDR, true) // a port that was just left will do
                .option(ChannelOption.CONNECT_TIMEOUT_MILLIS, (int)
                        bounds.timeout().toMillis())
                .handler(new ChannelInitializer<SocketChannel>() {
                    @Override
                    protected void initChannel(SocketChannel socket) {
                        socket.pipeline().addLast(new HttpClientCodec(), new Client(socket));
                    }
                })
                .register()
                .channel();
        open.add(channel);
        channel.closeFuture().addListener(closed -> open.remove(channel));
        channel.bind(source()).addListener(bound -> {
            if (bound.isSuccess()) {
                announced.accept((InetSocketAddress) channel.localAddress());
                channel.connect(address).addListener(connected -> {
                    if (connected.isSuccess()) {
                        then.accept(channel.pipeline().get(Client.class));
                    } else {
                        channel.close();
                        failed.run();
                    }
                });
            } else {
                channel.close();
                failed.run();
            }
        });
    }

    /** Any port of the address that they go to: it is this machine's. */
    private InetSocketAddress source() {
        var to = address.getAddress();
        return new InetSocketAddress(to.isAnyLocalAddress() ? InetAddress.getLoopbackAddress() : to, 0);
    }

    FullHttpRequest request(long ordinal) {
        var body = ask.body(ordinal).getBytes(StandardCharsets.UTF_8);
        var request = new DefaultFullHttpRequest(
                HttpVersion.HTTP_1_1,
                HttpMethod.valueOf(ask.method()),
                ask.path(ordinal),
                Unpooled.wrappedBuffer(body));
        request.headers()
                .set(HttpHeaderNames.HOST, address.getHostString() + ":" + address.getPort())
                .set(Arrivals.LOAD_HEADER, kind);
        if (body.length > 0) {
            HttpUtil.setContentLength(request, body.length);
            request.headers()
                    .set(
                            HttpHeaderNames.CONTENT_TYPE,
                            body[0] == '{'
                                    ? HttpHeaderValues.APPLICATION_JSON
                                    : HttpHeaderValues.APPLICATION_X_WWW_FORM_URLENCODED);
        }
        return request;
    }
}
