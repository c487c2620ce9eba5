package dev.brownout.faults.process;

import java.util.Set;

/** The signals that a supervised process can be sent, by their POSIX names; see signal(7). */
public enum Signal {
    /** Asks to end; a process may catch or ignore it. */
    TERM,
    /** Ends at once; cannot be caught, and ends a stopped process too. */
    KILL,
    /** Freezes; cannot be caught. */
    STOP,
    /** Lets a frozen process go on. */
    CONT,
    /** Interrupts, as Ctrl-C does; Postgres's fast shutdown. */
    INT,
    /** Quits; a JVM prints its threads and goes on. */
    QUIT,
    /** Hangs up; many servers reload their configuration. */
    HUP;

    private static final Set<Signal> ENDING = Set.of(TERM, KILL, INT);

    /** Returns whether a process that ends after this signal did what it was asked to. */
    boolean asksToEnd() {
        return ENDING.contains(this);
    }
}
