// Generated from what each fault says of itself; see CONTRIBUTING.md. Do not edit.
package dev.brownout.junit.fault;

import dev.brownout.junit.ComponentTarget;
import dev.brownout.junit.FaultTarget;
import dev.brownout.junit.PreparedFault;
import java.time.Duration;

/** Every {@code zone} fault of a component, as {@link ComponentTarget#zone} offers them. */
public final class ZoneFaults {
    private final FaultTarget target;

    /**
     * Offer them.
     *
     * @param target what they are done to
     */
    public ZoneFaults(ComponentTarget target) {
        this.target = target;
    }

    /**
     * Prepare {@code zone.loss}. A zone is lost: each of its containers at once.
     *
     * @return the fault, to be told more or put in place
     */
    public Loss loss() {
        return new Loss(target);
    }

    /** A zone is lost: each of its containers at once. */
    public static final class Loss extends PreparedFault<Loss> {
        private Loss(FaultTarget target) {
            super(target, "zone.loss");
        }

        /**
         * Set {@code how} – by power: containers are killed and started again; by network: they run on without network.
         *
         * @param how text; power unless given
         * @return this
         */
        public Loss how(String how) {
            return set("how", how);
        }

        /**
         * Set {@code life} – after what time it is undone even if nobody takes it away.
         *
         * @param life a duration, 100ms to 24h; 1h unless given
         * @return this
         */
        public Loss life(Duration life) {
            return set("life", life);
        }
    }
}
