package dev.brownout.faults.store;

import dev.brownout.api.Arguments;
import dev.brownout.api.BrownoutException;
import dev.brownout.api.Measurement;
import java.time.Duration;
import java.util.Map;

/**
 * A Redis that takes no writes, as one that was made a replica by a failover: it follows 127.0.0.1 port 1 inside its own
 * container, where nobody is, so its content stays and no other server hears of it.
 *
 * @param life after what time it is undone even if nobody takes it away
 */
public record RedisReadOnlyFault(Duration life) implements StoreFault {
    static final String KIND = "redis.readonly";

    private static final String HOST = "127.0.0.1";
    private static final String PORT = "1";
    private static final String SETTING = "replica-read-only";

    @Override
    public String kind() {
        return KIND;
    }

    /** Registers it. */
    public static final class Kind extends StoreFaultKind<RedisReadOnlyFault> {
        /** Make the kind, for {@link java.util.ServiceLoader}. */
        public Kind() {
            super(
                    describe(KIND, "A Redis takes no writes.")
                            .withSymptom("any connection", "writes fail with READONLY; reads go on")
                            .withWitness(
                                    "a neighbour whose PING is answered, and a new connection by redis-cli that may"
                                            + " not DEL a key which is not there"),
                    Store.REDIS);
        }

        @Override
        public RedisReadOnlyFault create(Arguments arguments) {
            return new RedisReadOnlyFault(arguments.duration("life"));
        }

        @Override
        Change change(RedisReadOnlyFault fault, Inside inside, int port) {
            return new MakeMaster.Following(new RedisCli(inside, port));
        }

        @Override
        Measurement measure(RedisReadOnlyFault fault, Inside inside, int port, StorePlane plane, String component) {
            var answer = new RedisCli(inside, port).ask("DEL", "brownout:witness");
            var reading = "DEL: " + answer.words();
            if (answer.ok()) {
                return new Measurement(false, reading);
            }
            return answer.words().contains("READONLY")
                    ? new Measurement(true, reading)
                    : Measurement.undecided(reading);
        }
    }

    /** {@code redis.make-master}: makes a Redis a master again that follows nobody. */
    public static final class MakeMaster extends StoreUndo {
        static final String NAME = "redis.make-master";

        private static final String REDIS_PORT = "port";

        /** Make the action, for {@link java.util.ServiceLoader}. */
        public MakeMaster() {
            super(NAME);
        }

        /** What it follows is not written to its disk. */
        @Override
        String standing(Inside inside) {
            return "container " + inside.container() + " does not run; its Redis starts as it was configured";
        }

        @Override
        String undo(Inside inside, Map<String, String> arguments) {
            var cli = new RedisCli(inside, Integer.parseInt(word(arguments, REDIS_PORT)));
            if (ours(cli)) {
                cli.must("redis must be a master again", "REPLICAOF", "NO", "ONE");
            }
            var before = word(arguments, SETTING);
            if (!cli.setting(SETTING).equals(before)) {
                cli.must(SETTING + " must be as before", "CONFIG", "SET", SETTING, before);
            }
            if (ours(cli)) {
                throw new BrownoutException("redis in container " + inside.container()
                        + " must be a master again, but is not; by hand: redis-cli REPLICAOF NO ONE");
            }
            return "redis in container " + inside.container() + " is " + cli.info("replication", "role") + ", "
                    + SETTING + " " + before + " as before";
        }

        /** Somebody else may have made it a replica meanwhile: that stays. */
        private static boolean ours(RedisCli cli) {
            return cli.info("replication", "master_host").equals(HOST)
                    && cli.info("replication", "master_port").equals(PORT);
        }

        /** The change itself. */
        private record Following(RedisCli cli) implements Change {
            @Override
            public String action() {
                return NAME;
            }

            @Override
            public Map<String, String> before() {
                var role = cli.info("replication", "role");
                if (!role.equals("master")) {
                    throw new BrownoutException("redis must be a master before this fault, but is " + role
                            + "; name the master, whose replicas are read-only already");
                }
                if (cli.info("cluster", "cluster_enabled").equals("1")) {
                    throw new BrownoutException(
                            "redis must not be part of a cluster for this fault, but is: REPLICAOF is not allowed there");
                }
                return Map.of(
                        CONTAINER,
                        cli.inside().container(),
                        REDIS_PORT,
                        Integer.toString(cli.port()),
                        SETTING,
                        cli.setting(SETTING));
            }

            @Override
            public void make() {
                cli.must(SETTING + " must be yes", "CONFIG", "SET", SETTING, "yes");
                cli.must("redis must become a replica", "REPLICAOF", HOST, PORT);
            }

            @Override
            public void undo(Map<String, String> before) {
                var unused = new MakeMaster().undo(before);
            }
        }
    }
}
