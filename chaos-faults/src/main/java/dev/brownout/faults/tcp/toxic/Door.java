package dev.brownout.faults.tcp.toxic;

/**
 * What a toxic makes of its proxy's listening socket.
 *
 * @param refused connections are refused
 * @param cut with {@code refused}: those that are open are closed when the toxic is added
 * @param silent nothing that is sent to it is answered, so that connecting times out
 * @param limit how many connections may be open at once; more are closed as soon as they are accepted
 */
public record Door(boolean refused, boolean cut, boolean silent, long limit) {
    /** A door that lets everybody in. */
    public static final Door OPEN = new Door(false, false, false, Long.MAX_VALUE);
}
