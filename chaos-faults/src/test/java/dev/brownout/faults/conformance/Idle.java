package dev.brownout.faults.conformance;

import java.io.IOException;

/** A program that does nothing until its input ends, as it does when its parent dies: a place for a vantage. */
final class Idle {
    private Idle() {}

    public static void main(String[] args) throws IOException {
        while (System.in.read() >= 0) {
            // bounded by the parent's life
        }
    }
}
