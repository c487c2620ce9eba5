// Generated from what each fault says of itself; see CONTRIBUTING.md. Do not edit.
package dev.brownout.junit.fault;

import dev.brownout.junit.ComponentTarget;
import dev.brownout.junit.FaultTarget;
import dev.brownout.junit.PreparedFault;
import java.time.Duration;

/** Every {@code container} fault of a component, as {@link ComponentTarget#container} offers them. */
public final class ContainerFaults {
    private final FaultTarget target;

    /**
     * Offer them.
     *
     * @param target what they are done to
     */
    public ContainerFaults(ComponentTarget target) {
        this.target = target;
    }

    /**
     * Prepare {@code container.crash-loop}. A container ends again and again, soon after it was started.
     *
     * @return the fault, to be told more or put in place
     */
    public CrashLoop crashLoop() {
        return new CrashLoop(target);
    }

    /**
     * Prepare {@code container.disk-full}. A file system of a container is full.
     *
     * @return the fault, to be told more or put in place
     */
    public DiskFull diskFull() {
        return new DiskFull(target);
    }

    /**
     * Prepare {@code container.kill}. A container is killed, and stays down.
     *
     * @return the fault, to be told more or put in place
     */
    public Kill kill() {
        return new Kill(target);
    }

    /**
     * Prepare {@code container.off-network}. A container runs without network.
     *
     * @return the fault, to be told more or put in place
     */
    public OffNetwork offNetwork() {
        return new OffNetwork(target);
    }

    /**
     * Prepare {@code container.pause}. A container stands still, with all its connections open.
     *
     * @return the fault, to be told more or put in place
     */
    public Pause pause() {
        return new Pause(target);
    }

    /**
     * Prepare {@code container.restart}. A container is stopped in order, as in a roll-out, and started again after a
     * while.
     *
     * @return the fault, to be told more or put in place
     */
    public Restart restart() {
        return new Restart(target);
    }

    /**
     * Prepare {@code container.squeeze}. A container gets less processor time, memory or processes than it had.
     *
     * @return the fault, to be told more or put in place
     */
    public Squeeze squeeze() {
        return new Squeeze(target);
    }

    /**
     * Prepare {@code container.stop}. A container is stopped in order, and stays down.
     *
     * @return the fault, to be told more or put in place
     */
    public Stop stop() {
        return new Stop(target);
    }

    /** A container ends again and again, soon after it was started. */
    public static final class CrashLoop extends PreparedFault<CrashLoop> {
        private CrashLoop(FaultTarget target) {
            super(target, "container.crash-loop");
        }

        /**
         * Set {@code up-for} – how long it serves between a start and its end; stack time.
         *
         * @param upFor a duration, 100ms to 3s; 1s unless given
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

    /** A file system of a container is full. */
    public static final class DiskFull extends PreparedFault<DiskFull> {
        private DiskFull(FaultTarget target) {
            super(target, "container.disk-full");
        }

        /**
         * Set {@code path} – a directory of the container on a tmpfs with a size of its own, absolute.
         *
         * @param path text; none unless given
         * @return this
         */
        public DiskFull path(String path) {
            return set("path", path);
        }

        /**
         * Set {@code life} – after what time it is undone even if nobody takes it away.
         *
         * @param life a duration, 100ms to 24h; 1h unless given
         * @return this
         */
        public DiskFull life(Duration life) {
            return set("life", life);
        }
    }

    /** A container is killed, and stays down. */
    public static final class Kill extends PreparedFault<Kill> {
        private Kill(FaultTarget target) {
            super(target, "container.kill");
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

    /** A container runs without network. */
    public static final class OffNetwork extends PreparedFault<OffNetwork> {
        private OffNetwork(FaultTarget target) {
            super(target, "container.off-network");
        }

        /**
         * Set {@code life} – after what time it is undone even if nobody takes it away.
         *
         * @param life a duration, 100ms to 24h; 1h unless given
         * @return this
         */
        public OffNetwork life(Duration life) {
            return set("life", life);
        }
    }

    /** A container stands still, with all its connections open. */
    public static final class Pause extends PreparedFault<Pause> {
        private Pause(FaultTarget target) {
            super(target, "container.pause");
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

    /** A container is stopped in order, as in a roll-out, and started again after a while. */
    public static final class Restart extends PreparedFault<Restart> {
        private Restart(FaultTarget target) {
            super(target, "container.restart");
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
         * Set {@code grace} – after what time whoever has not ended in order is killed; stack time.
         *
         * @param grace a duration, 1s to 2m; 10s unless given
         * @return this
         */
        public Restart grace(Duration grace) {
            return set("grace", grace);
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

    /** A container gets less processor time, memory or processes than it had. */
    public static final class Squeeze extends PreparedFault<Squeeze> {
        private Squeeze(FaultTarget target) {
            super(target, "container.squeeze");
        }

        /**
         * Set {@code cpus} – processors, at least 0.01; 0 leaves them as they are.
         *
         * @param cpus a number, 0 to 64; 0 unless given
         * @return this
         */
        public Squeeze cpus(double cpus) {
            return set("cpus", cpus);
        }

        /**
         * Set {@code memory} – MiB, at least 6; 0 leaves it as it is.
         *
         * @param memory a whole number, 0 to 1048576; 0 unless given
         * @return this
         */
        public Squeeze memory(long memory) {
            return set("memory", memory);
        }

        /**
         * Set {@code pids} – processes and threads; 0 leaves them as they are.
         *
         * @param pids a whole number, 0 to 1000000; 0 unless given
         * @return this
         */
        public Squeeze pids(long pids) {
            return set("pids", pids);
        }

        /**
         * Set {@code life} – after what time it is undone even if nobody takes it away.
         *
         * @param life a duration, 100ms to 24h; 1h unless given
         * @return this
         */
        public Squeeze life(Duration life) {
            return set("life", life);
        }
    }

    /** A container is stopped in order, and stays down. */
    public static final class Stop extends PreparedFault<Stop> {
        private Stop(FaultTarget target) {
            super(target, "container.stop");
        }

        /**
         * Set {@code grace} – after what time whoever has not ended in order is killed; stack time.
         *
         * @param grace a duration, 1s to 2m; 10s unless given
         * @return this
         */
        public Stop grace(Duration grace) {
            return set("grace", grace);
        }

        /**
         * Set {@code life} – after what time it is undone even if nobody takes it away.
         *
         * @param life a duration, 100ms to 24h; 1h unless given
         * @return this
         */
        public Stop life(Duration life) {
            return set("life", life);
        }
    }
}
