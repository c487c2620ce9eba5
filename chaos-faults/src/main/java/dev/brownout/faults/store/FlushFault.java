package dev.brownout.faults.store;

import dev.brownout.api.Arguments;
import dev.brownout.api.BrownoutException;
import dev.brownout.api.Measurement;
import dev.brownout.api.Parameter;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;

/**
 * A cache that is empty all at once: the database changes places with an unused one of the same server (SWAPDB), so that
 * nothing is lost. When it is undone, every key is back with its time to live, and what was written meanwhile stands over it. What was
 * deleted meanwhile comes back, as its deletion met an empty database; memory is not freed, as by a real flush.
 *
 * @param database its number
 * @param life after what time it is undone even if nobody takes it away
 */
public record FlushFault(long database, Duration life) implements StoreFault {
    static final String KIND = "redis.flush";

    private static final int SAMPLE = 16;

    @Override
    public String kind() {
        return KIND;
    }

    /** Registers it. */
    public static final class Kind extends StoreFaultKind<FlushFault> {
        private static final Parameter DATABASE =
                Parameter.integer("database", "0", 0, 1_000, "the number of the database that is emptied");

        /** Make the kind, for {@link java.util.ServiceLoader}. */
        public Kind() {
            super(
                    describe(KIND, "A cache is empty all at once, and has to be filled again.", DATABASE)
                            .withSymptom("any connection", "no key is there; writes go on and fill it again")
                            .withSymptom(
                                    "any connection, when it is over",
                                    "the keys are back, newer ones stand over them, and deletions in between are undone")
                            .withWitness(
                                    "a neighbour whose PING is answered, and up to 16 keys that were there before, of"
                                            + " which more than half are gone"),
                    Store.REDIS);
        }

        @Override
        public FlushFault create(Arguments arguments) {
            return new FlushFault(arguments.integer("database"), arguments.duration("life"));
        }

        @Override
        Change change(FlushFault fault, Inside inside, int port) {
            return new SwapBack.Swap(
                    new RedisCli(inside, port), Long.toString(fault.database()), "brownout:flush:" + UUID.randomUUID());
        }

        @Override
        void look(FlushFault fault, Inside inside, int port, StorePlane plane, String component) {
            if (plane.known(component + "/" + fault.database()).isEmpty()) {
                var unused = measure(fault, inside, port, plane, component);
            }
        }

        @Override
        Measurement measure(FlushFault fault, Inside inside, int port, StorePlane plane, String component) {
            var cli = new RedisCli(inside, port);
            var database = Long.toString(fault.database());
            var key = component + "/" + database;
            var known = plane.known(key);
            if (!known.isEmpty()) {
                var words = new ArrayList<>(List.of("-n", database, "EXISTS"));
                words.addAll(known);
                var there = Long.parseLong(cli.must("redis must tell which keys exist", words.toArray(String[]::new)));
                if (there * 2 < known.size()) {
                    return new Measurement(true, there + " of " + known.size() + " known keys are there");
                }
            }
            var seen = cli.must("redis must name keys", "-n", database, "SCAN", "0", "COUNT", Integer.toString(SAMPLE))
                    .lines()
                    .skip(1)
                    .filter(line -> line.matches("[\\x21-\\x7e]+"))
                    .limit(SAMPLE)
                    .toList();
            if (seen.isEmpty()) {
                return Measurement.undecided("database " + database + " names no keys; fill the cache first");
            }
            plane.know(key, seen);
            return new Measurement(
                    false, known.isEmpty() ? seen.size() + " keys are there" : "most known keys are there");
        }
    }

    /** {@code redis.swap-back}: puts the content of a database back. */
    public static final class SwapBack extends StoreUndo {
        static final String NAME = "redis.swap-back";

        private static final String PORT = "port";
        private static final String DATABASE = "database";
        private static final String SPARE = "spare";
        private static final String MARK = "mark";

        /** A mark goes with the content, so that whoever undoes it sees where that is; all of it is done at once. */
        private static final String THERE = """
                redis.call('SELECT', ARGV[1])
                if redis.call('DBSIZE') == 0 then return 'empty' end
                redis.call('SELECT', ARGV[2])
                if redis.call('DBSIZE') > 0 then return 'taken' end
                redis.call('SELECT', ARGV[1])
                redis.call('SET', ARGV[3], '1')
                redis.call('SWAPDB', ARGV[1], ARGV[2])
                return 'swapped'""";

        private static final String BACK = """
                redis.call('SELECT', ARGV[2])
                if redis.call('EXISTS', ARGV[3]) == 1 then
                  redis.call('SWAPDB', ARGV[1], ARGV[2])
                  local cursor = '0'
                  repeat
                    local page = redis.call('SCAN', cursor, 'COUNT', '500')
                    cursor = page[1]
                    for _, key in ipairs(page[2]) do redis.call('COPY', key, key, 'DB', ARGV[1], 'REPLACE') end
                  until cursor == '0'
                  redis.call('FLUSHDB')
                end
                redis.call('SELECT', ARGV[1])
                return redis.call('DEL', ARGV[3])""";

        /** Make the action, for {@link java.util.ServiceLoader}. */
        public SwapBack() {
            super(NAME);
        }

        @Override
        String undo(Inside inside, Map<String, String> arguments) {
            var cli = new RedisCli(inside, Integer.parseInt(word(arguments, PORT)));
            var database = word(arguments, DATABASE);
            var done = cli.must(
                    "database " + database + " of redis must get its content back",
                    "EVAL",
                    BACK,
                    "0",
                    database,
                    word(arguments, SPARE),
                    word(arguments, MARK));
            return "database " + database + " of redis in container " + inside.container()
                    + (done.equals("1") ? " has its content back" : " was not swapped, or was emptied by a restart");
        }

        /** The change itself. */
        private static final class Swap implements Change {
            private final RedisCli cli;
            private final String database;
            private final String mark;
            private String spare = "";

            Swap(RedisCli cli, String database, String mark) {
                this.cli = cli;
                this.database = database;
                this.mark = mark;
            }

            @Override
            public String action() {
                return NAME;
            }

            @Override
            public Map<String, String> before() {
                if (cli.info("cluster", "cluster_enabled").equals("1")) {
                    throw new BrownoutException(
                            "redis must not be part of a cluster for this fault, but is: SWAPDB is not allowed there");
                }
                var used = cli.must("redis must tell its databases", "INFO", "keyspace")
                        .lines()
                        .filter(line -> line.startsWith("db"))
                        .map(line -> line.substring(2, line.indexOf(':')))
                        .collect(Collectors.toSet());
                for (long n = Long.parseLong(cli.setting("databases")) - 1; n >= 0 && spare.isEmpty(); n--) {
                    var number = Long.toString(n);
                    spare = used.contains(number) || number.equals(database) ? "" : number;
                }
                if (spare.isEmpty()) {
                    throw new BrownoutException("redis must have an unused database to put the content into, but has"
                            + " none; raise its setting databases");
                }
                return Map.of(
                        CONTAINER,
                        cli.inside().container(),
                        PORT,
                        Integer.toString(cli.port()),
                        DATABASE,
                        database,
                        SPARE,
                        spare,
                        MARK,
                        mark);
            }

            @Override
            public void make() {
                var done = cli.must(
                        "database " + database + " must be emptied", "EVAL", THERE, "0", database, spare, mark);
                if (!done.equals("swapped")) {
                    throw new BrownoutException("database " + database + " of redis must hold keys, and " + spare
                            + " none, but it is " + done + "; fill the cache first");
                }
            }

            @Override
            public void undo(Map<String, String> before) {
                var unused = new SwapBack().undo(before);
            }
        }
    }
}
