package dev.brownout.faults.store;

import dev.brownout.api.Arguments;
import dev.brownout.api.BrownoutException;
import dev.brownout.api.InvalidFaultException;
import dev.brownout.api.Measurement;
import dev.brownout.api.Parameter;
import java.time.Duration;
import java.util.Map;

/**
 * A database that lets nobody in, superusers included (ALTER DATABASE … ALLOW_CONNECTIONS false). It can be undone though
 * nobody can connect to it: through another database.
 *
 * @param database which; empty for that of the container's environment
 * @param open what becomes of open connections
 * @param life after what time it is undone even if nobody takes it away
 */
public record RefuseConnectionsFault(String database, String open, Duration life) implements StoreFault {
    static final String KIND = "postgres.refuse-connections";

    @Override
    public String kind() {
        return KIND;
    }

    /** Registers it. */
    public static final class Kind extends StoreFaultKind<RefuseConnectionsFault> {
        private static final Parameter DATABASE = Parameter.text(
                "database", "", "which database; if left out, the one that POSTGRES_DB or POSTGRES_USER names");
        private static final Parameter OPEN = Parameter.text(
                "open", "end", "end: open connections are ended as an administrator ends them; keep: they go on");

        /** Make the kind, for {@link java.util.ServiceLoader}. */
        public Kind() {
            super(
                    describe(KIND, "A database lets nobody in.", DATABASE, OPEN)
                            .withSymptom("new connection", "FATAL, SQLSTATE 55000: not currently accepting connections")
                            .withSymptom("open connection", "FATAL, SQLSTATE 57P01, then closed; none with open: keep")
                            .withWitness("a neighbour whom the server answers, a new session by psql that is refused"
                                    + " in this database, and one that is let into template1"),
                    Store.POSTGRES);
        }

        @Override
        public RefuseConnectionsFault create(Arguments arguments) {
            var open = arguments.text("open");
            if (!open.matches("end|keep")) {
                throw new InvalidFaultException("open", "open must be end or keep, but was \"" + open + "\"");
            }
            if (arguments.text("database").equals(Psql.SPARE)) {
                throw new InvalidFaultException(
                        "database", "database must not be template1, through which the fault is undone, but was");
            }
            return new RefuseConnectionsFault(arguments.text("database"), open, arguments.duration("life"));
        }

        @Override
        Change change(RefuseConnectionsFault fault, Inside inside, int port) {
            return new AcceptConnections.Refusal(new Psql(inside), fault);
        }

        @Override
        Measurement measure(RefuseConnectionsFault fault, Inside inside, int port, StorePlane plane, String component) {
            var psql = new Psql(inside);
            var here = psql.ask(psql.database(fault.database()), "SELECT 1");
            if (here.ok()) {
                return new Measurement(false, "a new session: let in");
            }
            // other databases let in: no server that is down or starts, and no password that is wrong
            var there = psql.ask(Psql.SPARE, "SELECT 1");
            var reading = "a new session: " + here.words();
            return there.ok()
                    ? new Measurement(true, reading)
                    : Measurement.undecided(reading + "; in " + Psql.SPARE + ": " + there.words());
        }
    }

    /** {@code postgres.accept-connections}: lets a database take connections again. */
    public static final class AcceptConnections extends StoreUndo {
        static final String NAME = "postgres.accept-connections";

        private static final String DATABASE = "database";

        /** Make the action, for {@link java.util.ServiceLoader}. */
        public AcceptConnections() {
            super(NAME);
        }

        @Override
        String undo(Inside inside, Map<String, String> arguments) {
            var database = word(arguments, DATABASE);
            var psql = new Psql(inside);
            var seen = psql.must(
                    "database " + database + " must take connections again",
                    Psql.SPARE,
                    "ALTER DATABASE " + Psql.identifier(database) + " ALLOW_CONNECTIONS true;\n" + allowed(database));
            if (!seen.equals("t")) {
                throw new BrownoutException("database " + database + " must take connections again, but does not; by"
                        + " hand: ALTER DATABASE " + Psql.identifier(database) + " ALLOW_CONNECTIONS true");
            }
            return "database " + database + " in container " + inside.container() + " takes connections again";
        }

        private static String allowed(String database) {
            return "SELECT datallowconn FROM pg_database WHERE datname = " + Psql.literal(database) + ";\n";
        }

        /** The change itself. */
        private record Refusal(Psql psql, RefuseConnectionsFault fault) implements Change {
            @Override
            public String action() {
                return NAME;
            }

            @Override
            public Map<String, String> before() {
                var database = psql.database(fault.database());
                var seen = psql.must(KIND + " must see its database", Psql.SPARE, allowed(database));
                if (!seen.equals("t")) {
                    throw new BrownoutException("database " + database + " must be there and take connections, but "
                            + (seen.isEmpty() ? "is not there" : "takes none") + "; name another");
                }
                return Map.of(CONTAINER, psql.inside().container(), DATABASE, database);
            }

            @Override
            public void make() {
                var database = psql.database(fault.database());
                var end = "SELECT count(pg_terminate_backend(pid)) FROM pg_stat_activity WHERE datname = "
                        + Psql.literal(database) + " AND backend_type = 'client backend';\n";
                psql.must(
                        "database " + database + " must refuse connections",
                        Psql.SPARE,
                        "ALTER DATABASE " + Psql.identifier(database) + " ALLOW_CONNECTIONS false;\n"
                                + (fault.open().equals("end") ? end : ""));
            }

            @Override
            public void undo(Map<String, String> before) {
                var unused = new AcceptConnections().undo(before);
            }
        }
    }
}
