package dev.brownout.faults.load;

import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.handler.codec.http.FullHttpRequest;
import io.netty.handler.codec.http.HttpClientCodec;
import io.netty.handler.codec.http.HttpObject;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpStatusClass;
import io.netty.handler.codec.http.HttpUtil;
import io.netty.handler.codec.http.LastHttpContent;
import io.netty.util.ReferenceCountUtil;
import io.netty.util.concurrent.Future;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.function.IntConsumer;
import org.jspecify.annotations.Nullable;

/** One connection of a load, with at most one request under way. Its event loop makes every call. */
final class Client extends ChannelInboundHandlerAdapter {
    private final Channel channel;
    private @Nullable IntConsumer ended;
    private @Nullable Future<?> timeout;
    private int status;
    private boolean keep = true;

    Client(Channel channel) {
        this.channel = channel;
    }

    Channel channel() {
        return channel;
    }

    /** Tell whether another request can go on it. */
    boolean free() {
        return channel.isActive() && keep && ended == null;
    }

    /**
     * Ask.
     *
     * @param request the request
     * @param patience when to give up and close the connection
     * @param then told once: the status, or 0 without an answer
     */
    void ask(FullHttpRequest request, Duration patience, IntConsumer then) {
        ended = then;
        status = 0;
        timeout = channel.eventLoop().schedule(this::giveUp, patience.toMillis(), TimeUnit.MILLISECONDS);
        channel.writeAndFlush(request);
    }

    private void giveUp() {
        channel.close(); // which ends the request
    }

    private void end(int with) {
        var then = ended;
        if (then != null) {
            ended = null;
            if (timeout != null) {
                timeout.cancel(false);
            }
            then.accept(with);
        }
    }

    @Override
    public void channelRead(ChannelHandlerContext context, Object message) {
        try {
            if (message instanceof HttpObject part && part.decoderResult().isFailure()) {
                channel.close();
                return;
            }
            if (message instanceof HttpResponse response) {
                status = response.status().code();
                keep = HttpUtil.isKeepAlive(response);
            }
            if (message instanceof LastHttpContent) {
                if (status == HttpResponseStatus.SWITCHING_PROTOCOLS.code()) {
                    context.pipeline().remove(HttpClientCodec.class); // from here on bytes are bytes, and dropped
                    end(status);
                } else if (HttpStatusClass.valueOf(status) != HttpStatusClass.INFORMATIONAL) {
                    end(status);
                }
            }
        } finally {
            ReferenceCountUtil.release(message);
        }
    }

    @Override
    public void channelInactive(ChannelHandlerContext context) {
        end(0);
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
        channel.close(); // a reset is how some targets answer a load
    }
}
