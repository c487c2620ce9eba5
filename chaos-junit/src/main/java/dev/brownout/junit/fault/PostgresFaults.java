// Generated from what each fault says of itself; see CONTRIBUTING.md. Do not edit.
package dev.brownout.junit.fault;

import dev.brownout.junit.ComponentTarget;
import dev.brownout.junit.FaultTarget;
import dev.brownout.junit.PreparedFault;
import java.time.Duration;

/** Every {@code postgres} fault of a component, as {@link ComponentTarget#postgres} offers them. */
public final class PostgresFaults {
    private final FaultTarget target;

    /**
     * Offer them.
     *
     * @param target what they are done to
     */
    public PostgresFaults(ComponentTarget target) {
        this.target = target;
    }

    /**
     * Prepare {@code postgres.read-only}. A database server takes no writes.
     *
     * @return the fault, to be told more or put in place
     */
    public ReadOnly readOnly() {
        return new ReadOnly(target);
    }

    /**
     * Prepare {@code postgres.refuse-connections}. A database lets nobody in.
     *
     * @return the fault, to be told more or put in place
     */
    public RefuseConnections refuseConnections() {
        return new RefuseConnections(target);
    }

    /**
     * Prepare {@code postgres.slow}. Tables of a database are locked.
     *
     * @return the fault, to be told more or put in place
     */
    public Slow slow() {
        return new Slow(target);
    }

    /** A database server takes no writes. */
    public static final class ReadOnly extends PreparedFault<ReadOnly> {
        private ReadOnly(FaultTarget target) {
            super(target, "postgres.read-only");
        }

        /**
         * Set {@code life} – after what time it is undone even if nobody takes it away.
         *
         * @param life a duration, 100ms to 24h; 1h unless given
         * @return this
         */
        public ReadOnly life(Duration life) {
            return set("life", life);
        }
    }

    /** A database lets nobody in. */
    public static final class RefuseConnections extends PreparedFault<RefuseConnections> {
        private RefuseConnections(FaultTarget target) {
            super(target, "postgres.refuse-connections");
        }

        /**
         * Set {@code database} – which database; if left out, the one that POSTGRES_DB or POSTGRES_USER names.
         *
         * @param database text; none unless given
         * @return this
         */
        public RefuseConnections database(String database) {
            return set("database", database);
        }

        /**
         * Set {@code open} – end: open connections are ended as an administrator ends them; keep: they go on.
         *
         * @param open text; end unless given
         * @return this
         */
        public RefuseConnections open(String open) {
            return set("open", open);
        }

        /**
         * Set {@code life} – after what time it is undone even if nobody takes it away.
         *
         * @param life a duration, 100ms to 24h; 1h unless given
         * @return this
         */
        public RefuseConnections life(Duration life) {
            return set("life", life);
        }
    }

    /** Tables of a database are locked. */
    public static final class Slow extends PreparedFault<Slow> {
        private Slow(FaultTarget target) {
            super(target, "postgres.slow");
        }

        /**
         * Set {@code database} – which database; if left out, the one that POSTGRES_DB or POSTGRES_USER names.
         *
         * @param database text; none unless given
         * @return this
         */
        public Slow database(String database) {
            return set("database", database);
        }

        /**
         * Set {@code tables} – which tables, apart by commas; if left out, all of the database that are there now.
         *
         * @param tables text; none unless given
         * @return this
         */
        public Slow tables(String tables) {
            return set("tables", tables);
        }

        /**
         * Set {@code lock} – all: reads and writes wait (ACCESS EXCLUSIVE); writes: reads go on (EXCLUSIVE).
         *
         * @param lock text; all unless given
         * @return this
         */
        public Slow lock(String lock) {
            return set("lock", lock);
        }

        /**
         * Set {@code life} – after what time it is undone even if nobody takes it away.
         *
         * @param life a duration, 100ms to 24h; 1h unless given
         * @return this
         */
        public Slow life(Duration life) {
            return set("life", life);
        }
    }
}
