package dev.brownout.faults.container;

/**
 * What there is of Docker.
 *
 * @param kind the state
 * @param words what was found, a sentence without a full stop
 * @param next what to do about it; empty where there is nothing to do
 */
public record DockerState(Kind kind, String words, String next) {
    /** The states. */
    public enum Kind {
        /** A daemon on this machine answers. */
        READY,
        /** A daemon on another machine answers. */
        REMOTE,
        /** There is no docker command. */
        ABSENT,
        /** There is a docker command and nobody who answers it. */
        NOT_RUNNING,
        /** The user may not use it. */
        FORBIDDEN,
        /** Client and daemon, or daemon and Brownout, do not fit. */
        TOO_OLD,
        /** A daemon on another machine, or a command, does not answer. */
        SILENT
    }

    /**
     * Tell whether images can be made and containers started.
     *
     * @return true if a daemon answers that is new enough, wherever it is
     */
    public boolean usable() {
        return kind == Kind.READY || kind == Kind.REMOTE;
    }
}
