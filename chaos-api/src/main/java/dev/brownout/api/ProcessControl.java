package dev.brownout.api;

/** What a fault may do to a component's process, as its stack declares it. A closed set. */
public enum ProcessControl {
    /** Nothing: it is no process that the stack can name. */
    NONE,
    /** It can be paused and continued: the stack tells the plane its process id. */
    PAUSE,
    /** It can also be ended and started again: the stack tells the plane how. */
    RESTART
}
