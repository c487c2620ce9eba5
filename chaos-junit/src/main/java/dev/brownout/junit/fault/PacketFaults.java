// Generated from what each fault says of itself; see CONTRIBUTING.md. Do not edit.
package dev.brownout.junit.fault;

import dev.brownout.junit.FaultTarget;
import dev.brownout.junit.LinkTarget;
import dev.brownout.junit.PreparedFault;

/** Every {@code packet} fault of a link, as {@link LinkTarget#packet} offers them. */
public final class PacketFaults {
    private final FaultTarget target;

    /**
     * Offer them.
     *
     * @param target what they are done to
     */
    public PacketFaults(LinkTarget target) {
        this.target = target;
    }

    /**
     * Prepare {@code packet.drop}. All packets of a link are lost on their way from or to its victim's container.
     *
     * @return the fault, to be told more or put in place
     */
    public Drop drop() {
        return new Drop(target);
    }

    /**
     * Prepare {@code packet.loss}. A share of a link's packets is lost on their way from and to its victim's container.
     *
     * @param ratio the share of packets, each way; which ones is left to chance, and no seed repeats it; a number, 0.01
     *     to 1
     * @return the fault, to be told more or put in place
     */
    public Loss loss(double ratio) {
        return new Loss(target, ratio);
    }

    /**
     * Prepare {@code packet.rate-limit}. What goes one way on a link of a container is cut to a rate: packets above it
     * are dropped.
     *
     * @param rate how much passes on all connections of the link together, in KB (1000 bytes) a second, after a burst
     *     of a second's worth, two at first; a whole number, 20 to 10000
     * @return the fault, to be told more or put in place
     */
    public RateLimit rateLimit(long rate) {
        return new RateLimit(target, rate);
    }

    /**
     * Prepare {@code packet.reject}. A container's packets on a link are answered with a reset.
     *
     * @return the fault, to be told more or put in place
     */
    public Reject reject() {
        return new Reject(target);
    }

    /**
     * Prepare {@code packet.syn-drop}. A container's new connections on a link time out, while those that are open live
     * on.
     *
     * @return the fault, to be told more or put in place
     */
    public SynDrop synDrop() {
        return new SynDrop(target);
    }

    /** All packets of a link are lost on their way from or to its victim's container. */
    public static final class Drop extends PreparedFault<Drop> {
        private Drop(FaultTarget target) {
            super(target, "packet.drop");
        }

        /**
         * Set {@code direction} – which packets, as the victim sees them: both, out, in (out is what it sends, in what
         * it is sent).
         *
         * @param direction text; both unless given
         * @return this
         */
        public Drop direction(String direction) {
            return set("direction", direction);
        }
    }

    /** A share of a link's packets is lost on their way from and to its victim's container. */
    public static final class Loss extends PreparedFault<Loss> {
        private Loss(FaultTarget target, double ratio) {
            super(target, "packet.loss");
            set("ratio", ratio);
        }
    }

    /** What goes one way on a link of a container is cut to a rate: packets above it are dropped. */
    public static final class RateLimit extends PreparedFault<RateLimit> {
        private RateLimit(FaultTarget target, long rate) {
            super(target, "packet.rate-limit");
            set("rate", rate);
        }

        /**
         * Set {@code direction} – which packets, as the victim sees them: in, out (out is what it sends, in what it is
         * sent).
         *
         * @param direction text; in unless given
         * @return this
         */
        public RateLimit direction(String direction) {
            return set("direction", direction);
        }
    }

    /** A container's packets on a link are answered with a reset. */
    public static final class Reject extends PreparedFault<Reject> {
        private Reject(FaultTarget target) {
            super(target, "packet.reject");
        }
    }

    /** A container's new connections on a link time out, while those that are open live on. */
    public static final class SynDrop extends PreparedFault<SynDrop> {
        private SynDrop(FaultTarget target) {
            super(target, "packet.syn-drop");
        }
    }
}
