package dev.brownout.faults.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.awaitility.Awaitility.await;

import dev.brownout.api.Arguments;
import dev.brownout.api.BrownoutException;
import dev.brownout.api.Component;
import dev.brownout.api.ComponentContainer;
import dev.brownout.api.Fault;
import dev.brownout.api.FaultKind;
import dev.brownout.api.Injection;
import dev.brownout.api.InjectionContext;
import dev.brownout.api.Measurement;
import dev.brownout.api.Stack;
import dev.brownout.api.Timings;
import dev.brownout.faults.FaultRegistry;
import dev.brownout.faults.LocalPlane;
import dev.brownout.faults.conformance.VictimJvm;
import dev.brownout.faults.container.TestContainer;
import dev.brownout.faults.undo.Recovery;
import dev.brownout.faults.undo.StateDirectory;
import dev.brownout.faults.undo.UndoActions;
import dev.brownout.testing.Images;
import dev.brownout.testing.NeedsDocker;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What clients of real stores see of faults, and that the stores are as before afterwards, whoever undoes it. */
@NeedsDocker({Images.POSTGRES, Images.REDIS, Images.BASE})
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class StoresIT {
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private LocalPlane plane;
    private VictimJvm neighbour;
    private TestContainer postgres;
    private TestContainer redis;

    @BeforeAll
    void start() {
        postgres = Stores.postgres();
        redis = Stores.redis();
        plane = LocalPlane.open(3);
        neighbour = VictimJvm.start(plane, new Component("gateway", Map.of(), Timings.NONE), List.of());
    }

    @AfterAll
    void stop() {
        if (neighbour != null) {
            neighbour.close();
        }
        if (plane != null) {
            plane.close();
        }
        if (redis != null) {
            redis.close();
        }
        if (postgres != null) {
            postgres.close();
        }
    }

    private record Subject<F extends Fault>(FaultKind<F> kind, F fault, LocalPlane plane, VictimJvm neighbour) {
        static <F extends Fault> Subject<F> of(FaultKind<F> kind, Map<String, ?> given, LocalPlane plane, VictimJvm n) {
            return new Subject<>(kind, kind.create(Arguments.of(kind.parameters(), given)), plane, n);
        }

        private InjectionContext context() {
            return new InjectionContext("phase/1/" + kind.name(), 7, plane, (action, arguments) -> () -> {});
        }

        Injection inject() {
            return kind.inject(fault, Stores.STORE, context());
        }

        Measurement measure() {
            return kind.measure(fault, Stores.STORE, neighbour.vantage(), context());
        }

        void awaitSymptom() {
            await("symptom")
                    .atMost(PATIENCE)
                    .untilAsserted(() -> assertThat(measure()).matches(Measurement::symptom));
        }

        void awaitHealth() {
            await("health")
                    .atMost(PATIENCE)
                    .untilAsserted(() -> assertThat(measure()).matches(Measurement::healthy));
        }
    }

    private Subject<?> subject(String kind, Map<String, ?> given, TestContainer container) {
        plane.attach(Stores.STORE, new ComponentContainer(container.id(), Optional.empty()));
        return Subject.of(FaultRegistry.load().find(kind).orElseThrow(), given, plane, neighbour);
    }

    private static String state(SQLException e) {
        return String.valueOf(e.getSQLState());
    }

    @Test
    void should_refuse_new_connections_and_end_open_ones() throws SQLException {
        var subject = subject("postgres.refuse-connections", Map.of(), postgres);
        try (var open = Stores.connect(postgres);
                var statement = open.createStatement()) {
            subject.awaitHealth();
            try (var injection = subject.inject()) {
                assertThat(injection.exposure()).containsEntry("store", 1L);
                subject.awaitSymptom();
                var refused = catchThrowableOfType(
                        SQLException.class, () -> Stores.connect(postgres).close());
                assertThat(state(refused)).isEqualTo("55000");
                var ended = catchThrowableOfType(SQLException.class, () -> statement.execute("SELECT 1"));
                assertThat(state(ended)).matches("57P01|08006");
            }
        }
        subject.awaitHealth();
        Stores.connect(postgres).close();
    }

    @Test
    void should_make_pooled_sessions_read_only_and_keep_an_earlier_setting() throws SQLException {
        var subject = subject("postgres.read-only", Map.of(), postgres);
        postgres.inside("psql", "-U", "clerk", "-d", "books", "-c", "ALTER SYSTEM SET work_mem = '7MB'");
        postgres.inside(
                "psql", "-U", "clerk", "-d", "books", "-c", "ALTER SYSTEM SET default_transaction_read_only = 'off'");
        var before = postgres.inside("cat", "/var/lib/postgresql/data/postgresql.auto.conf");
        try (var pooled = Stores.connect(postgres);
                var statement = pooled.createStatement()) {
            subject.awaitHealth();
            try (var first = subject.inject();
                    var second = subject.inject()) {
                subject.awaitSymptom();
                var refused = catchThrowableOfType(
                        SQLException.class, () -> statement.execute("INSERT INTO orders VALUES (1)"));
                assertThat(state(refused)).isEqualTo("25006");
                assertThat(statement.execute("SELECT 1")).isTrue();
                first.close();
                subject.awaitSymptom();
                assertThat(second.exposure()).isNotEmpty();
            }
            subject.awaitHealth();
            statement.execute("INSERT INTO orders VALUES (2) ON CONFLICT DO NOTHING");
        }
        assertThat(postgres.inside("cat", "/var/lib/postgresql/data/postgresql.auto.conf"))
                .isEqualTo(before);
    }

    @Test
    void should_let_others_wait_for_locks() throws SQLException {
        var subject = subject("postgres.slow", Map.of("tables", "orders", "lock", "writes"), postgres);
        try (var client = Stores.connect(postgres);
                var statement = client.createStatement()) {
            statement.execute("SET lock_timeout = '200ms'");
            subject.awaitHealth();
            try (var injection = subject.inject()) {
                assertThat(injection).isNotNull();
                subject.awaitSymptom();
                var waited = catchThrowableOfType(
                        SQLException.class, () -> statement.execute("INSERT INTO orders VALUES (3)"));
                assertThat(state(waited)).isEqualTo("55P03");
                assertThat(statement.execute("SELECT * FROM orders")).isTrue();
            }
            subject.awaitHealth();
            statement.execute("INSERT INTO orders VALUES (3)");
        }
    }

    @Test
    void should_take_no_writes_and_follow_nobody_afterwards() {
        var subject = subject("redis.readonly", Map.of(), redis);
        subject.awaitHealth();
        try (var injection = subject.inject()) {
            assertThat(injection).isNotNull();
            subject.awaitSymptom();
            assertThat(redis.inside("redis-cli", "SET", "price", "43")).startsWith("READONLY");
            assertThat(redis.inside("redis-cli", "GET", "price")).isEqualTo("42");
        }
        subject.awaitHealth();
        assertThat(redis.inside("redis-cli", "INFO", "replication")).contains("role:master");
    }

    @Test
    void should_empty_a_cache_and_put_newer_writes_over_what_was_there() {
        var subject = subject("redis.flush", Map.of(), redis);
        redis.inside("redis-cli", "SET", "old", "1");
        subject.awaitHealth();
        try (var injection = subject.inject()) {
            assertThat(injection).isNotNull();
            assertThat(redis.inside("redis-cli", "DBSIZE")).isEqualTo("0");
            subject.awaitSymptom();
            redis.inside("redis-cli", "SET", "old", "2");
            redis.inside("redis-cli", "SET", "new", "3", "EX", "100");
        }
        subject.awaitHealth();
        assertThat(redis.inside("redis-cli", "MGET", "old", "new", "price", "session"))
                .isEqualTo("2\n3\n42\n7");
        assertThat(Integer.parseInt(redis.inside("redis-cli", "TTL", "session")))
                .isBetween(4_000, 5_000);
        assertThat(Integer.parseInt(redis.inside("redis-cli", "TTL", "new"))).isBetween(1, 100);
        assertThat(redis.inside("redis-cli", "INFO", "keyspace")).doesNotContain("db15");
        redis.inside("redis-cli", "DEL", "old", "new");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "postgres.refuse-connections",
                "postgres.read-only",
                "postgres.slow",
                "redis.flush",
                "redis.readonly"
            })
    void should_be_undone_after_a_kill_by_who_reads_the_ledger(String kind, @TempDir Path directory) throws Exception {
        var container = kind.startsWith("postgres") ? postgres : redis;
        var subject = subject(kind, Map.of(), container);
        subject.awaitHealth();
        var ledger = directory.resolve("ledger.jsonl");
        var culprit = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        StoreCulprit.class.getName(),
                        ledger.toString(),
                        container.id(),
                        kind)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        try (var out = culprit.inputReader()) {
            assertThat(out.lines().anyMatch("DONE"::equals)).isTrue();
            subject.awaitSymptom();
        } finally {
            culprit.destroyForcibly();
        }
        assertThat(culprit.waitFor(20, TimeUnit.SECONDS)).isTrue();
        if (kind.equals("postgres.slow")) {
            // the lock goes with who held it
            subject.awaitHealth();
        }
        var recovery = new Recovery(new StateDirectory(directory.resolve("state")), UndoActions.load());
        var report = recovery.run(ledger, step -> {});
        assertThat(report.problems()).isEmpty();
        assertThat(report.steps()).isNotEmpty().allMatch(Recovery.Step::restored);
        subject.awaitHealth();
        assertThat(recovery.run(ledger, step -> {}).steps()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"postgres.refuse-connections", "postgres.read-only", "postgres.slow"})
    void should_be_undone_in_a_container_that_was_restarted(String kind) {
        var subject = subject(kind, Map.of(), postgres);
        subject.awaitHealth();
        try (var injection = subject.inject()) {
            assertThat(injection).isNotNull();
            subject.awaitSymptom();
            postgres.docker("restart", "-t", "5");
            postgres.until("pg_isready", "-q", "-h", "127.0.0.1");
        }
        subject.awaitHealth();
    }

    @Test
    void should_be_undone_in_a_cache_that_was_restarted_and_lost_everything() {
        var subject = subject("redis.flush", Map.of(), redis);
        subject.awaitHealth();
        try (var injection = subject.inject()) {
            assertThat(injection).isNotNull();
            redis.docker("restart", "-t", "5");
            redis.until("redis-cli", "SET", "price", "42");
            redis.inside("redis-cli", "SET", "session", "7", "EX", "5000");
        }
        assertThat(redis.inside("redis-cli", "GET", "price")).isEqualTo("42");
        subject.awaitHealth();
    }

    @Test
    void should_say_what_an_image_lacks() {
        try (var bare = TestContainer.start(Images.BASE, List.of(), "sleep", "600")) {
            assertThatThrownBy(subject("postgres.read-only", Map.of(), bare)::inject)
                    .isInstanceOf(BrownoutException.class)
                    .hasMessage(
                            "container " + bare.id() + " must have psql inside to do this fault, but has none; take an"
                                    + " image that has the server's own client");
            bare.docker("kill");
            assertThatThrownBy(subject("redis.flush", Map.of(), bare)::inject)
                    .isInstanceOf(BrownoutException.class)
                    .hasMessageContaining("must run, but: ")
                    .hasMessageEndingWith("start it: docker start " + bare.id());
        }
    }

    @Test
    void should_say_that_a_password_is_missing() {
        try (var closed = TestContainer.start(Images.REDIS, List.of(), "redis-server", "--requirepass", "secret")) {
            closed.until("redis-cli", "-a", "secret", "PING");
            assertThatThrownBy(subject("redis.readonly", Map.of(), closed)::inject)
                    .isInstanceOf(BrownoutException.class)
                    .hasMessageContaining("NOAUTH")
                    .hasMessageEndingWith("give it to the container as REDISCLI_AUTH or REDIS_PASSWORD");
        }
    }

    @Test
    void should_be_refused_where_nothing_may_be_run_inside() {
        var closed = new Component("closed", Map.of(), Timings.NONE);
        var kind = FaultRegistry.load().find("postgres.slow").orElseThrow();
        assertThat(refusal(kind, closed))
                .hasValueSatisfying(words -> assertThat(words).contains("declare ContainerAbility.FILES"));
        assertThat(refusal(kind, Stores.STORE)).isEmpty();
    }

    private static <F extends Fault> Optional<String> refusal(FaultKind<F> kind, Component component) {
        var stack = new Stack("s", "a stack", Map.of(), List.of(component), List.of(), List.of(), List.of());
        return kind.refusal(kind.create(Arguments.of(kind.parameters(), Map.of())), component, stack);
    }
}
