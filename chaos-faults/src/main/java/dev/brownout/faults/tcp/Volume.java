package dev.brownout.faults.tcp;

import dev.brownout.api.Link;
import dev.brownout.api.Protocol;
import dev.brownout.api.Vantage;
import dev.brownout.api.Vantage.FlowReading;
import dev.brownout.faults.tcp.proxy.Direction;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;

/**
 * Requests of which so many bytes go one way that a narrow wire can be told from a wide one. They change nothing at the far
 * end: Redis echoes a payload ({@code PING}), HTTP answers its health page to requests with padding.
 */
public final class Volume {
    private static final int LARGEST_UNIT = 4096;
    private static final int SMALLEST_UNIT = 16;
    /** So many requests at least, for the time between the first answer and the last to be nearly all of it. */
    private static final int UNITS = 16;

    private static final int MOST_UNITS = 2000;
    /** What an HTTP answer has at least: a status line, a length and a body's end. */
    private static final int LEAST_HTTP_ANSWER = 60;

    private static final byte[] ANY = {};

    private final byte[] unit;
    private final int times;
    private final byte[] marker;

    private Volume(byte[] unit, int times, byte[] marker) {
        this.unit = unit;
        this.times = times;
        this.marker = marker;
    }

    /**
     * Tell how many bytes can be sent one way on a link.
     *
     * @param protocol what is spoken there
     * @param direction which way
     * @return how many; 0 where none can
     */
    public static long capacity(Protocol protocol, Direction direction) {
        boolean up = direction == Direction.UPSTREAM;
        return switch (protocol) {
            case REDIS -> (long) MOST_UNITS * LARGEST_UNIT / 2;
            case HTTP1 -> (long) MOST_UNITS * (up ? LARGEST_UNIT / 4 : LEAST_HTTP_ANSWER);
            case POSTGRES, TLS, HTTPS1 -> up ? Greetings.of(protocol).length : 1;
            case TCP -> 0;
        };
    }

    /**
     * Make requests of which at least so many bytes go one way.
     *
     * @param link where they are sent
     * @param direction which way
     * @param bytes how many, within the {@link #capacity}
     * @return the requests
     */
    public static Volume of(Link link, Direction direction, long bytes) {
        var protocol = link.protocol();
        if (protocol != Protocol.REDIS && protocol != Protocol.HTTP1) {
            return single(link);
        }
        int size = (int) Math.max(SMALLEST_UNIT, Math.min(LARGEST_UNIT, bytes / UNITS));
        if (protocol == Protocol.REDIS) {
            return new Volume(ascii("PING " + "x".repeat(size) + "E\r\n"), count(bytes, size), ascii("E\r\n"));
        }
        boolean up = direction == Direction.UPSTREAM;
        return http(up ? "Padding: " + "x".repeat(size) + "\r\n" : "", count(bytes, up ? size : LEAST_HTTP_ANSWER));
    }

    private static int count(long bytes, int size) {
        return (int) Math.max(UNITS, Math.min(MOST_UNITS, bytes / size + 1));
    }

    /** Make the one request that is answered and leaves the connection open. */
    static Volume single(Link link) {
        return link.protocol() == Protocol.HTTP1 ? http("", 1) : new Volume(Greetings.of(link.protocol()), 1, ANY);
    }

    private static Volume http(String padding, int times) {
        var request = "GET " + Greetings.HEALTH_PATH + " HTTP/1.1\r\nHost: brownout\r\n" + Greetings.WITNESS_HEADER
                + ": 1\r\n" + padding + "\r\n";
        return new Volume(ascii(request), times, ascii("HTTP/1."));
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }

    /** One of the requests. */
    byte[] unit() {
        return unit;
    }

    /**
     * Send it all and read the answers.
     *
     * @param vantage from where
     * @param address where to
     * @param end whether to send no more once all is answered and wait until the far end closes too
     * @param deadline for all of it
     * @return what was seen
     */
    public FlowReading flow(Vantage vantage, InetSocketAddress address, boolean end, Duration deadline) {
        return vantage.flow(address, unit, times, marker, end, deadline);
    }
}
