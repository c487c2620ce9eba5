package dev.brownout.faults.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.brownout.api.UndoAction;
import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.ServiceLoader;
import java.util.TreeMap;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Faults of a standing nginx whose maker is killed with -9: another process undoes them, from the ledger alone. */
class UndoAfterKillIT {
    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final FileTime LONG_AGO = FileTime.from(Instant.parse("2025-11-18T11:05:00.123456789Z"));

    @TempDir
    Path directory;

    static List<String> kinds() {
        return dev.brownout.faults.FaultRegistry.load().kinds().stream()
                .map(kind -> kind.name())
                .filter(name -> name.startsWith("file.") || name.startsWith("process."))
                .toList();
    }

    @ParameterizedTest
    @MethodSource("kinds")
    void should_be_undone_by_another_process(String kind) throws Exception {
        try (var nginx = Nginx.start(directory)) {
            Files.setPosixFilePermissions(nginx.bots(), PosixFilePermissions.fromString("rw-r-----"));
            Files.setLastModifiedTime(nginx.bots(), LONG_AGO);
            var before = Files.readAllBytes(nginx.bots());
            var culprit = new ProcessBuilder(
                            Path.of(System.getProperty("java.home"), "bin", "java")
                                    .toString(),
                            "-cp",
                            System.getProperty("java.class.path"),
                            Culprit.class.getName(),
                            directory.toString(),
                            Integer.toString(nginx.port()),
                            kind)
                    .redirectError(ProcessBuilder.Redirect.INHERIT)
                    .start();
            try (var out =
                    new BufferedReader(new InputStreamReader(culprit.getInputStream(), StandardCharsets.UTF_8))) {
                assertThat(out.lines().anyMatch("DONE"::equals)).isTrue();
            } finally {
                culprit.destroyForcibly();
            }
            assertThat(culprit.waitFor(20, java.util.concurrent.TimeUnit.SECONDS))
                    .isTrue();

            for (int time = 0; time < 2; time++) {
                for (var entry : reversed()) {
                    assertThat(undo(entry)).isNotEmpty();
                }
                assertThat(Files.readAllBytes(nginx.bots())).isEqualTo(before);
                assertThat(Files.getLastModifiedTime(nginx.bots())).isEqualTo(LONG_AGO);
                assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(nginx.bots())))
                        .isEqualTo("rw-r-----");
                nginx.awaitServes();
            }
            await("no copy is left")
                    .atMost(PATIENCE)
                    .until(() -> files("originals").isEmpty());
            try (var all = Files.list(directory)) {
                assertThat(all.map(path -> path.getFileName().toString()))
                        .noneMatch(name -> name.endsWith(".brownout"));
            }
        }
    }

    private List<Path> files(String name) throws Exception {
        if (!Files.exists(directory.resolve(name))) {
            return List.of();
        }
        try (var all = Files.list(directory.resolve(name))) {
            return all.toList();
        }
    }

    private List<JsonNode> reversed() throws Exception {
        var entries = new ArrayList<JsonNode>();
        for (var line : Files.readAllLines(directory.resolve("ledger.jsonl"))) {
            var node = new JsonMapper().readTree(line);
            if (node.has("action")) {
                entries.add(node);
            }
        }
        assertThat(entries).isNotEmpty();
        Collections.reverse(entries);
        return entries;
    }

    private static String undo(JsonNode entry) {
        Map<String, String> arguments = new TreeMap<>();
        entry.get("arguments")
                .properties()
                .forEach(argument ->
                        arguments.put(argument.getKey(), argument.getValue().stringValue()));
        return ServiceLoader.load(UndoAction.class).stream()
                .map(ServiceLoader.Provider::get)
                .filter(action -> action.name().equals(entry.get("action").stringValue()))
                .findFirst()
                .orElseThrow()
                .undo(arguments);
    }
}
