package dev.brownout.examples.exchange.edge;

/** Strategy: what becomes of an edge that is given features which it cannot take. */
interface BadFeatures {
    /** Is called after each file that cannot be taken. */
    void met(String problem);
}
