package dev.brownout.agent;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Proxy;
import java.net.Socket;

/** Sends a request many times over one connection, and counts what comes back. */
final class Flow {
    private static final int BUFFER = 65_536;
    private static final long SENDER_MILLIS = 1_000;

    private final byte[] marker;
    private int matched;
    private long sent;
    private long received;
    private long answers;
    private long firstNanos;
    private long lastNanos;
    private long endNanos;

    private Flow(byte[] marker) {
        this.marker = marker;
    }

    /**
     * Connect, send, read until each request is answered; then, if that is wanted, send no more and wait for the end.
     *
     * @param unit the request
     * @param times how often it is sent, without waiting for answers
     * @param marker what each answer holds once; empty where each byte is an answer
     * @param end whether to wait for the end
     * @return {@code OUTCOME SENT RECEIVED ANSWERS FIRST-NANOS LAST-NANOS END-NANOS}
     */
    static String take(
            InetSocketAddress target, int millis, byte[] unit, int times, byte[] marker, boolean end, Exchange exchange)
            throws IOException {
        var flow = new Flow(marker);
        long deadline = System.nanoTime() + millis * 1_000_000L;
        var outcome = "FAILED";
        var sender = new Thread();
        try (var socket = new Socket(Proxy.NO_PROXY)) {
            exchange.bind(socket, target, deadline);
            boolean connected = false;
            try {
                socket.connect(target, Measurements.millisUntil(deadline));
                connected = true;
                socket.setTcpNoDelay(true);
                sender = VantageLink.daemon("brownout-vantage-flow", () -> flow.send(socket, unit, times));
                sender.start();
                outcome = flow.read(socket, times, end, deadline);
            } catch (IOException e) {
                outcome = Measurements.outcome(e, connected);
            }
        }
        // the last answer may be here before what it answers was counted; the closed socket has ended everything else
        end(sender);
        return flow.words(outcome);
    }

    private static void end(Thread sender) {
        try {
            sender.join(SENDER_MILLIS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private String words(String outcome) {
        return outcome + " " + sent() + " " + received + " " + answers + " " + firstNanos + " " + lastNanos + " "
                + endNanos;
    }

    private synchronized long sent() {
        return sent;
    }

    private synchronized void sent(int bytes) {
        sent += bytes;
    }

    private void send(Socket socket, byte[] unit, int times) {
        try {
            var out = socket.getOutputStream();
            for (int i = 0; i < times; i++) {
                out.write(unit);
                sent(unit.length);
            }
        } catch (IOException e) {
            // whoever reads sees it, or has closed the socket
        }
    }

    private String read(Socket socket, int times, boolean end, long deadline) throws IOException {
        var buffer = new byte[BUFFER];
        long began = System.nanoTime();
        while (answers < times) {
            socket.setSoTimeout(Measurements.millisUntil(deadline));
            int n = socket.getInputStream().read(buffer);
            if (n < 0) {
                return "CLOSED";
            }
            count(buffer, n);
            lastNanos = answers > 0 ? System.nanoTime() - began : 0;
            firstNanos = firstNanos == 0 ? lastNanos : firstNanos;
        }
        if (end) {
            awaitEnd(socket, buffer, deadline);
        }
        return "ANSWERED";
    }

    private void awaitEnd(Socket socket, byte[] buffer, long deadline) throws IOException {
        long began = System.nanoTime();
        socket.shutdownOutput();
        socket.setSoTimeout(Measurements.millisUntil(deadline));
        for (int n = socket.getInputStream().read(buffer);
                n >= 0;
                n = socket.getInputStream().read(buffer)) {
            received += n;
            socket.setSoTimeout(Measurements.millisUntil(deadline));
        }
        endNanos = System.nanoTime() - began;
    }

    private void count(byte[] bytes, int length) {
        received += length;
        if (marker.length == 0) {
            answers += length;
            return;
        }
        for (int i = 0; i < length; i++) {
            // markers do not begin again within themselves, so a mismatch can only be a new beginning
            matched = bytes[i] == marker[matched] ? matched + 1 : bytes[i] == marker[0] ? 1 : 0;
            if (matched == marker.length) {
                answers++;
                matched = 0;
            }
        }
    }
}
