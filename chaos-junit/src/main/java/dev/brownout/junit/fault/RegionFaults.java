// Generated from what each fault says of itself; see CONTRIBUTING.md. Do not edit.
package dev.brownout.junit.fault;

import dev.brownout.junit.ComponentTarget;
import dev.brownout.junit.FaultTarget;
import dev.brownout.junit.PreparedFault;
import java.time.Duration;

/** Every {@code region} fault of a component, as {@link ComponentTarget#region} offers them. */
public final class RegionFaults {
    private final FaultTarget target;

    /**
     * Offer them.
     *
     * @param target what they are done to
     */
    public RegionFaults(ComponentTarget target) {
        this.target = target;
    }

    /**
     * Prepare {@code region.blackout}. A region goes dark: each of its containers, rack by rack over a time, or at
     * once.
     *
     * @return the fault, to be told more or put in place
     */
    public Blackout blackout() {
        return new Blackout(target);
    }

    /**
     * Prepare {@code region.flap}. A region goes and comes back, again and again.
     *
     * @return the fault, to be told more or put in place
     */
    public Flap flap() {
        return new Flap(target);
    }

    /** A region goes dark: each of its containers, rack by rack over a time, or at once. */
    public static final class Blackout extends PreparedFault<Blackout> {
        private Blackout(FaultTarget target) {
            super(target, "region.blackout");
        }

        /**
         * Set {@code how} – by power: containers are killed and started again; by network: they run on without network.
         *
         * @param how text; power unless given
         * @return this
         */
        public Blackout how(String how) {
            return set("how", how);
        }

        /**
         * Set {@code over} – how long it takes from the first rack to the last; stack time.
         *
         * @param over a duration, 0s to 1h; 0s unless given
         * @return this
         */
        public Blackout over(Duration over) {
            return set("over", over);
        }

        /**
         * Set {@code by} – the label that tells in which rack a component is.
         *
         * @param by text; rack unless given
         * @return this
         */
        public Blackout by(String by) {
            return set("by", by);
        }

        /**
         * Set {@code order} – the racks in the order in which they go, with spaces between; needed for over.
         *
         * @param order text; none unless given
         * @return this
         */
        public Blackout order(String order) {
            return set("order", order);
        }

        /**
         * Set {@code life} – after what time it is undone even if nobody takes it away.
         *
         * @param life a duration, 100ms to 24h; 1h unless given
         * @return this
         */
        public Blackout life(Duration life) {
            return set("life", life);
        }
    }

    /** A region goes and comes back, again and again. */
    public static final class Flap extends PreparedFault<Flap> {
        private Flap(FaultTarget target) {
            super(target, "region.flap");
        }

        /**
         * Set {@code how} – by power: containers are killed and started again; by network: they run on without network.
         *
         * @param how text; power unless given
         * @return this
         */
        public Flap how(String how) {
            return set("how", how);
        }

        /**
         * Set {@code off} – how long it is away each time; stack time.
         *
         * @param off a duration, 100ms to 1h; 2s unless given
         * @return this
         */
        public Flap off(Duration off) {
            return set("off", off);
        }

        /**
         * Set {@code on} – how long it is there in between; stack time.
         *
         * @param on a duration, 100ms to 3s; 2s unless given
         * @return this
         */
        public Flap on(Duration on) {
            return set("on", on);
        }

        /**
         * Set {@code life} – after what time it is undone even if nobody takes it away.
         *
         * @param life a duration, 100ms to 24h; 1h unless given
         * @return this
         */
        public Flap life(Duration life) {
            return set("life", life);
        }
    }
}
