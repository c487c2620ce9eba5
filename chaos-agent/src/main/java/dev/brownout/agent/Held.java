package dev.brownout.agent;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Proxy;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.util.ArrayList;

/** Opens connections one after the other and keeps them all open until the last was tried. */
final class Held {
    private Held() {}

    /**
     * Open so many connections and greet on each.
     *
     * @return {@code ANSWERED ENDED SILENT}: how many were answered; refused, closed or reset; without an answer by the
     *     deadline
     */
    static String take(InetSocketAddress target, int millis, byte[] greeting, int count, Exchange exchange)
            throws IOException {
        long deadline = System.nanoTime() + millis * 1_000_000L;
        var open = new ArrayList<Socket>();
        int answered = 0;
        int ended = 0;
        int silent = 0;
        try {
            for (int i = 0; i < count; i++) {
                var socket = new Socket(Proxy.NO_PROXY);
                open.add(socket);
                exchange.bind(socket, target, deadline);
                try {
                    socket.connect(target, Measurements.millisUntil(deadline));
                    socket.setTcpNoDelay(true);
                    socket.getOutputStream().write(greeting);
                    socket.setSoTimeout(Measurements.millisUntil(deadline));
                    if (socket.getInputStream().read() < 0) {
                        ended++;
                    } else {
                        answered++;
                    }
                } catch (SocketTimeoutException e) {
                    silent++;
                } catch (IOException e) {
                    ended++;
                }
            }
        } finally {
            for (var socket : open) {
                socket.close();
            }
        }
        return answered + " " + ended + " " + silent;
    }
}
