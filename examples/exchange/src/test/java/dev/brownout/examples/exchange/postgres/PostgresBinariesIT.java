package dev.brownout.examples.exchange.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PostgresBinariesIT {

    @TempDir
    Path under;

    @Test
    void concurrentStartersShareOneDirectoryAndLeaveNothingElse() throws Exception {
        ExecutorService starters = Executors.newFixedThreadPool(3);
        try {
            List<Callable<PostgresBinaries>> starts = Stream.<Callable<PostgresBinaries>>generate(
                            () -> () -> PostgresBinaries.locate(under))
                    .limit(3)
                    .toList();
            List<PostgresBinaries> found = new ArrayList<>();
            for (var start : starters.invokeAll(starts)) {
                found.add(start.get());
            }
            PostgresBinaries first = found.get(0);
            assertThat(found).hasSize(3).containsOnly(first);
            assertThat(first.program("postgres")).isExecutable();
            assertThat(first.home().resolve("lib/libpq.so.5")).isSymbolicLink().isRegularFile();
        } finally {
            starters.shutdown();
        }
        try (Stream<Path> left = Files.list(under)) {
            assertThat(left).hasSize(1);
        }
    }

    @Test
    void refusesProgramsThatOthersMayHaveChanged() throws Exception {
        Path home = PostgresBinaries.locate(under).home();
        Files.setPosixFilePermissions(home, PosixFilePermissions.fromString("rwxrwxrwx"));

        assertThatThrownBy(() -> PostgresBinaries.locate(under))
                .isInstanceOf(PostgresException.class)
                .hasMessage(home.toRealPath() + " must belong to us and be writable by nobody else, but is not;"
                        + " remove it and start again");
    }
}
