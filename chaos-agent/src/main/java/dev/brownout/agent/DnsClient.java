package dev.brownout.agent;

import dev.brownout.agent.DnsMessage.Answer;
import java.io.DataInputStream;
import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetSocketAddress;
import java.net.PortUnreachableException;
import java.net.Proxy;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.Nullable;

/**
 * Asks one DNS server, as a stub resolver does: all questions of a look-up at once over UDP, again when no answer comes in
 * time, over TCP when an answer is truncated. Caches nothing. Thread safe.
 */
final class DnsClient {
    private static final int LARGEST = 65_535;

    private final InetSocketAddress server;
    private final Options options;

    /** Why a question has no answer yet. */
    private static final class Nothing {
        private String why = "TIMEOUT";
        private boolean truncated;
    }

    DnsClient(InetSocketAddress server, Options options) {
        this.server = server;
        this.options = options;
    }

    InetSocketAddress server() {
        return server;
    }

    /** Ask as the JVM's own look-ups do: with the time-out and the number of tries that were configured. */
    Answer[] ask(String name, int[] types, boolean witness) throws IOException {
        return ask(name, types, witness, options.timeoutMillis(), options.tries());
    }

    /** Ask once. */
    Answer ask(String name, int type, boolean witness, int timeoutMillis) throws IOException {
        return ask(name, new int[] {type}, witness, timeoutMillis, 1)[0];
    }

    private Answer[] ask(String name, int[] types, boolean witness, int timeoutMillis, int tries) throws IOException {
        var answers = new @Nullable Answer[types.length];
        var questions = new byte[types.length][];
        int first = ThreadLocalRandom.current().nextInt(0x10000);
        for (int i = 0; i < types.length; i++) {
            questions[i] = DnsMessage.question(first + i & 0xffff, name, types[i], options.component(), witness);
        }
        var nothing = new Nothing[types.length];
        for (int i = 0; i < types.length; i++) {
            nothing[i] = new Nothing();
        }
        try (var socket = new DatagramSocket()) {
            socket.connect(server);
            for (int n = 0; n < tries && missing(answers) > 0; n++) {
                try {
                    oneTry(socket, name, types, questions, answers, nothing, timeoutMillis);
                } catch (PortUnreachableException e) {
                    for (var each : nothing) {
                        each.why = "UNREACHABLE";
                    }
                }
            }
        }
        var result = new Answer[types.length];
        for (int i = 0; i < types.length; i++) {
            var answer = answers[i];
            result[i] = answer != null ? answer : Answer.none(nothing[i].why, nothing[i].truncated);
        }
        return result;
    }

    private void oneTry(
            DatagramSocket socket,
            String name,
            int[] types,
            byte[][] questions,
            @Nullable Answer[] answers,
            Nothing[] nothing,
            int timeoutMillis)
            throws IOException {
        long deadline = System.nanoTime() + timeoutMillis * 1_000_000L;
        for (int i = 0; i < types.length; i++) {
            if (answers[i] == null) {
                socket.send(new DatagramPacket(questions[i], questions[i].length));
            }
        }
        var packet = new DatagramPacket(new byte[LARGEST], LARGEST);
        var over = answers.clone(); // a question that TCP had no answer to is over for this try
        int left;
        while (missing(over) > 0 && (left = millisUntil(deadline)) > 0) {
            socket.setSoTimeout(left);
            packet.setLength(LARGEST);
            try {
                socket.receive(packet);
            } catch (SocketTimeoutException e) {
                return;
            }
            for (int i = 0; i < types.length; i++) {
                if (over[i] == null && DnsMessage.answers(questions[i], packet.getData(), packet.getLength())) {
                    var answer = DnsMessage.read(name, types[i], packet.getData(), packet.getLength());
                    over[i] = answer;
                    answers[i] =
                            answer.truncated() ? overTcp(name, types[i], questions[i], nothing[i], deadline) : answer;
                }
            }
        }
    }

    /** Ask again over TCP. A connection that fails is a try that failed, as it is to any stub resolver: the next may not. */
    private @Nullable Answer overTcp(String name, int type, byte[] question, Nothing nothing, long deadline)
            throws UnknownHostException {
        nothing.truncated = true;
        nothing.why = "TIMEOUT";
        byte[] message;
        try (var socket = new Socket(Proxy.NO_PROXY)) {
            socket.connect(server, Math.max(1, millisUntil(deadline)));
            socket.setTcpNoDelay(true);
            var framed = new byte[question.length + 2];
            framed[0] = (byte) (question.length >>> 8);
            framed[1] = (byte) question.length;
            System.arraycopy(question, 0, framed, 2, question.length);
            socket.getOutputStream().write(framed);
            socket.setSoTimeout(Math.max(1, millisUntil(deadline)));
            var in = new DataInputStream(socket.getInputStream());
            message = new byte[in.readUnsignedShort()];
            in.readFully(message);
        } catch (SocketTimeoutException e) {
            return null;
        } catch (IOException e) {
            nothing.why = "CLOSED";
            return null;
        }
        return DnsMessage.answers(question, message, message.length)
                ? DnsMessage.read(name, type, message, message.length).afterTruncation()
                : null;
    }

    private static int missing(@Nullable Answer[] answers) {
        int n = 0;
        for (var answer : answers) {
            n += answer == null ? 1 : 0;
        }
        return n;
    }

    private static int millisUntil(long deadline) {
        return (int) Math.max(0, (deadline - System.nanoTime() + 999_999) / 1_000_000);
    }
}
