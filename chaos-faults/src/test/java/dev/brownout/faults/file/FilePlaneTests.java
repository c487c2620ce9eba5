package dev.brownout.faults.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.brownout.api.Arguments;
import dev.brownout.api.BrownoutException;
import dev.brownout.api.Component;
import dev.brownout.api.ConfigFile;
import dev.brownout.api.Fault;
import dev.brownout.api.FaultKind;
import dev.brownout.api.InvalidFaultException;
import dev.brownout.api.LoadEvidence;
import dev.brownout.api.Reload;
import dev.brownout.api.Stack;
import dev.brownout.api.Timings;
import dev.brownout.api.UndoLedger;
import dev.brownout.faults.FaultRegistry;
import dev.brownout.faults.process.LimitedInjection;
import dev.brownout.faults.process.ProcessPlane;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What is done to files, with all that may be wrong about them; nobody reads them here. */
class FilePlaneTests {
    private static final String CONTENT = "a.b=1\nc.d=two\n# end\n";
    private static final FileTime LONG_AGO = FileTime.from(Instant.parse("2025-11-18T11:05:00.123456789Z"));
    private static final Component EDGE = new Component("edge", Map.of(), Timings.NONE)
            .withFiles(ConfigFile.of(
                    "flags", ConfigFile.Format.PROPERTIES, Reload.watch(), LoadEvidence.logLine("loading")));

    @TempDir
    Path directory;

    private final ProcessPlane processes = ProcessPlane.open();
    private final FilePlane plane = FilePlane.open(processes, dev.brownout.faults.container.ContainerPlane.open());
    private final List<Map<String, String>> written = new ArrayList<>();
    private final List<Map<String, String>> closed = new ArrayList<>();
    private Path file = Path.of("/");

    @BeforeEach
    void place() throws IOException {
        file = directory.resolve("flags.properties");
        Files.writeString(file, CONTENT);
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r-----"));
        Files.setLastModifiedTime(file, LONG_AGO);
        plane.keepBackupsIn(directory.resolve("originals"));
    }

    @AfterEach
    void close() {
        plane.close();
        processes.close();
    }

    /** A ledger that looks, at each entry, whether the file is untouched and the copy is there. */
    private UndoLedger ledger() {
        return (action, arguments) -> {
            assertThat(action).isEqualTo("file.restore");
            assertThat(Path.of(arguments.get("backup"))).hasContent(CONTENT.strip());
            if (written.isEmpty()) {
                assertThat(file).hasContent(CONTENT.strip());
            }
            written.add(arguments);
            return () -> closed.add(arguments);
        };
    }

    private LimitedInjection inject(FileFault fault) {
        return plane.inject(fault, EDGE, ledger());
    }

    private static Touch touch(Touch.Write write) {
        return new Touch("", write, Duration.ofMinutes(1));
    }

    private static EmptyFault empty() {
        return new EmptyFault(touch(Touch.Write.RENAME));
    }

    private void assertRestored() throws IOException {
        assertThat(Files.readString(file)).isEqualTo(CONTENT);
        assertThat(Files.getLastModifiedTime(file)).isEqualTo(LONG_AGO);
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .isEqualTo("rw-r-----");
        assertThat(directory.resolve("originals")).isEmptyDirectory();
        assertThat(HostPlace.next(file)).doesNotExist();
        assertThat(closed).containsExactlyInAnyOrderElementsOf(written);
    }

    @ParameterizedTest
    @EnumSource(Touch.Write.class)
    void should_change_and_restore_bytes_mode_and_times(Touch.Write write) throws IOException {
        plane.place(EDGE, "flags", file);
        var inode = Files.getAttribute(file, "unix:ino");
        try (var injection = inject(new OversizeFault(touch(write), 10, 0, 0))) {
            assertThat(injection.exposure()).isEmpty();
            assertThat(Files.readString(file))
                    .startsWith(CONTENT.replace("# end\n", ""))
                    .contains("a.b-19=1\n", "# end\n");
            assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                    .isEqualTo("rw-r-----");
            assertThat(Files.getAttribute(file, "unix:ino").equals(inode)).isEqualTo(write == Touch.Write.IN_PLACE);
        }
        assertRestored();
    }

    @Test
    void should_restore_the_owner() throws IOException {
        assumeTrue(((Integer) Files.getAttribute(directory, "unix:uid")) == 0, "only root may give files away");
        Files.setAttribute(file, "unix:uid", 65534);
        plane.place(EDGE, "flags", file);
        try (var injection = inject(empty())) {
            assertThat(injection.exposure()).isEmpty();
            assertThat(Files.getAttribute(file, "unix:uid")).isEqualTo(65534);
        }
        assertThat(Files.getAttribute(file, "unix:uid")).isEqualTo(65534);
        assertRestored();
    }

    @Test
    void should_follow_a_link_and_leave_it_a_link() throws IOException {
        var link = Files.createSymbolicLink(directory.resolve("link"), Path.of("flags.properties"));
        plane.place(EDGE, "flags", link);
        try (var injection = inject(empty())) {
            assertThat(injection.exposure()).isEmpty();
            assertThat(link).isEmptyFile();
            assertThat(Files.isSymbolicLink(link)).isTrue();
        }
        assertThat(Files.readSymbolicLink(link)).isEqualTo(Path.of("flags.properties"));
        assertRestored();
    }

    @Test
    void should_change_a_file_that_is_read_only_by_renaming() throws IOException {
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("r--------"));
        plane.place(EDGE, "flags", file);
        try (var injection = inject(empty())) {
            assertThat(injection.exposure()).isEmpty();
            assertThat(file).isEmptyFile();
        }
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .isEqualTo("r--------");
        assertThat(Files.readString(file)).isEqualTo(CONTENT);
    }

    @Test
    void should_bring_back_a_file_that_vanishes_meanwhile() throws IOException {
        plane.place(EDGE, "flags", file);
        try (var injection = inject(new EmptyFault(touch(Touch.Write.IN_PLACE)))) {
            assertThat(injection.exposure()).isEmpty();
            Files.delete(file);
        }
        assertRestored();
    }

    @Test
    void should_refuse_a_file_that_has_vanished() throws IOException {
        plane.place(EDGE, "flags", file);
        Files.delete(file);
        assertThatThrownBy(() -> inject(empty()))
                .isInstanceOf(BrownoutException.class)
                .hasMessageStartingWith("file " + file + " must be there when a fault is done to it, but: ");
        assertThat(written).isEmpty();
        assertThat(plane.file(EDGE, "").witness().measure(empty()))
                .matches(m -> !m.symptom() && !m.healthy(), "proves nothing");
    }

    @Test
    void should_refuse_what_is_no_file() {
        assertThatThrownBy(() -> plane.place(EDGE, "flags", directory))
                .isInstanceOf(BrownoutException.class)
                .hasMessage("file " + directory + " must be a regular file or a link to one, but is not");
        assertThatThrownBy(() -> plane.place(EDGE, "flags", directory.resolve("none")))
                .isInstanceOf(BrownoutException.class)
                .hasMessage("file " + directory.resolve("none") + " must be there, but is not");
        assertThatThrownBy(() -> plane.place(EDGE, "other", file))
                .isInstanceOf(BrownoutException.class)
                .hasMessage("file of component edge must be one of [flags], but was \"other\"; declare it with"
                        + " Component.withFiles");
    }

    @Test
    void should_refuse_to_grow_without_bound() throws IOException {
        plane.place(EDGE, "flags", file);
        assertThatThrownBy(() -> inject(new OversizeFault(touch(Touch.Write.RENAME), 2, 10_000_000, 0)))
                .isInstanceOf(BrownoutException.class)
                .hasMessageStartingWith("grown file must have at most 67108864 bytes, but would have ");
        assertThat(file).hasContent(CONTENT.strip());
        assertThat(written).isEmpty();
        assertThat(directory.resolve("originals")).isEmptyDirectory();
    }

    @Test
    void should_grow_to_a_number_of_bytes() throws IOException {
        plane.place(EDGE, "flags", file);
        try (var injection = inject(new OversizeFault(touch(Touch.Write.RENAME), 1, 0, 100_000))) {
            assertThat(injection.exposure()).isEmpty();
            assertThat(Files.size(file)).isBetween(100_000L, 120_000L);
        }
        assertRestored();
    }

    @Test
    void should_let_two_faults_share_a_file_and_restore_it_with_the_last() throws IOException {
        plane.place(EDGE, "flags", file);
        var first = inject(empty());
        var second = inject(new NullFieldFault(touch(Touch.Write.RENAME), "c.d"));
        assertThat(Files.readString(file)).isEqualTo(CONTENT.replace("two", ""));
        second.close();
        assertThat(file).isEmptyFile();
        first.close();
        first.close();
        assertRestored();
    }

    @Test
    void should_undo_from_the_ledger_alone_and_only_once() throws IOException {
        plane.place(EDGE, "flags", file);
        inject(empty());
        var words = written.get(0);
        assertThat(new RestoreFile().undo(words))
                .startsWith(file + " is as it was, SHA-256 ")
                .endsWith("was told");
        assertThat(Files.readString(file)).isEqualTo(CONTENT);
        assertThat(Files.getLastModifiedTime(file)).isEqualTo(LONG_AGO);
        assertThat(new RestoreFile().undo(words))
                .startsWith(file + " is as it was, SHA-256 ")
                .doesNotContain("told");
        assertThat(directory.resolve("originals")).isEmptyDirectory();
    }

    @Test
    void should_not_restore_from_a_copy_that_is_another() throws IOException {
        plane.place(EDGE, "flags", file);
        inject(empty());
        var words = written.get(0);
        var backup = Path.of(Optional.ofNullable(words.get("backup")).orElseThrow());
        Files.writeString(backup, "forged");
        assertThatThrownBy(() -> new RestoreFile().undo(words))
                .isInstanceOf(BrownoutException.class)
                .hasMessageContainingAll("the copy has another SHA-256", "do it by hand: cp " + backup);
        assertThat(file).isEmptyFile();
        Files.writeString(backup, CONTENT);
    }

    @Test
    void should_prove_nothing_when_nobody_loads_the_file() {
        plane.place(EDGE, "flags", file);
        var witness = plane.file(EDGE, "").witness();
        assertThat(witness.measure(empty())).matches(m -> m.healthy(), "is healthy");
        try (var injection = inject(empty())) {
            assertThat(injection.exposure()).isEmpty();
            assertThat(witness.measure(empty()))
                    .matches(m -> !m.symptom() && !m.healthy(), "proves nothing")
                    .satisfies(m -> assertThat(m.reading()).contains("no sign that it was loaded"));
        }
        assertThat(witness.measure(empty())).matches(m -> m.healthy(), "is healthy");
    }

    @Test
    void should_restore_what_is_left_when_the_plane_is_closed() throws IOException {
        plane.place(EDGE, "flags", file);
        inject(empty());
        plane.close();
        assertRestored();
    }

    private static <F extends Fault> Optional<String> refusal(
            FaultKind<F> kind, Map<String, ?> given, Component target) {
        var stack = new Stack("s", "s", Map.of(), List.of(target), List.of(), List.of(), List.of());
        return kind.refusal(kind.create(Arguments.of(kind.parameters(), given)), target, stack);
    }

    @Test
    void should_refuse_at_plan_time_what_the_component_does_not_declare() {
        var kind = FaultRegistry.load().find("file.empty").orElseThrow();
        var bare = new Component("edge", Map.of(), Timings.NONE);
        assertThat(refusal(kind, Map.of(), EDGE)).isEmpty();
        assertThat(refusal(kind, Map.of(), bare))
                .hasValue("file.empty cannot be done to edge, because it declares no files; declare one with"
                        + " Component.withFiles and place it (FaultPlane.place)");
        assertThat(refusal(kind, Map.of("file", "x"), EDGE))
                .hasValue("file.empty cannot be done to edge, because file must be one of [flags], but was \"x\"");
        assertThat(refusal(kind, Map.of(), bare.withFiles(ConfigFile.of("f", ConfigFile.Format.JSON, Reload.watch()))))
                .hasValue(
                        "file.empty cannot be done to f of edge, because nothing would show that it was loaded; declare"
                                + " a LoadEvidence for it");
        assertThat(refusal(
                        kind,
                        Map.of(),
                        bare.withFiles(ConfigFile.of(
                                "f", ConfigFile.Format.JSON, Reload.signal("HUP"), LoadEvidence.logLine("x")))))
                .hasValueSatisfying(why ->
                        assertThat(why).contains("it is reloaded by SIGNAL and the component declares no process"));
        assertThat(refusal(FaultRegistry.load().find("process.kill").orElseThrow(), Map.of(), bare))
                .hasValue("process.kill cannot be done to edge, because its stack declares process NONE for it; declare"
                        + " ProcessControl.RESTART and attach its process to the plane (FaultPlane.attach)");
    }

    @Test
    void should_call_two_faults_of_one_file_a_contradiction() {
        var registry = FaultRegistry.load();
        assertThat(contradict(registry, Map.of("file", "a"), Map.of("file", "a")))
                .isTrue();
        assertThat(contradict(registry, Map.of("file", "a"), Map.of("file", "b")))
                .isFalse();
        assertThat(contradict(registry, Map.of("file", "a"), Map.of())).isTrue();
    }

    private static boolean contradict(FaultRegistry registry, Map<String, ?> one, Map<String, ?> other) {
        var empty = registry.find("file.empty").orElseThrow();
        var truncate = registry.find("file.truncate").orElseThrow();
        return registry.contradict(
                empty.name(),
                Arguments.of(empty.parameters(), one),
                truncate.name(),
                Arguments.of(truncate.parameters(), other));
    }

    @Test
    void should_refuse_arguments_that_say_nothing() {
        var oversize = new OversizeFault.Kind();
        assertThatThrownBy(() -> oversize.create(Arguments.of(oversize.parameters(), Map.of("factor", 1))))
                .isInstanceOf(InvalidFaultException.class)
                .hasMessage("factor must be at least 2 where neither rows nor bytes are given, but was 1");
        assertThatThrownBy(() -> oversize.create(Arguments.of(oversize.parameters(), Map.of("write", "somehow"))))
                .isInstanceOf(InvalidFaultException.class)
                .hasMessage("write must be rename or in-place, but was \"somehow\"");
        var alternate = new AlternateFault.Kind();
        assertThatThrownBy(() -> alternate.create(Arguments.of(alternate.parameters(), Map.of("shape", "odd"))))
                .isInstanceOf(InvalidFaultException.class)
                .hasMessageStartingWith("shape must be one of [oversize, duplicate-rows, empty");
    }
}
