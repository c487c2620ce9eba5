package dev.brownout.faults.http.proxy;

import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelOption;
import io.netty.channel.socket.DuplexChannel;
import io.netty.handler.codec.http.DefaultFullHttpResponse;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpUtil;
import io.netty.handler.codec.http.HttpVersion;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** The two sockets of a connection: the victim's, and the one to the target once there is one. Belongs to the event loop. */
final class Ends {
    private @Nullable Channel victim;
    private @Nullable Channel target;

    void victim(Channel channel) {
        victim = channel;
    }

    Channel victim() {
        return Objects.requireNonNull(victim);
    }

    void target(Channel channel) {
        target = channel;
    }

    @Nullable
    Channel target() {
        return target;
    }

    /** Take from the victim only what the target takes. */
    void readVictim(boolean wanted) {
        victim().config().setAutoRead(wanted && (target == null || target.isWritable()));
    }

    /** Take from the target only what the victim takes. */
    void readTarget(boolean wanted) {
        if (target != null) {
            target.config().setAutoRead(wanted && victim().isWritable());
        }
    }

    void flushTarget() {
        if (target != null) {
            target.flush();
        }
    }

    /** Tell the target that the victim will send nothing more. */
    void endTarget() {
        if (target instanceof DuplexChannel duplex) {
            duplex.writeAndFlush(Unpooled.EMPTY_BUFFER).addListener(sent -> duplex.shutdownOutput());
        }
    }

    /** Tell the victim to send the body that it has announced. */
    void goOn() {
        victim().writeAndFlush(new DefaultFullHttpResponse(
                HttpVersion.HTTP_1_1, HttpResponseStatus.CONTINUE, Unpooled.EMPTY_BUFFER));
    }

    /** Tell the victim that it is not understood. */
    void badRequest() {
        var response = new DefaultFullHttpResponse(
                HttpVersion.HTTP_1_1, HttpResponseStatus.BAD_REQUEST, Unpooled.EMPTY_BUFFER);
        HttpUtil.setContentLength(response, 0);
        HttpUtil.setKeepAlive(response, false);
        victim().write(response);
    }

    /** Send the victim what was written; completes when it is on the wire. */
    ChannelFuture flushVictim() {
        return victim().writeAndFlush(Unpooled.EMPTY_BUFFER);
    }

    /** Have the victim's connection end by a reset when it is closed. */
    void willReset() {
        if (victim().isActive()) {
            victim().config().setOption(ChannelOption.SO_LINGER, 0);
        }
    }

    void close() {
        victim().close();
        if (target != null) {
            target.close();
        }
    }
}
