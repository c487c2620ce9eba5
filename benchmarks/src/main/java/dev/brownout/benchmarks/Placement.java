package dev.brownout.benchmarks;

/**
 * Which cores do what: a round trip is ten times as long when it wakes another core up, so this is part of every figure.
 *
 * @param measured the core of the server that is measured
 * @param load the core of what loads it, and of the server behind it
 * @param all both
 */
record Placement(String measured, String load, String all) {

    /** Take the first two cores, or the only one. The script has bound this JVM to the second. */
    static Placement here() {
        return Integer.getInteger("brownout.cores", 1) >= 2
                ? new Placement("0", "1", "0,1")
                : new Placement("0", "0", "0");
    }
}
