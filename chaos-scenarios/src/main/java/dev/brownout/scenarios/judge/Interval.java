package dev.brownout.scenarios.judge;

/** A stretch of time in ns on the run's clock, both ends included. */
record Interval(long from, long to) {
    boolean touches(long otherFrom, long otherTo) {
        return from <= otherTo && otherFrom <= to;
    }
}
