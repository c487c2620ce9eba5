package dev.brownout.examples.exchange.ledger;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketAddress;
import javax.net.SocketFactory;

/**
 * Gives the PostgreSQL driver sockets with limits in milliseconds; its own settings know whole seconds only. Made by the
 * driver itself, from the properties {@code socketFactory} and {@code socketFactoryArg} = {@code connectMs,readMs} (0 for
 * none).
 */
public final class TimedSocketFactory extends SocketFactory {
    private final int connectMs;
    private final int readMs;

    /** Called by the driver. */
    public TimedSocketFactory(String argument) {
        String[] parts = argument.split(",", -1);
        this.connectMs = Integer.parseInt(parts[0]);
        this.readMs = Integer.parseInt(parts[1]);
    }

    @Override
    public Socket createSocket() throws IOException {
        Socket socket = new Socket() {
            @Override
            public void connect(SocketAddress endpoint, int timeout) throws IOException {
                super.connect(endpoint, connectMs > 0 ? connectMs : timeout);
            }
        };
        socket.setSoTimeout(readMs);
        return socket;
    }

    @Override
    public Socket createSocket(String host, int port) {
        throw new UnsupportedOperationException("the driver connects an unconnected socket");
    }

    @Override
    public Socket createSocket(String host, int port, InetAddress localHost, int localPort) {
        throw new UnsupportedOperationException("the driver connects an unconnected socket");
    }

    @Override
    public Socket createSocket(InetAddress host, int port) {
        throw new UnsupportedOperationException("the driver connects an unconnected socket");
    }

    @Override
    public Socket createSocket(InetAddress address, int port, InetAddress localAddress, int localPort) {
        throw new UnsupportedOperationException("the driver connects an unconnected socket");
    }
}
