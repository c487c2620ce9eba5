package dev.brownout.faults.store;

import dev.brownout.api.Arguments;
import dev.brownout.api.BrownoutException;
import dev.brownout.api.Measurement;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/**
 * A server in which every transaction is read-only unless it asks not to be (ALTER SYSTEM SET default_transaction_read_only,
 * reloaded). Sessions that are open already get it, too: their next transaction does. Not those that have set it themselves, or
 * whose role or database has.
 *
 * @param life after what time it is undone even if nobody takes it away
 */
public record ReadOnlyFault(Duration life) implements StoreFault {
    static final String KIND = "postgres.read-only";

    private static final String SETTING = "default_transaction_read_only";

    @Override
    public String kind() {
        return KIND;
    }

    /** Registers it. */
    public static final class Kind extends StoreFaultKind<ReadOnlyFault> {
        /** Make the kind, for {@link java.util.ServiceLoader}. */
        public Kind() {
            super(
                    describe(KIND, "A database server takes no writes.")
                            .withSymptom(
                                    "any session, pooled ones with their next transaction",
                                    "writes fail with SQLSTATE 25006; reads go on")
                            .withSymptom("a session that asks for READ WRITE itself", "nothing")
                            .withWitness("a neighbour whom the server answers, and a new session by psql that may not"
                                    + " make a temporary table"),
                    Store.POSTGRES);
        }

        @Override
        public ReadOnlyFault create(Arguments arguments) {
            return new ReadOnlyFault(arguments.duration("life"));
        }

        @Override
        Change change(ReadOnlyFault fault, Inside inside, int port) {
            return new RestoreSetting.Lock(new Psql(inside));
        }

        @Override
        Measurement measure(ReadOnlyFault fault, Inside inside, int port, StorePlane plane, String component) {
            var answer =
                    new Psql(inside).ask("", "BEGIN;\nCREATE TEMPORARY TABLE brownout_witness (n int);\nROLLBACK;\n");
            if (answer.ok()) {
                return new Measurement(false, "a new session: wrote a temporary table");
            }
            var reading = "a new session: " + answer.words();
            return answer.errors().contains("25006") ? new Measurement(true, reading) : Measurement.undecided(reading);
        }
    }

    /** {@code postgres.restore-setting}: gives the server the setting that it had, and reloads it. */
    public static final class RestoreSetting extends StoreUndo {
        static final String NAME = "postgres.restore-setting";

        private static final Duration SEEN = Duration.ofSeconds(10);
        private static final String OWN = "own";

        /** Make the action, for {@link java.util.ServiceLoader}. */
        public RestoreSetting() {
            super(NAME);
        }

        @Override
        String undo(Inside inside, Map<String, String> arguments) {
            var own = Optional.ofNullable(arguments.get(OWN));
            var psql = new Psql(inside);
            set(psql, own.map(v -> "SET " + SETTING + " = " + Psql.literal(v)).orElse("RESET " + SETTING));
            await(psql, "off");
            return SETTING + " in container " + inside.container() + " is "
                    + own.map(v -> "set to " + v).orElse("not set") + ", as before, and new sessions write again";
        }

        private static void set(Psql psql, String words) {
            psql.must(
                    SETTING + " must be changed",
                    Psql.SPARE,
                    "ALTER SYSTEM " + words + ";\nSELECT pg_reload_conf();\n");
        }

        /** The server reloads after it has said that it will. Each look takes some 100 ms, which is pause enough. */
        private static void await(Psql psql, String value) {
            long end = System.nanoTime() + SEEN.toNanos();
            var seen = psql.ask(Psql.SPARE, "SHOW " + SETTING);
            while (!(seen.ok() && seen.output().equals(value))) {
                if (System.nanoTime() - end > 0) {
                    throw new BrownoutException(
                            SETTING + " must be " + value + " after a reload, but a new session says: " + seen.words()
                                    + "; see whether the server's command line or a role sets it");
                }
                seen = psql.ask(Psql.SPARE, "SHOW " + SETTING);
            }
        }

        /** The change itself. */
        private record Lock(Psql psql) implements Change {
            @Override
            public String action() {
                return NAME;
            }

            @Override
            public Map<String, String> before() {
                var now = psql.ask(Psql.SPARE, "SHOW " + SETTING);
                if (now.ok() && !now.output().equals("off")) {
                    throw new BrownoutException(SETTING + " must be off before this fault, but is " + now.output()
                            + "; it is read-only already");
                }
                var own = psql.must(
                        KIND + " must see the server's own settings",
                        Psql.SPARE,
                        "SELECT 'has ' || setting FROM pg_file_settings WHERE name = " + Psql.literal(SETTING)
                                + " AND sourcefile = current_setting('data_directory') || '/postgresql.auto.conf'"
                                + " ORDER BY seqno DESC LIMIT 1;\n");
                return own.startsWith("has ")
                        ? Map.of(CONTAINER, psql.inside().container(), OWN, own.substring("has ".length()))
                        : Map.of(CONTAINER, psql.inside().container());
            }

            @Override
            public void make() {
                set(psql, "SET " + SETTING + " = on");
                await(psql, "on");
            }

            @Override
            public void undo(Map<String, String> before) {
                var unused = new RestoreSetting().undo(before);
            }
        }
    }
}
