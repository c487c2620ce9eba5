// Generated from what each fault says of itself; see CONTRIBUTING.md. Do not edit.
package dev.brownout.junit.fault;

import dev.brownout.junit.FaultTarget;
import dev.brownout.junit.LinkTarget;
import dev.brownout.junit.PreparedFault;
import java.time.Duration;

/** Every {@code tcp} fault of a link, as {@link LinkTarget#tcp} offers them. */
public final class TcpFaults {
    private final FaultTarget target;

    /**
     * Offer them.
     *
     * @param target what they are done to
     */
    public TcpFaults(LinkTarget target) {
        this.target = target;
    }

    /**
     * Prepare {@code tcp.bandwidth}. Only so many bytes a second pass one way on each connection of a link.
     *
     * @param rate how much passes, in KB (1000 bytes) a second; a whole number, 1 to 10000
     * @return the fault, to be told more or put in place
     */
    public Bandwidth bandwidth(long rate) {
        return new Bandwidth(target, rate);
    }

    /**
     * Prepare {@code tcp.blackhole}. Packets on a link vanish: connecting times out, and open connections hear nothing.
     *
     * @return the fault, to be told more or put in place
     */
    public Blackhole blackhole() {
        return new Blackhole(target);
    }

    /**
     * Prepare {@code tcp.connection-limit}. Only so many connections of a link may be open at once.
     *
     * @param connections how many; those that were open before count, and stay; witnesses are counted apart; a whole
     *     number, 0 to 64
     * @return the fault, to be told more or put in place
     */
    public ConnectionLimit connectionLimit(long connections) {
        return new ConnectionLimit(target, connections);
    }

    /**
     * Prepare {@code tcp.half-open}. Open connections of a link are dead, and neither end is told.
     *
     * @return the fault, to be told more or put in place
     */
    public HalfOpen halfOpen() {
        return new HalfOpen(target);
    }

    /**
     * Prepare {@code tcp.latency}. What is sent one way on a link arrives late.
     *
     * @param latency how late each chunk of bytes is; a duration, 1ms to 10m
     * @return the fault, to be told more or put in place
     */
    public Latency latency(Duration latency) {
        return new Latency(target, latency);
    }

    /**
     * Prepare {@code tcp.limit-data}. Connections of a link are closed once so many bytes have passed one way.
     *
     * @param bytes how many pass; with 0 the first closes the connection; a whole number, 0 to 4000000
     * @return the fault, to be told more or put in place
     */
    public LimitData limitData(long bytes) {
        return new LimitData(target, bytes);
    }

    /**
     * Prepare {@code tcp.refuse}. Connections on a link are refused, and those that are open are closed.
     *
     * @return the fault, to be told more or put in place
     */
    public Refuse refuse() {
        return new Refuse(target);
    }

    /**
     * Prepare {@code tcp.reset}. Connections of a link are reset, those that are open too.
     *
     * @return the fault, to be told more or put in place
     */
    public Reset reset() {
        return new Reset(target);
    }

    /**
     * Prepare {@code tcp.slicer}. What is sent one way on a link arrives in small pieces.
     *
     * @return the fault, to be told more or put in place
     */
    public Slicer slicer() {
        return new Slicer(target);
    }

    /**
     * Prepare {@code tcp.slow-close}. The end of connections arrives late one way on a link.
     *
     * @param delay how late the end is; a duration, 100ms to 10m
     * @return the fault, to be told more or put in place
     */
    public SlowClose slowClose(Duration delay) {
        return new SlowClose(target, delay);
    }

    /**
     * Prepare {@code tcp.timeout}. What is sent one way on a link is lost, while the connection stays open.
     *
     * @return the fault, to be told more or put in place
     */
    public Timeout timeout() {
        return new Timeout(target);
    }

    /** Only so many bytes a second pass one way on each connection of a link. */
    public static final class Bandwidth extends PreparedFault<Bandwidth> {
        private Bandwidth(FaultTarget target, long rate) {
            super(target, "tcp.bandwidth");
            set("rate", rate);
        }

        /**
         * Set {@code ratio} – the share of connections, in whole percents.
         *
         * @param ratio a number, 0.01 to 1; 1 unless given
         * @return this
         */
        public Bandwidth ratio(double ratio) {
            return set("ratio", ratio);
        }

        /**
         * Set {@code stream} – which way: upstream is what the victim sends, downstream what it receives.
         *
         * @param stream text; downstream unless given
         * @return this
         */
        public Bandwidth stream(String stream) {
            return set("stream", stream);
        }

        /**
         * Set {@code ramp} – how long it takes to grow from nothing to its full strength; its witness sees the full
         * strength only.
         *
         * @param ramp a duration, 0s to 1h; 0s unless given
         * @return this
         */
        public Bandwidth ramp(Duration ramp) {
            return set("ramp", ramp);
        }
    }

    /** Packets on a link vanish: connecting times out, and open connections hear nothing. */
    public static final class Blackhole extends PreparedFault<Blackhole> {
        private Blackhole(FaultTarget target) {
            super(target, "tcp.blackhole");
        }

        /**
         * Set {@code connections} – which: new, established, all.
         *
         * @param connections text; all unless given
         * @return this
         */
        public Blackhole connections(String connections) {
            return set("connections", connections);
        }

        /**
         * Set {@code ramp} – how long it takes to grow from nothing to its full strength; its witness sees the full
         * strength only.
         *
         * @param ramp a duration, 0s to 1h; 0s unless given
         * @return this
         */
        public Blackhole ramp(Duration ramp) {
            return set("ramp", ramp);
        }
    }

    /** Only so many connections of a link may be open at once. */
    public static final class ConnectionLimit extends PreparedFault<ConnectionLimit> {
        private ConnectionLimit(FaultTarget target, long connections) {
            super(target, "tcp.connection-limit");
            set("connections", connections);
        }
    }

    /** Open connections of a link are dead, and neither end is told. */
    public static final class HalfOpen extends PreparedFault<HalfOpen> {
        private HalfOpen(FaultTarget target) {
            super(target, "tcp.half-open");
        }

        /**
         * Set {@code direction} – what vanishes: upstream (what the victim sends), downstream (what the target sends;
         * what the victim sends is still acknowledged) or both.
         *
         * @param direction text; both unless given
         * @return this
         */
        public HalfOpen direction(String direction) {
            return set("direction", direction);
        }

        /**
         * Set {@code ratio} – the share of connections, in whole percents.
         *
         * @param ratio a number, 0.01 to 1; 1 unless given
         * @return this
         */
        public HalfOpen ratio(double ratio) {
            return set("ratio", ratio);
        }

        /**
         * Set {@code ramp} – how long it takes to grow from nothing to its full strength; its witness sees the full
         * strength only.
         *
         * @param ramp a duration, 0s to 1h; 0s unless given
         * @return this
         */
        public HalfOpen ramp(Duration ramp) {
            return set("ramp", ramp);
        }
    }

    /** What is sent one way on a link arrives late. */
    public static final class Latency extends PreparedFault<Latency> {
        private Latency(FaultTarget target, Duration latency) {
            super(target, "tcp.latency");
            set("latency", latency);
        }

        /**
         * Set {@code jitter} – by how much more or less, at most half the latency.
         *
         * @param jitter a duration, 0s to 5m; 0s unless given
         * @return this
         */
        public Latency jitter(Duration jitter) {
            return set("jitter", jitter);
        }

        /**
         * Set {@code ratio} – the share of connections, in whole percents.
         *
         * @param ratio a number, 0.01 to 1; 1 unless given
         * @return this
         */
        public Latency ratio(double ratio) {
            return set("ratio", ratio);
        }

        /**
         * Set {@code stream} – which way: upstream is what the victim sends, downstream what it receives.
         *
         * @param stream text; downstream unless given
         * @return this
         */
        public Latency stream(String stream) {
            return set("stream", stream);
        }

        /**
         * Set {@code ramp} – how long it takes to grow from nothing to its full strength; its witness sees the full
         * strength only.
         *
         * @param ramp a duration, 0s to 1h; 0s unless given
         * @return this
         */
        public Latency ramp(Duration ramp) {
            return set("ramp", ramp);
        }
    }

    /** Connections of a link are closed once so many bytes have passed one way. */
    public static final class LimitData extends PreparedFault<LimitData> {
        private LimitData(FaultTarget target, long bytes) {
            super(target, "tcp.limit-data");
            set("bytes", bytes);
        }

        /**
         * Set {@code ratio} – the share of connections, in whole percents.
         *
         * @param ratio a number, 0.01 to 1; 1 unless given
         * @return this
         */
        public LimitData ratio(double ratio) {
            return set("ratio", ratio);
        }

        /**
         * Set {@code stream} – which way: upstream is what the victim sends, downstream what it receives.
         *
         * @param stream text; downstream unless given
         * @return this
         */
        public LimitData stream(String stream) {
            return set("stream", stream);
        }
    }

    /** Connections on a link are refused, and those that are open are closed. */
    public static final class Refuse extends PreparedFault<Refuse> {
        private Refuse(FaultTarget target) {
            super(target, "tcp.refuse");
        }

        /**
         * Set {@code connections} – which: new, all.
         *
         * @param connections text; all unless given
         * @return this
         */
        public Refuse connections(String connections) {
            return set("connections", connections);
        }
    }

    /** Connections of a link are reset, those that are open too. */
    public static final class Reset extends PreparedFault<Reset> {
        private Reset(FaultTarget target) {
            super(target, "tcp.reset");
        }

        /**
         * Set {@code when} – at what moment: now (idle ones too), request (when the victim sends) or answer (after the
         * request was processed).
         *
         * @param when text; now unless given
         * @return this
         */
        public Reset when(String when) {
            return set("when", when);
        }

        /**
         * Set {@code ratio} – the share of connections, in whole percents.
         *
         * @param ratio a number, 0.01 to 1; 1 unless given
         * @return this
         */
        public Reset ratio(double ratio) {
            return set("ratio", ratio);
        }

        /**
         * Set {@code ramp} – how long it takes to grow from nothing to its full strength; its witness sees the full
         * strength only.
         *
         * @param ramp a duration, 0s to 1h; 0s unless given
         * @return this
         */
        public Reset ramp(Duration ramp) {
            return set("ramp", ramp);
        }
    }

    /** What is sent one way on a link arrives in small pieces. */
    public static final class Slicer extends PreparedFault<Slicer> {
        private Slicer(FaultTarget target) {
            super(target, "tcp.slicer");
        }

        /**
         * Set {@code size} – how large a piece is on average, in bytes.
         *
         * @param size a whole number, 1 to 65536; 64 unless given
         * @return this
         */
        public Slicer size(long size) {
            return set("size", size);
        }

        /**
         * Set {@code variation} – by how many bytes more or less, less than the size.
         *
         * @param variation a whole number, 0 to 65535; 0 unless given
         * @return this
         */
        public Slicer variation(long variation) {
            return set("variation", variation);
        }

        /**
         * Set {@code delay} – the pause after each piece.
         *
         * @param delay a duration, 1ms to 500ms; 5ms unless given
         * @return this
         */
        public Slicer delay(Duration delay) {
            return set("delay", delay);
        }

        /**
         * Set {@code ratio} – the share of connections, in whole percents.
         *
         * @param ratio a number, 0.01 to 1; 1 unless given
         * @return this
         */
        public Slicer ratio(double ratio) {
            return set("ratio", ratio);
        }

        /**
         * Set {@code stream} – which way: upstream is what the victim sends, downstream what it receives.
         *
         * @param stream text; downstream unless given
         * @return this
         */
        public Slicer stream(String stream) {
            return set("stream", stream);
        }
    }

    /** The end of connections arrives late one way on a link. */
    public static final class SlowClose extends PreparedFault<SlowClose> {
        private SlowClose(FaultTarget target, Duration delay) {
            super(target, "tcp.slow-close");
            set("delay", delay);
        }

        /**
         * Set {@code ratio} – the share of connections, in whole percents.
         *
         * @param ratio a number, 0.01 to 1; 1 unless given
         * @return this
         */
        public SlowClose ratio(double ratio) {
            return set("ratio", ratio);
        }

        /**
         * Set {@code stream} – which way: upstream is what the victim sends, downstream what it receives.
         *
         * @param stream text; downstream unless given
         * @return this
         */
        public SlowClose stream(String stream) {
            return set("stream", stream);
        }
    }

    /** What is sent one way on a link is lost, while the connection stays open. */
    public static final class Timeout extends PreparedFault<Timeout> {
        private Timeout(FaultTarget target) {
            super(target, "tcp.timeout");
        }

        /**
         * Set {@code timeout} – after how long without data it is closed; 0s for never.
         *
         * @param timeout a duration, 0s to 10m; 0s unless given
         * @return this
         */
        public Timeout timeout(Duration timeout) {
            return set("timeout", timeout);
        }

        /**
         * Set {@code ratio} – the share of connections, in whole percents.
         *
         * @param ratio a number, 0.01 to 1; 1 unless given
         * @return this
         */
        public Timeout ratio(double ratio) {
            return set("ratio", ratio);
        }

        /**
         * Set {@code stream} – which way: upstream is what the victim sends, downstream what it receives.
         *
         * @param stream text; downstream unless given
         * @return this
         */
        public Timeout stream(String stream) {
            return set("stream", stream);
        }

        /**
         * Set {@code ramp} – how long it takes to grow from nothing to its full strength; its witness sees the full
         * strength only.
         *
         * @param ramp a duration, 0s to 1h; 0s unless given
         * @return this
         */
        public Timeout ramp(Duration ramp) {
            return set("ramp", ramp);
        }
    }
}
