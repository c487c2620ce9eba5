package dev.brownout.scenarios.judge;

/** When a phase (or the steady or recovery stretch) was really played; {@code to} is exclusive. */
record PhaseWindow(String phase, long from, long to) {
    boolean has(Sample s) {
        return s.due() >= from && s.due() < to;
    }

    double seconds() {
        return (to - from) / 1e9;
    }
}
