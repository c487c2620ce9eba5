package dev.brownout.faults.tcp.proxy;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.channels.SocketChannel;
import org.jspecify.annotations.Nullable;

/**
 * Keep a disabled proxy's port from being given to somebody else's outgoing connection, which would make the proxy
 * impossible to enable again, or let a client that retries connect to itself. A socket that is bound but does not listen
 * refuses connections (Linux answers with RST), and a second one that may share the address can bind and listen beside it.
 * Where the system does not allow that, nothing is held. Not thread safe.
 */
final class PortHold implements AutoCloseable {
    private final @Nullable SocketChannel socket;

    PortHold(InetSocketAddress address) {
        this.socket = hold(address);
    }

    private static @Nullable SocketChannel hold(InetSocketAddress address) {
        if (!System.getProperty("os.name", "").startsWith("Linux")) {
            return null;
        }
        SocketChannel channel = null;
        try {
            channel = SocketChannel.open();
            return channel.setOption(StandardSocketOptions.SO_REUSEADDR, true).bind(address);
        } catch (IOException taken) {
            close(channel);
            return null;
        }
    }

    @Override
    public void close() {
        close(socket);
    }

    private static void close(@Nullable SocketChannel channel) {
        try {
            if (channel != null) {
                channel.close();
            }
        } catch (IOException e) {
            // nothing was sent on it, so nothing can be lost
        }
    }
}
