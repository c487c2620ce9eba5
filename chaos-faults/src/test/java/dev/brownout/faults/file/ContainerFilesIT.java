package dev.brownout.faults.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.brownout.api.Arguments;
import dev.brownout.api.BrownoutException;
import dev.brownout.api.Component;
import dev.brownout.api.ComponentContainer;
import dev.brownout.api.ConfigFile;
import dev.brownout.api.ContainerAbility;
import dev.brownout.api.Fault;
import dev.brownout.api.FaultKind;
import dev.brownout.api.Injection;
import dev.brownout.api.InjectionContext;
import dev.brownout.api.LoadEvidence;
import dev.brownout.api.Measurement;
import dev.brownout.api.Protocol;
import dev.brownout.api.Reload;
import dev.brownout.api.Timings;
import dev.brownout.faults.FaultRegistry;
import dev.brownout.faults.LocalPlane;
import dev.brownout.faults.conformance.VictimJvm;
import dev.brownout.faults.container.TestContainer;
import dev.brownout.faults.store.Stores;
import dev.brownout.faults.undo.Recovery;
import dev.brownout.faults.undo.StateDirectory;
import dev.brownout.faults.undo.UndoActions;
import dev.brownout.testing.Images;
import dev.brownout.testing.NeedsDocker;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Files inside containers of real components: what these make of a bad one, and that it is put back byte for byte. */
@NeedsDocker({Images.NGINX, Images.POSTGRES, Images.REDIS, Images.BASE, Images.TOXIPROXY})
class ContainerFilesIT {
    static final Component NGINX = component("bots", Reload.signal("HUP"), LoadEvidence.logLine(": reconfiguring$"));

    private static final Duration PATIENCE = Duration.ofSeconds(30);

    /** Room for some 2700 bots: with one bucket, nginx refuses what makes that bucket larger than 64 KiB. */
    private static final String START = """
            cat >/etc/nginx/nginx.conf <<X
            worker_processes 1;
            error_log stderr notice;
            events { worker_connections 64; }
            http {
              access_log off;
              map_hash_max_size 1; map_hash_bucket_size 64;
              map \\$arg_bot \\$score { default 0; include /etc/nginx/bots.map; }
              server { listen 80; location / { return 200 "\\$score"; } }
            }
            X
            seq 1 1500 | sed 's/.*/bot-& &;/' >/etc/nginx/bots.map
            chown 33:101 /etc/nginx/bots.map
            chmod 2640 /etc/nginx/bots.map
            touch -d '2025-11-18T11:05:00.123456789Z' /etc/nginx/bots.map
            exec nginx -g 'daemon off;'""";

    @TempDir
    Path directory;

    private LocalPlane plane;
    private VictimJvm neighbour;

    private static Component component(String file, Reload reload, LoadEvidence evidence) {
        return new Component("edge", Map.of(), Timings.NONE)
                .withFiles(ConfigFile.of(file, ConfigFile.Format.TEXT, reload, evidence))
                .withContainer(ContainerAbility.FILES, ContainerAbility.LIFECYCLE);
    }

    @BeforeEach
    void start() {
        plane = LocalPlane.open(3);
        plane.part(FilePlane.class).keepBackupsIn(directory.resolve("originals"));
        neighbour = VictimJvm.start(plane, new Component("gateway", Map.of(), Timings.NONE), List.of());
    }

    @AfterEach
    void stop() {
        neighbour.close();
        plane.close();
    }

    private record Subject<F extends Fault>(
            FaultKind<F> kind, F fault, Component component, LocalPlane plane, VictimJvm neighbour) {
        static <F extends Fault> Subject<F> of(
                FaultKind<F> kind, Map<String, ?> given, Component component, LocalPlane plane, VictimJvm n) {
            return new Subject<>(kind, kind.create(Arguments.of(kind.parameters(), given)), component, plane, n);
        }

        private InjectionContext context() {
            return new InjectionContext("phase/1/" + kind.name(), 7, plane, (action, arguments) -> () -> {});
        }

        Injection inject() {
            return kind.inject(fault, component, context());
        }

        Measurement measure() {
            return kind.measure(fault, component, neighbour.vantage(), context());
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

    private Subject<?> subject(
            String kind, Map<String, ?> given, Component component, TestContainer container, String path) {
        plane.attach(
                component,
                new ComponentContainer(container.id(), Optional.of(new ComponentContainer.Served(80, Protocol.HTTP1))));
        plane.placeInside(component, component.files().get(0).id(), path);
        return Subject.of(FaultRegistry.load().find(kind).orElseThrow(), given, component, plane, neighbour);
    }

    private static TestContainer nginx() {
        var container = TestContainer.start(Images.NGINX, List.of(), "sh", "-c", START);
        await().atMost(PATIENCE).until(() -> score(container).equals("7"));
        return container;
    }

    private static String score(TestContainer nginx) {
        return score(nginx.at(80).getHostString());
    }

    private static String score(String host) {
        try {
            var connection =
                    URI.create("http://" + host + "/?bot=bot-7").toURL().openConnection();
            connection.setConnectTimeout(2_000);
            connection.setReadTimeout(2_000);
            try (var body = connection.getInputStream()) {
                return new String(body.readAllBytes(), StandardCharsets.UTF_8);
            }
        } catch (IOException e) {
            return e.toString();
        }
    }

    /** Everything about a file that has to be as before. */
    private static String about(TestContainer container, String path) {
        return container.inside("stat", "-L", "-c", "%f %u %g %.9Y", path) + container.inside("sha256sum", path);
    }

    private static String logs(TestContainer container) throws IOException {
        var ended = TestContainer.DOCKER.quick("logs", container.id());
        return ended.output() + ended.errors();
    }

    @ParameterizedTest
    @CsvSource({
        "file.oversize,       factor, 2,   rename,   could not build map_hash",
        "file.oversize,       factor, 2,   in-place, could not build map_hash",
        "file.duplicate-rows, times,  2,   rename,   conflicting parameter",
        "file.half-written,   keep,   0.5, in-place, [emerg]",
        "file.alternate,      period, 2s,  rename,   could not build map_hash",
    })
    void should_keep_nginx_s_last_good_map(String kind, String name, String value, String write, String error)
            throws Exception {
        try (var nginx = nginx()) {
            var before = about(nginx, "/etc/nginx/bots.map");
            var subject = subject(kind, Map.of(name, value, "write", write), NGINX, nginx, "/etc/nginx/bots.map");
            subject.awaitHealth();
            var over = new AtomicBoolean();
            var answered = new AtomicLong();
            var wrong = new ConcurrentLinkedQueue<String>();
            var host = nginx.at(80).getHostString();
            var client = new Thread(() -> {
                while (!over.get()) {
                    var score = score(host);
                    answered.incrementAndGet();
                    if (!score.equals("7")) {
                        wrong.add(score);
                    }
                }
            });
            client.start();
            try (var injection = subject.inject()) {
                subject.awaitSymptom();
                await("nginx refuses it")
                        .atMost(PATIENCE)
                        .untilAsserted(() -> assertThat(logs(nginx)).contains("[emerg]", error));
                assertThat(injection.exposure().getOrDefault("edge", 0L)).isPositive();
            } finally {
                over.set(true);
                client.join();
            }
            subject.awaitHealth();
            assertThat(answered).hasPositiveValue();
            assertThat(wrong).isEmpty();
            assertThat(about(nginx, "/etc/nginx/bots.map")).isEqualTo(before);
            assertThat(score(nginx)).isEqualTo("7");
            assertThat(nginx.inside("ls", "-a", "/etc/nginx")).doesNotContain(".brownout");
            assertThat(directory.resolve("originals")).isEmptyDirectory();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"file.oversize", "file.empty", "file.alternate"})
    void should_be_undone_after_a_kill_by_who_reads_the_ledger(String kind) throws Exception {
        try (var nginx = nginx()) {
            var before = about(nginx, "/etc/nginx/bots.map");
            var culprit = new ProcessBuilder(
                            Path.of(System.getProperty("java.home"), "bin", "java")
                                    .toString(),
                            "-cp",
                            System.getProperty("java.class.path"),
                            ContainerCulprit.class.getName(),
                            directory.toString(),
                            nginx.id(),
                            kind)
                    .redirectError(ProcessBuilder.Redirect.INHERIT)
                    .start();
            try (var out = culprit.inputReader()) {
                assertThat(out.lines().anyMatch("DONE"::equals)).isTrue();
            } finally {
                culprit.destroyForcibly();
            }
            assertThat(culprit.waitFor(20, TimeUnit.SECONDS)).isTrue();
            var recovery = new Recovery(new StateDirectory(directory.resolve("state")), UndoActions.load());
            var report = recovery.run(directory.resolve("ledger.jsonl"), step -> {});
            assertThat(report.problems()).isEmpty();
            assertThat(report.steps()).isNotEmpty().allMatch(Recovery.Step::restored);
            assertThat(about(nginx, "/etc/nginx/bots.map")).isEqualTo(before);
            assertThat(directory.resolve("originals")).isEmptyDirectory();
            assertThat(score(nginx)).isEqualTo("7");
        }
    }

    @Test
    void should_restore_a_file_of_a_container_that_has_stopped() {
        try (var nginx = nginx()) {
            var before = about(nginx, "/etc/nginx/bots.map");
            var subject = subject("file.half-written", Map.of("keep", "0.5"), NGINX, nginx, "/etc/nginx/bots.map");
            try (var injection = subject.inject()) {
                assertThat(injection).isNotNull();
                nginx.docker("kill");
            }
            // it had run, its stack lets it be started, and it stood over our file
            await().atMost(PATIENCE).until(() -> score(nginx).equals("7"));
            assertThat(nginx.inside("sha256sum", "/etc/nginx/bots.map")).isEqualTo(before.split("\\.\\d{9}", -1)[1]);
        }
    }

    @Test
    void should_keep_postgres_s_last_good_rules_of_access() throws Exception {
        keepsServing("pg_hba.conf", "file.half-written", Map.of("keep", "0.99"), "pg_hba.conf was not reloaded");
    }

    @Test
    void should_keep_postgres_s_last_good_settings() throws Exception {
        keepsServing("postgresql.conf", "file.wrong-type", Map.of("field", "max_connections"), "contains errors");
    }

    private void keepsServing(String file, String kind, Map<String, String> arguments, String error) throws Exception {
        var component =
                component("settings", Reload.signal("HUP"), LoadEvidence.logLine("reloading configuration files"));
        try (var postgres = Stores.postgres()) {
            var path = "/var/lib/postgresql/data/" + file;
            var before = about(postgres, path);
            var subject = subject(kind, arguments, component, postgres, path);
            subject.awaitHealth();
            try (var injection = subject.inject()) {
                assertThat(injection).isNotNull();
                subject.awaitSymptom();
                await("it refuses the file")
                        .atMost(PATIENCE)
                        .untilAsserted(() -> assertThat(logs(postgres)).contains(error));
                Stores.connect(postgres).close();
            }
            subject.awaitHealth();
            Stores.connect(postgres).close();
            assertThat(about(postgres, path)).isEqualTo(before);
        }
    }

    @Test
    void should_keep_redis_s_last_good_users() throws Exception {
        var component = component(
                "users",
                Reload.command("sh", "-c", "redis-cli ACL LOAD >/proc/1/fd/1 2>&1"),
                LoadEvidence.logLine("^OK$|^ERR "));
        var start = "echo 'user default on nopass ~* &* +@all' >users.acl;"
                + " echo 'user app on >secret ~* &* +@all' >>users.acl;"
                + " exec redis-server --bind 0.0.0.0 --protected-mode no --aclfile /data/users.acl";
        try (var redis = TestContainer.start(Images.REDIS, List.of(), "sh", "-c", start)) {
            redis.until("redis-cli", "PING");
            var before = about(redis, "/data/users.acl");
            var subject = subject("file.half-written", Map.of("keep", "0.955"), component, redis, "/data/users.acl");
            subject.awaitHealth();
            try (var injection = subject.inject()) {
                assertThat(injection).isNotNull();
                subject.awaitSymptom();
                assertThat(logs(redis)).contains("ERR /data/users.acl:2");
                assertThat(redis.inside("redis-cli", "--user", "app", "--pass", "secret", "PING"))
                        .isEqualTo("PONG");
            }
            subject.awaitHealth();
            assertThat(about(redis, "/data/users.acl")).isEqualTo(before);
        }
    }

    @Test
    void should_restore_what_redis_itself_has_rewritten_meanwhile() {
        var component = component("conf", Reload.watch(), LoadEvidence.exit());
        var start = "printf 'bind 0.0.0.0\\nprotected-mode no\\n# ours\\nmaxmemory 64mb\\n' >redis.conf;"
                + " exec redis-server /data/redis.conf";
        try (var redis = TestContainer.start(Images.REDIS, List.of(), "sh", "-c", start)) {
            redis.until("redis-cli", "PING");
            var before = about(redis, "/data/redis.conf");
            var subject = subject("file.empty", Map.of(), component, redis, "/data/redis.conf");
            try (var injection = subject.inject()) {
                assertThat(injection).isNotNull();
                assertThat(redis.inside("redis-cli", "CONFIG", "REWRITE")).isEqualTo("OK");
                assertThat(redis.inside("cat", "/data/redis.conf"))
                        .contains("maxmemory")
                        .doesNotContain("# ours");
            }
            assertThat(about(redis, "/data/redis.conf")).isEqualTo(before);
        }
    }

    @Test
    void should_reach_a_file_of_an_image_that_has_nothing_inside(@TempDir Path sent) throws Exception {
        var component = component("rows", Reload.watch(), LoadEvidence.exit());
        var file = java.nio.file.Files.writeString(sent.resolve("rows"), "a 1\nb 2\nc 3\n");
        try (var scratch = TestContainer.start(Images.TOXIPROXY, List.of())) {
            TestContainer.DOCKER.must("a file must be sent", "cp", file.toString(), scratch.id() + ":/rows");
            var before = new ContainerPlace(TestContainer.DOCKER, scratch.id(), "/rows").read();
            var subject = subject("file.empty", Map.of(), component, scratch, "/rows");
            try (var injection = subject.inject()) {
                assertThat(injection).isNotNull();
                assertThat(new ContainerPlace(TestContainer.DOCKER, scratch.id(), "/rows")
                                .read()
                                .content())
                        .isEmpty();
            }
            var after = new ContainerPlace(TestContainer.DOCKER, scratch.id(), "/rows").read();
            assertThat(after.content()).isEqualTo(before.content());
            assertThat(after.attributes()).isEqualTo(before.attributes());
            assertThatThrownBy(subject("file.empty", Map.of("write", "in-place"), component, scratch, "/rows")::inject)
                    .isInstanceOf(BrownoutException.class)
                    .hasMessageContaining("in place needs a container that runs and has sh and coreutils")
                    .hasMessageContaining("nothing was changed");
        }
    }

    @Test
    void should_say_that_a_file_system_is_read_only() {
        var component = component("version", Reload.watch(), LoadEvidence.exit());
        try (var fixed = TestContainer.start(Images.BASE, List.of("--read-only"), "sleep", "600")) {
            assertThatThrownBy(subject("file.empty", Map.of(), component, fixed, "/etc/debian_version")::inject)
                    .isInstanceOf(BrownoutException.class)
                    .hasMessageContaining("must be writable by RENAME")
                    .hasMessageContaining("Read-only file system")
                    .hasMessageContaining("nothing was changed");
            assertThat(directory.resolve("originals")).isEmptyDirectory();
        }
    }

    @Test
    void should_refuse_to_place_what_is_not_declared_or_not_there() {
        var closed = new Component("edge", Map.of(), Timings.NONE)
                .withFiles(NGINX.files().get(0));
        assertThatThrownBy(() -> plane.placeInside(closed, "bots", "/x"))
                .isInstanceOf(BrownoutException.class)
                .hasMessageContaining("declare it with Component.withContainer");
        try (var base = TestContainer.start(Images.BASE, List.of(), "sleep", "600")) {
            plane.attach(NGINX, new ComponentContainer(base.id(), Optional.empty()));
            assertThatThrownBy(() -> plane.placeInside(NGINX, "bots", "/etc/none"))
                    .isInstanceOf(BrownoutException.class)
                    .hasMessage("file /etc/none in container " + base.id()
                            + " must be there and readable, but: it is not there");
            assertThatThrownBy(() -> plane.placeInside(NGINX, "bots", "/etc"))
                    .isInstanceOf(BrownoutException.class)
                    .hasMessageContaining("it is no regular file");
        }
    }
}
