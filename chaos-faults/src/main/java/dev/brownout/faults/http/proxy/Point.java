package dev.brownout.faults.http.proxy;

/** Where on an exchange's way an effect acts; rules are applied in this order. A closed set. */
public enum Point {
    /** The request is kept back for a time. */
    HOLD,
    /** The request is turned away. */
    REFUSE,
    /** The request is answered in the target's place. */
    REPLACE,
    /** The target's answer does not get through. */
    CUT,
    /** An answer's head or body is changed. */
    CHANGE,
    /** An answer's body, or a WebSocket's frames, are kept from flowing. */
    STREAM
}
