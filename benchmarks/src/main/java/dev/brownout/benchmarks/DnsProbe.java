package dev.brownout.benchmarks;

import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetSocketAddress;
import java.util.concurrent.atomic.AtomicInteger;

/** Asks a DNS server for one name; an answer is good that holds an address. */
final class DnsProbe extends AskingProbe {
    private final DatagramSocket socket;
    private final byte[] question;
    private final AtomicInteger ids = new AtomicInteger();

    DnsProbe(InetSocketAddress server, String name) throws IOException {
        super(Long.MAX_VALUE);
        socket = new DatagramSocket();
        socket.connect(server);
        socket.setSoTimeout(1_000);
        question = DnsLoad.question(name);
    }

    @Override
    boolean ask() throws IOException {
        int id = ids.incrementAndGet() & 0xffff;
        question[0] = (byte) (id >> 8);
        question[1] = (byte) id;
        socket.send(new DatagramPacket(question, question.length));
        var answer = new DatagramPacket(new byte[1500], 1500);
        socket.receive(answer);
        return (answer.getData()[6] << 8 | answer.getData()[7]) > 0;
    }

    @Override
    public void close() throws IOException {
        super.close();
        socket.close();
    }
}
