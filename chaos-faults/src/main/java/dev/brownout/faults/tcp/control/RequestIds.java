package dev.brownout.faults.tcp.control;

import java.math.BigInteger;
import java.util.concurrent.atomic.AtomicLong;

/** Number requests: 20 characters of {@code [0-9a-v]}, unique and in order, as the real server's. Thread safe. */
final class RequestIds {
    private static final int RADIX = 32;
    private static final int LENGTH = 20;

    private final long start = System.currentTimeMillis();
    private final AtomicLong next = new AtomicLong();

    String next() {
        var number = BigInteger.valueOf(start).shiftLeft(48).or(BigInteger.valueOf(next.getAndIncrement()));
        var digits = number.toString(RADIX);
        return "0".repeat(Math.max(0, LENGTH - digits.length())) + digits;
    }
}
