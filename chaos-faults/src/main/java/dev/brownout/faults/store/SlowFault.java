package dev.brownout.faults.store;

import dev.brownout.api.Arguments;
import dev.brownout.api.BrownoutException;
import dev.brownout.api.InvalidFaultException;
import dev.brownout.api.Measurement;
import dev.brownout.api.Parameter;
import java.time.Duration;
import java.util.Arrays;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;

/**
 * Tables that somebody holds locked: a session inside the container with an open transaction. It ends with its input, so that it
 * vanishes with whoever began it, and by the server's own clock when its life is over.
 *
 * @param database which; empty for that of the container's environment
 * @param tables which, apart by commas; empty for all of that database
 * @param lock what the lock keeps out
 * @param life after what time it is undone even if nobody takes it away
 */
public record SlowFault(String database, String tables, String lock, Duration life) implements StoreFault {
    static final String KIND = "postgres.slow";

    @Override
    public String kind() {
        return KIND;
    }

    private String mode() {
        return lock.equals("all") ? "ACCESS EXCLUSIVE" : "EXCLUSIVE";
    }

    /** The weakest lock that it keeps out: what a reader takes, or what a writer does. */
    private String keptOut() {
        return lock.equals("all") ? "ACCESS SHARE" : "ROW EXCLUSIVE";
    }

    /** Resolves the tables as the server spells them. */
    private String resolved(Psql psql, String in) {
        if (tables.isEmpty()) {
            var all = psql.must(
                    KIND + " must see the tables of " + in,
                    in,
                    "SELECT string_agg(format('%I.%I', n.nspname, c.relname), ', ' ORDER BY c.oid) FROM pg_class c"
                            + " JOIN pg_namespace n ON n.oid = c.relnamespace WHERE c.relkind IN ('r', 'p')"
                            + " AND n.nspname NOT LIKE 'pg\\_%' AND n.nspname <> 'information_schema';\n");
            if (all.isEmpty()) {
                throw new BrownoutException("database " + in + " must have tables to lock, but has none; name another");
            }
            return all;
        }
        return Arrays.stream(tables.split(",", -1))
                .map(String::strip)
                .map(table -> {
                    var found = psql.must(
                            KIND + " must see table " + table,
                            in,
                            "SELECT to_regclass(" + Psql.literal(table) + ");\n");
                    if (found.isEmpty()) {
                        throw new BrownoutException(
                                "tables must name tables of database " + in + ", but \"" + table + "\" is none");
                    }
                    return found;
                })
                .collect(Collectors.joining(", "));
    }

    /** Registers it. */
    public static final class Kind extends StoreFaultKind<SlowFault> {
        private static final Parameter DATABASE = Parameter.text(
                "database", "", "which database; if left out, the one that POSTGRES_DB or POSTGRES_USER names");
        private static final Parameter TABLES = Parameter.text(
                "tables", "", "which tables, apart by commas; if left out, all of the database that are there now");
        private static final Parameter LOCK = Parameter.text(
                "lock", "all", "all: reads and writes wait (ACCESS EXCLUSIVE); writes: reads go on (EXCLUSIVE)");

        /** Make the kind, for {@link java.util.ServiceLoader}. */
        public Kind() {
            super(
                    describe(KIND, "Tables of a database are locked.", DATABASE, TABLES, LOCK)
                            .withSymptom(
                                    "any session that touches the tables",
                                    "waits; SQLSTATE 55P03 after its own lock_timeout, 57014 after its statement_timeout")
                            .withSymptom(
                                    "any other", "nothing, until a pool of connections is used up by those that wait")
                            .withWitness("a neighbour whom the server answers, and a new session by psql that cannot"
                                    + " lock the tables as a reader or writer does (NOWAIT)"),
                    Store.POSTGRES);
        }

        @Override
        public SlowFault create(Arguments arguments) {
            var lock = arguments.text("lock");
            if (!lock.matches("all|writes")) {
                throw new InvalidFaultException("lock", "lock must be all or writes, but was \"" + lock + "\"");
            }
            return new SlowFault(
                    arguments.text("database"), arguments.text("tables"), lock, arguments.duration("life"));
        }

        @Override
        Change change(SlowFault fault, Inside inside, int port) {
            return new Locking(new Psql(inside), fault, "brownout-" + UUID.randomUUID());
        }

        @Override
        Measurement measure(SlowFault fault, Inside inside, int port, StorePlane plane, String component) {
            var psql = new Psql(inside);
            var in = psql.database(fault.database());
            var answer = psql.ask(
                    in,
                    "BEGIN;\nLOCK TABLE " + fault.resolved(psql, in) + " IN " + fault.keptOut()
                            + " MODE NOWAIT;\nROLLBACK;\n");
            if (answer.ok()) {
                return new Measurement(false, "a new session: got the locks at once");
            }
            var reading = "a new session: " + answer.words();
            return answer.errors().contains("55P03") ? new Measurement(true, reading) : Measurement.undecided(reading);
        }
    }

    /** The change itself: a session that lasts. */
    private static final class Locking implements Change {
        private final Psql psql;
        private final SlowFault fault;
        private final String name;
        private final LastingSession session;

        Locking(Psql psql, SlowFault fault, String name) {
            this.psql = psql;
            this.fault = fault;
            this.name = name;
            this.session = new LastingSession();
        }

        @Override
        public String action() {
            return EndSession.NAME;
        }

        @Override
        public Map<String, String> before() {
            var unused = fault.resolved(psql, psql.database(fault.database()));
            return Map.of(StoreUndo.CONTAINER, psql.inside().container(), EndSession.SESSION, name);
        }

        @Override
        public void make() {
            var in = psql.database(fault.database());
            session.begin(
                    psql.inside().docker().command(psql.session(name, in)),
                    // the server ends it if we cannot
                    "SET idle_in_transaction_session_timeout = " + fault.life().toMillis() + ";\n"
                            + "SET lock_timeout = '5s';\nBEGIN;\n"
                            + "LOCK TABLE " + fault.resolved(psql, in) + " IN " + fault.mode() + " MODE;\n");
        }

        @Override
        public void undo(Map<String, String> before) {
            session.end();
            var unused = new EndSession().undo(before);
        }
    }

    /** {@code postgres.end-session}: ends a session that holds locks, if it is still there. */
    public static final class EndSession extends StoreUndo {
        static final String NAME = "postgres.end-session";
        static final String SESSION = "session";

        private static final Duration SEEN = Duration.ofSeconds(10);

        /** Make the action, for {@link java.util.ServiceLoader}. */
        public EndSession() {
            super(NAME);
        }

        @Override
        String standing(Inside inside) {
            return "container " + inside.container() + " does not run, and no session in it";
        }

        @Override
        String undo(Inside inside, Map<String, String> arguments) {
            var session = word(arguments, SESSION);
            var psql = new Psql(inside);
            long end = System.nanoTime() + SEEN.toNanos();
            var sql = "SELECT count(pg_terminate_backend(pid)) FROM pg_stat_activity WHERE application_name = "
                    + Psql.literal(session) + ";\n";
            while (!psql.must("session " + session + " must end", Psql.SPARE, sql)
                    .equals("0")) {
                if (System.nanoTime() - end > 0) {
                    throw new BrownoutException("session " + session + " must end within " + SEEN
                            + ", but did not; see pg_stat_activity in container " + inside.container());
                }
            }
            return "no session " + session + " is in container " + inside.container() + ", and no lock of it";
        }
    }
}
