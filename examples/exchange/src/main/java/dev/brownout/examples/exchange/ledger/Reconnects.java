package dev.brownout.examples.exchange.ledger;

import java.time.Duration;

/** Strategy: when the next attempt to connect may be made after attempts failed. Safe for any thread. */
public interface Reconnects {
    /** Asks for an attempt: zero if it may be made now, else how long to stay away. */
    Duration closedFor();

    /** Tells that an attempt failed. */
    void failed();

    /** Tells that an attempt succeeded. */
    void succeeded();
}
