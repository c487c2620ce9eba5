package dev.brownout.faults.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.brownout.api.BrownoutException;
import dev.brownout.api.Component;
import dev.brownout.api.ConfigFile;
import dev.brownout.api.LoadEvidence;
import dev.brownout.api.Reload;
import dev.brownout.api.Timings;
import dev.brownout.api.UndoLedger;
import dev.brownout.faults.LocalPlane;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A file on a disk of 128 KiB, which is a file system in memory that only root can mount. */
class FullDiskIT {
    private static final int DISK = 128 * 1024;
    private static final Component EDGE = new Component("edge", Map.of(), Timings.NONE)
            .withFiles(ConfigFile.of("flags", ConfigFile.Format.TEXT, Reload.watch(), LoadEvidence.logLine("loading")));

    @TempDir
    Path directory;

    private Path disk = Path.of("/");
    private boolean mounted;

    @BeforeEach
    void mount() throws Exception {
        disk = Files.createDirectory(directory.resolve("disk"));
        mounted = run("mount", "-t", "tmpfs", "-o", "size=" + DISK, "tmpfs", disk.toString());
        assumeTrue(mounted, "a file system in memory cannot be mounted here, which takes root");
    }

    @AfterEach
    void unmount() throws Exception {
        if (mounted) {
            assertThat(run("umount", disk.toString())).isTrue();
        }
    }

    private static boolean run(String... command) throws IOException, InterruptedException {
        var process = new ProcessBuilder(List.of(command))
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
        return process.waitFor(20, TimeUnit.SECONDS) && process.exitValue() == 0;
    }

    private static String lines(int bytes) {
        return "0123456 8;\n".repeat(bytes / 11);
    }

    private static final UndoLedger LEDGER = (action, arguments) -> () -> {};

    @Test
    void should_refuse_to_grow_beyond_the_free_space() throws IOException {
        var file = disk.resolve("flags");
        Files.writeString(file, lines(30_000));
        try (var plane = LocalPlane.open(1)) {
            var files = plane.part(FilePlane.class);
            files.keepBackupsIn(directory.resolve("originals"));
            plane.place(EDGE, "flags", file);
            var fault = new OversizeFault(new Touch("", Touch.Write.RENAME, Duration.ofMinutes(1)), 10, 0, 0);
            assertThatThrownBy(() -> files.inject(fault, EDGE, LEDGER))
                    .isInstanceOf(BrownoutException.class)
                    .hasMessageStartingWith("disk of " + file + " must have ")
                    .hasMessageEndingWith("; free some, or choose a smaller fault");
            assertThat(Files.readString(file)).isEqualTo(lines(30_000));
            assertThat(directory.resolve("originals")).isEmptyDirectory();
        }
    }

    @Test
    void should_say_when_a_disk_that_was_filled_meanwhile_takes_nothing_back_and_try_again() throws IOException {
        var file = disk.resolve("flags");
        Files.writeString(file, lines(30_000));
        try (var plane = LocalPlane.open(1)) {
            var files = plane.part(FilePlane.class);
            files.keepBackupsIn(directory.resolve("originals"));
            plane.place(EDGE, "flags", file);
            var injection = files.inject(
                    new EmptyFault(new Touch("", Touch.Write.RENAME, Duration.ofMinutes(1))), EDGE, LEDGER);
            var filler = disk.resolve("filler");
            Files.writeString(filler, lines((int) Files.getFileStore(disk).getUsableSpace()));
            assertThatThrownBy(injection::close)
                    .isInstanceOf(BrownoutException.class)
                    .hasMessageStartingWith("file " + file + " must be restored, but could not be: ");
            Files.delete(filler);
            injection.close();
            assertThat(Files.readString(file)).isEqualTo(lines(30_000));
            assertThat(directory.resolve("originals")).isEmptyDirectory();
        }
    }

    @Test
    void should_write_over_what_is_there_when_there_is_no_room_for_two() throws IOException {
        var file = disk.resolve("flags");
        Files.writeString(file, lines(30_000));
        try (var plane = LocalPlane.open(1)) {
            var files = plane.part(FilePlane.class);
            files.keepBackupsIn(directory.resolve("originals"));
            plane.place(EDGE, "flags", file);
            var touch = new Touch("", Touch.Write.RENAME, Duration.ofMinutes(1));
            try (var injection = files.inject(new DuplicateRowsFault(touch, 2), EDGE, LEDGER)) {
                assertThat(injection.exposure()).isEmpty();
                Files.writeString(disk.resolve("filler"), lines((int)
                        Files.getFileStore(disk).getUsableSpace()));
            }
            assertThat(Files.readString(file)).isEqualTo(lines(30_000));
        }
    }
}
