package dev.brownout.benchmarks;

/**
 * Which cores do what: a round trip is ten times as long when it wakes another core up, so this is part of every figure.
 *
 * @param measured the core of the server that is measured
 * @param load the core of what loads it, and of the server behind it
 */
record Placement(String measured, String load) {

    static Placement here() {
        int cores = Runtime.getRuntime().availableProcessors();
        var all = System.getProperty("brownout.cores", Integer.toString(cores));
        return Integer.parseInt(all) >= 2 ? new Placement("0", "1") : new Placement("0", "0");
    }
}
