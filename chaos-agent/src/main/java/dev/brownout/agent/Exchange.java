package dev.brownout.agent;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/** One command's talk with the harness. */
final class Exchange {
    /** Sends a line to the harness. */
    interface Out {
        void write(String line) throws IOException;
    }

    private final String id;
    private final Out out;
    private final Semaphore go = new Semaphore(0);
    private volatile boolean cancelled;

    Exchange(String id, Out out) {
        this.id = id;
        this.out = out;
    }

    void go() {
        go.release();
    }

    void cancel() {
        cancelled = true;
        go.release();
    }

    /**
     * Bind a socket, one at a time, have the harness mark its address, and only then let it connect.
     *
     * @throws IOException if the harness does not answer by the deadline: then nothing was sent anywhere
     */
    void bind(Socket socket, InetSocketAddress target, long deadline) throws IOException {
        var address = target.getAddress();
        socket.bind(address.isLoopbackAddress() ? new InetSocketAddress(address, 0) : new InetSocketAddress(0));
        out.write(id + " bound " + Words.encode(socket.getLocalAddress().getAddress()) + " " + socket.getLocalPort());
        try {
            if (!go.tryAcquire(deadline - System.nanoTime(), TimeUnit.NANOSECONDS) || cancelled) {
                throw new IOException("the harness did not say go");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", e);
        }
    }

    void done(String words) {
        say(" done " + words);
    }

    void failed(Exception e) {
        say(" failed " + Words.encode(e.toString()));
    }

    private void say(String words) {
        try {
            out.write(id + words);
        } catch (IOException e) {
            // the harness is gone; the reader of the connection notices
        }
    }
}
