package dev.brownout.benchmarks;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.DatagramChannel;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * Asks a DNS server for A records over UDP, open loop: questions leave when they are due, whatever is answered. One thread that
 * never blocks, since waking up would be measured too.
 */
final class DnsLoad implements AutoCloseable {
    private static final int IDS = 1 << 16;
    private static final int BURST = 16;
    private static final long GRACE_NANOS = 500_000_000;

    private final DatagramChannel channel;
    private final byte[][] questions;
    private final long[] sentAt = new long[IDS];
    private final ByteBuffer buffer = ByteBuffer.allocateDirect(4096);
    private double[] latencies = new double[1 << 20];

    /**
     * What came of it.
     *
     * @param asked questions sent
     * @param lost questions without an answer half a second after the last was sent
     * @param wrong answers without an address
     * @param sentPerSecond how fast they were really sent
     * @param p50 µs from sent to answered
     * @param p99 µs likewise
     */
    record Result(long asked, long lost, long wrong, double sentPerSecond, double p50, double p99) {}

    DnsLoad(int port, int names) throws IOException {
        channel = DatagramChannel.open();
        channel.setOption(StandardSocketOptions.SO_RCVBUF, 4 << 20);
        channel.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
        channel.configureBlocking(false);
        questions = new byte[names][];
        for (int i = 0; i < names; i++) {
            questions[i] = question(name(i));
        }
    }

    static String name(int i) {
        return "name-" + i + ".bench.test";
    }

    /** Write a query for one A record, recursion desired (RFC 1035, section 4). */
    static byte[] question(String name) {
        var wire = ByteBuffer.allocate(512).putShort((short) 0).putShort((short) 0x0100);
        wire.putShort((short) 1).putShort((short) 0).putShort((short) 0).putShort((short) 0);
        for (var label : name.split("\\.", -1)) {
            wire.put((byte) label.length()).put(label.getBytes(StandardCharsets.US_ASCII));
        }
        wire.put((byte) 0).putShort((short) 1).putShort((short) 1);
        return Arrays.copyOf(wire.array(), wire.position());
    }

    Result run(int perSecond, double seconds) throws IOException {
        long count = (long) (perSecond * seconds);
        if (latencies.length < count) {
            latencies = new double[(int) count];
        }
        Arrays.fill(sentAt, 0);
        int answered = 0;
        long wrong = 0;
        long lost = 0;
        long begin = System.nanoTime();
        long sent = 0;
        long lastSent = begin;
        long end = Long.MAX_VALUE;
        while (sent - lost > answered || sent < count) {
            long now = System.nanoTime();
            if (now > end) {
                break;
            }
            for (int i = 0; i < BURST && sent < count && begin + sent * 1_000_000_000L / perSecond <= now; i++) {
                int id = (int) (sent & (IDS - 1));
                lost += sentAt[id] == 0 ? 0 : 1;
                if (send(id, questions[(int) (sent % questions.length)])) {
                    sentAt[id] = System.nanoTime();
                    lastSent = sentAt[id];
                    sent++;
                } else {
                    break;
                }
            }
            if (sent == count && end == Long.MAX_VALUE) {
                end = lastSent + GRACE_NANOS;
            }
            for (buffer.clear(); channel.read(buffer) > 0; buffer.clear()) {
                int id = buffer.getShort(0) & 0xffff;
                if (sentAt[id] != 0) {
                    latencies[answered++] = (System.nanoTime() - sentAt[id]) / 1e3;
                    sentAt[id] = 0;
                    wrong += buffer.getShort(6) > 0 ? 0 : 1;
                }
            }
        }
        var sorted = Arrays.copyOf(latencies, answered);
        Arrays.sort(sorted);
        return new Result(
                sent,
                sent - answered,
                wrong,
                sent * 1e9 / Math.max(1, lastSent - begin),
                answered == 0 ? Double.NaN : Figures.percentile(sorted, 0.5),
                answered == 0 ? Double.NaN : Figures.percentile(sorted, 0.99));
    }

    private boolean send(int id, byte[] question) throws IOException {
        buffer.clear();
        buffer.put(question).putShort(0, (short) id).flip();
        return channel.write(buffer) > 0;
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}
