// Generated from what each fault says of itself; see CONTRIBUTING.md. Do not edit.
package dev.brownout.junit.fault;

import dev.brownout.junit.ComponentTarget;
import dev.brownout.junit.FaultTarget;
import dev.brownout.junit.PreparedFault;
import java.time.Duration;

/** Every {@code redis} fault of a component, as {@link ComponentTarget#redis} offers them. */
public final class RedisFaults {
    private final FaultTarget target;

    /**
     * Offer them.
     *
     * @param target what they are done to
     */
    public RedisFaults(ComponentTarget target) {
        this.target = target;
    }

    /**
     * Prepare {@code redis.flush}. A cache is empty all at once, and has to be filled again.
     *
     * @return the fault, to be told more or put in place
     */
    public Flush flush() {
        return new Flush(target);
    }

    /**
     * Prepare {@code redis.readonly}. A Redis takes no writes.
     *
     * @return the fault, to be told more or put in place
     */
    public Readonly readonly() {
        return new Readonly(target);
    }

    /** A cache is empty all at once, and has to be filled again. */
    public static final class Flush extends PreparedFault<Flush> {
        private Flush(FaultTarget target) {
            super(target, "redis.flush");
        }

        /**
         * Set {@code database} – the number of the database that is emptied.
         *
         * @param database a whole number, 0 to 1000; 0 unless given
         * @return this
         */
        public Flush database(long database) {
            return set("database", database);
        }

        /**
         * Set {@code life} – after what time it is undone even if nobody takes it away.
         *
         * @param life a duration, 100ms to 24h; 1h unless given
         * @return this
         */
        public Flush life(Duration life) {
            return set("life", life);
        }
    }

    /** A Redis takes no writes. */
    public static final class Readonly extends PreparedFault<Readonly> {
        private Readonly(FaultTarget target) {
            super(target, "redis.readonly");
        }

        /**
         * Set {@code life} – after what time it is undone even if nobody takes it away.
         *
         * @param life a duration, 100ms to 24h; 1h unless given
         * @return this
         */
        public Readonly life(Duration life) {
            return set("life", life);
        }
    }
}
