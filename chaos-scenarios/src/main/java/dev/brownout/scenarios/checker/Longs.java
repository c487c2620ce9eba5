package dev.brownout.scenarios.checker;

import java.util.Arrays;

/** A long for every number from 0 on, 0 until it is set. Not thread safe. */
final class Longs {
    private long[] values = new long[16];

    long get(int at) {
        return at < values.length ? values[at] : 0;
    }

    void set(int at, long value) {
        if (at >= values.length) {
            values = Arrays.copyOf(values, Math.max(at + 1, values.length + (values.length >> 1)));
        }
        values[at] = value;
    }
}
