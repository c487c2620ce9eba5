package dev.brownout.agent;

import java.io.FilterInputStream;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Proxy;
import java.net.Socket;

/** A socket that knows whether anything was sent and whether anything came back. */
final class CountingSocket extends Socket {
    private volatile boolean sent;
    private volatile boolean received;

    CountingSocket() {
        super(Proxy.NO_PROXY);
    }

    boolean hasSent() {
        return sent;
    }

    boolean hasReceived() {
        return received;
    }

    @Override
    public InputStream getInputStream() throws IOException {
        return new FilterInputStream(super.getInputStream()) {
            @Override
            public int read() throws IOException {
                int b = super.read();
                received |= b >= 0;
                return b;
            }

            @Override
            public int read(byte[] buffer, int offset, int length) throws IOException {
                int n = super.read(buffer, offset, length);
                received |= n > 0;
                return n;
            }
        };
    }

    @Override
    public OutputStream getOutputStream() throws IOException {
        return new FilterOutputStream(super.getOutputStream()) {
            @Override
            public void write(byte[] buffer, int offset, int length) throws IOException {
                out.write(buffer, offset, length);
                sent = true;
            }
        };
    }
}
