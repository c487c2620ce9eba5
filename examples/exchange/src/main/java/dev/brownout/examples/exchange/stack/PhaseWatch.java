package dev.brownout.examples.exchange.stack;

import java.util.ArrayList;
import java.util.List;

/** Notes how long each phase of a start took. Not thread safe. */
final class PhaseWatch {
    private final long began = System.nanoTime();
    private final List<String> phases = new ArrayList<>();
    private long last = began;

    void done(String phase) {
        long now = System.nanoTime();
        phases.add(phase + " " + (now - last) / 1_000_000 + " ms");
        last = now;
    }

    @Override
    public String toString() {
        return (last - began) / 1_000_000 + " ms (" + String.join(", ", phases) + ")";
    }
}
