package dev.brownout.faults.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.brownout.api.Arguments;
import dev.brownout.api.BrownoutException;
import dev.brownout.api.Component;
import dev.brownout.api.Fault;
import dev.brownout.api.FaultKind;
import dev.brownout.api.Injection;
import dev.brownout.api.InjectionContext;
import dev.brownout.api.Measurement;
import dev.brownout.api.Timings;
import dev.brownout.faults.FaultRegistry;
import dev.brownout.faults.LocalPlane;
import dev.brownout.faults.conformance.VictimJvm;
import dev.brownout.faults.process.ProcessId;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A real nginx that stands without us, whose map grows past what it accepts, and whose process is paused and killed. */
class NginxIT {
    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final FileTime LONG_AGO = FileTime.from(Instant.parse("2025-11-18T11:05:00.123456789Z"));

    @TempDir
    Path directory;

    private LocalPlane plane;
    private Nginx nginx;
    private VictimJvm neighbour;

    @BeforeEach
    void start() throws IOException {
        nginx = Nginx.start(directory);
        plane = LocalPlane.open(3);
        plane.part(FilePlane.class).keepBackupsIn(directory.resolve("originals"));
        Files.setLastModifiedTime(nginx.bots(), LONG_AGO);
        plane.attach(Nginx.COMPONENT, nginx.standing());
        plane.place(Nginx.COMPONENT, "bots", nginx.bots());
        neighbour = VictimJvm.start(plane, new Component("gateway", Map.of(), Timings.NONE), List.of());
    }

    @AfterEach
    void stop() {
        if (neighbour != null) {
            neighbour.close();
        }
        if (plane != null) {
            plane.close();
        }
        if (nginx != null) {
            nginx.close();
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
            return kind.inject(fault, Nginx.COMPONENT, context());
        }

        Measurement measure() {
            return kind.measure(fault, Nginx.COMPONENT, neighbour.vantage(), context());
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

    private Subject<?> subject(String kind, Map<String, ?> given) {
        return Subject.of(FaultRegistry.load().find(kind).orElseThrow(), given, plane, neighbour);
    }

    @ParameterizedTest
    @CsvSource({
        "file.oversize,       factor, 50, rename,   could not build map_hash",
        "file.oversize,       factor, 50, in-place, could not build map_hash",
        "file.duplicate-rows, times,  2,  rename,   conflicting parameter",
        "file.half-written,   keep,   0.5, in-place, [emerg]",
    })
    void should_keep_its_last_good_map(String kind, String name, String value, String write, String error)
            throws IOException {
        var before = Files.readAllBytes(nginx.bots());
        var workers = nginx.workers();
        var subject = subject(kind, Map.of(name, value, "write", write));
        subject.awaitHealth();
        try (var injection = subject.inject()) {
            subject.awaitSymptom();
            await("nginx refuses it")
                    .atMost(PATIENCE)
                    .untilAsserted(
                            () -> assertThat(Files.readString(nginx.log())).contains("[emerg]", error));
            assertThat(nginx.score(7)).as("it serves by its last good map").isEqualTo("7");
            assertThat(nginx.workers()).as("its old workers go on").isEqualTo(workers);
            assertThat(injection.exposure()).containsEntry("edge", 1L);
        }
        subject.awaitHealth();
        assertThat(Files.readAllBytes(nginx.bots())).isEqualTo(before);
        assertThat(Files.getLastModifiedTime(nginx.bots())).isEqualTo(LONG_AGO);
        await("the good map is taken again")
                .atMost(PATIENCE)
                .until(() -> !nginx.workers().equals(workers));
        nginx.awaitServes();
        assertThat(directory.resolve("originals")).isEmptyDirectory();
    }

    @Test
    void should_take_a_map_that_it_has_room_for() throws IOException {
        var subject = subject("file.oversize", Map.of("factor", 10));
        subject.awaitHealth();
        try (var injection = subject.inject()) {
            assertThat(injection).isNotNull();
            subject.awaitSymptom();
            assertThat(Files.readString(nginx.log())).doesNotContain("[emerg]");
            assertThat(nginx.score(7)).isEqualTo("7");
        }
        subject.awaitHealth();
    }

    @ParameterizedTest
    @ValueSource(strings = {"process.kill", "process.pause", "process.restart", "process.crash-loop"})
    void should_stop_and_go_on_though_it_is_no_child_of_ours(String kind) {
        var subject = subject(kind, Map.of());
        subject.awaitHealth();
        long before = nginx.pid();
        try (var injection = subject.inject()) {
            assertThat(injection).isNotNull();
            subject.awaitSymptom();
        }
        subject.awaitHealth();
        nginx.awaitServes();
        assertThat(nginx.pid() == before).isEqualTo(kind.equals("process.pause"));
    }

    @Test
    void should_go_on_when_the_life_of_a_pause_is_over() {
        var subject = subject("process.pause", Map.of("life", "10s"));
        subject.awaitHealth();
        try (var injection = subject.inject()) {
            assertThat(injection).isNotNull();
            subject.awaitSymptom();
            subject.awaitHealth();
        }
        subject.awaitHealth();
    }

    @Test
    void should_restore_a_file_when_the_life_of_its_fault_is_over() throws IOException {
        var before = Files.readAllBytes(nginx.bots());
        var subject = subject("file.duplicate-rows", Map.of("life", "8s"));
        subject.awaitHealth();
        try (var injection = subject.inject()) {
            assertThat(injection).isNotNull();
            subject.awaitSymptom();
            subject.awaitHealth();
            assertThat(Files.readAllBytes(nginx.bots())).isEqualTo(before);
        }
    }

    @Test
    void should_not_touch_a_process_that_has_ended() {
        var subject = subject("process.pause", Map.of());
        nginx.close();
        assertThatThrownBy(subject::inject)
                .isInstanceOf(BrownoutException.class)
                .hasMessage("component edge must run when a fault takes hold of it, but does not");
        // the same number, another process
        var other = new ProcessId(ProcessHandle.current().pid(), 1);
        assertThat(other.runs()).isFalse();
        assertThat(other.signal(dev.brownout.faults.process.Signal.TERM)).isFalse();
    }
}
