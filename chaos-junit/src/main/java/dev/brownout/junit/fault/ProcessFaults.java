// Generated from what each fault says of itself; see CONTRIBUTING.md. Do not edit.
package dev.brownout.junit.fault;

import dev.brownout.junit.ComponentTarget;
import dev.brownout.junit.FaultTarget;
import dev.brownout.junit.PreparedFault;
import java.time.Duration;

/** Every {@code process} fault of a component, as {@link ComponentTarget#process} offers them. */
public final class ProcessFaults {
    private final FaultTarget target;

    /**
     * Offer them.
     *
     * @param target what they are done to
     */
    public ProcessFaults(ComponentTarget target) {
        this.target = target;
    }

    /**
     * Prepare {@code process.crash-loop}. A process ends again and again, soon after it was started.
     *
     * @return the fault, to be told more or put in place
     */
    public CrashLoop crashLoop() {
        return new CrashLoop(target);
    }

    /**
     * Prepare {@code process.kill}. A process is killed, and stays down.
     *
     * @return the fault, to be told more or put in place
     */
    public Kill kill() {
        return new Kill(target);
    }

    /**
     * Prepare {@code process.pause}. A process stands still, with all its connections open.
     *
     * @return the fault, to be told more or put in place
     */
    public Pause pause() {
        return new Pause(target);
    }

    /**
     * Prepare {@code process.restart}. A process is ended in order, as in a roll-out, and started again after a while.
     *
     * @return the fault, to be told more or put in place
     */
    public Restart restart() {
        return new Restart(target);
    }

    /** A process ends again and again, soon after it was started. */
    public static final class CrashLoop extends PreparedFault<CrashLoop> {
        private CrashLoop(FaultTarget target) {
            super(target, "process.crash-loop");
        }

        /**
         * Set {@code up-for} – how long it serves between a start and its end; stack time.
         *
         * @param upFor a duration, 100ms to 2s; 500ms unless given
         * @return this
         */
        public CrashLoop upFor(Duration upFor) {
            return set("up-for", upFor);
        }

        /**
         * Set {@code back-off} – the first pause between an end and a start, doubled each time; stack time.
         *
         * @param backOff a duration, 0s to 5m; 500ms unless given
         * @return this
         */
        public CrashLoop backOff(Duration backOff) {
            return set("back-off", backOff);
        }

        /**
         * Set {@code back-off-limit} – the longest pause; stack time.
         *
         * @param backOffLimit a duration, 0s to 1h; 5s unless given
         * @return this
         */
        public CrashLoop backOffLimit(Duration backOffLimit) {
            return set("back-off-limit", backOffLimit);
        }

        /**
         * Set {@code life} – after what time it is undone even if nobody takes it away.
         *
         * @param life a duration, 100ms to 24h; 1h unless given
         * @return this
         */
        public CrashLoop life(Duration life) {
            return set("life", life);
        }
    }

    /** A process is killed, and stays down. */
    public static final class Kill extends PreparedFault<Kill> {
        private Kill(FaultTarget target) {
            super(target, "process.kill");
        }

        /**
         * Set {@code life} – after what time it is undone even if nobody takes it away.
         *
         * @param life a duration, 100ms to 24h; 1h unless given
         * @return this
         */
        public Kill life(Duration life) {
            return set("life", life);
        }
    }

    /** A process stands still, with all its connections open. */
    public static final class Pause extends PreparedFault<Pause> {
        private Pause(FaultTarget target) {
            super(target, "process.pause");
        }

        /**
         * Set {@code life} – after what time it is undone even if nobody takes it away.
         *
         * @param life a duration, 100ms to 24h; 1h unless given
         * @return this
         */
        public Pause life(Duration life) {
            return set("life", life);
        }
    }

    /** A process is ended in order, as in a roll-out, and started again after a while. */
    public static final class Restart extends PreparedFault<Restart> {
        private Restart(FaultTarget target) {
            super(target, "process.restart");
        }

        /**
         * Set {@code down} – how long it stays down before it is started again; stack time.
         *
         * @param down a duration, 100ms to 24h; 1m unless given
         * @return this
         */
        public Restart down(Duration down) {
            return set("down", down);
        }

        /**
         * Set {@code life} – after what time it is undone even if nobody takes it away.
         *
         * @param life a duration, 100ms to 24h; 1h unless given
         * @return this
         */
        public Restart life(Duration life) {
            return set("life", life);
        }
    }
}
