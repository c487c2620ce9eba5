package dev.brownout.faults.packet;

import dev.brownout.faults.container.Command;
import dev.brownout.faults.container.ContainerPlane;
import dev.brownout.faults.container.Docker;
import dev.brownout.testing.Images;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Programs that a victim may be, run in its network namespace: curl and psql (libc), and a static one in Go. */
final class Clients {
    private static final String LIBC = "brownout/test-clients:1";
    private static final Duration LONG = Duration.ofMinutes(4);

    private final VictimContainer victim;

    Clients(VictimContainer victim) {
        this.victim = victim;
    }

    /** Make the image of curl and psql, unless it is there. */
    static void ensureLibc(Docker docker) throws IOException {
        if (docker.quick("image", "inspect", LIBC).ok()) {
            return;
        }
        var file = "FROM " + Images.BASE
                + "\nRUN apt-get update -qq && apt-get install -y -qq --no-install-recommends curl"
                + " postgresql-client && rm -rf /var/lib/apt/lists/* /var/cache/apt/*.bin\n";
        var words = new ArrayList<>(docker.command(List.of(
                        "build", "--quiet", "--label", ContainerPlane.LABEL + "=test-clients", "--tag", LIBC, "-"))
                .words());
        var built = new Command(words, Map.of("DOCKER_BUILDKIT", "0"), Optional.empty(), file).run(LONG);
        if (!built.ok()) {
            throw new IOException("image of curl and psql must be built, but: " + built.errors());
        }
    }

    private Command.Ended run(List<String> words) {
        try {
            return new Command(words, Map.of(), Optional.empty(), "").run(Duration.ofSeconds(40));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Command.Ended libc(List<String> docker, String... words) {
        var all = victim.beside(docker.toArray(String[]::new));
        all.add(LIBC);
        all.addAll(List.of(words));
        return run(all);
    }

    /** Ask with curl; it says its exit code (curl(1)), the bytes and the milliseconds. */
    String curl(String url) {
        var ended = libc(
                List.of(),
                "curl",
                "--silent",
                "--output",
                "/dev/null",
                "--connect-timeout",
                "2",
                "--max-time",
                "20",
                "--write-out",
                "%{size_download} %{time_total}",
                url);
        var words = ended.output().split(" ", -1);
        return ended.ok()
                ? "answered " + words[0] + " " + Math.round(1_000 * Double.parseDouble(words[1]))
                : "failed " + ended.code();
    }

    /** Ask with psql. */
    String psql(String host, int port, String query) {
        long begun = System.nanoTime();
        var ended = libc(
                List.of("--env", "PGCONNECT_TIMEOUT=2", "--env", "PGPASSWORD=brownout"),
                "psql",
                "--no-psqlrc",
                "--tuples-only",
                "--host",
                host,
                "--port",
                Integer.toString(port),
                "--username",
                "postgres",
                "--command",
                query);
        return ended.ok()
                ? "answered " + ended.output().length() + " " + (System.nanoTime() - begun) / 1_000_000
                : "failed " + ended.errors().replace('\n', ' ');
    }

    /** Build the client in Go. */
    static Path buildGo(Path directory) throws IOException {
        try (var source = Clients.class.getResourceAsStream("client.go")) {
            Files.copy(java.util.Objects.requireNonNull(source), directory.resolve("client.go"));
        }
        var built = new Command(
                        List.of("go", "build", "-trimpath", "-o", "client", "client.go"),
                        Map.of("CGO_ENABLED", "0", "GOFLAGS", "-mod=mod"),
                        Optional.of(directory),
                        "")
                .run(LONG);
        if (!built.ok()) {
            throw new IOException("client in Go must be built, but: " + built.errors());
        }
        return directory.resolve("client");
    }

    /** A client in Go, which keeps one connection open from the start. */
    final class Go implements AutoCloseable {
        private final Process process;
        private final Writer in;
        private final BufferedReader out;

        Go(Path program, String url, String address) throws IOException {
            var words = victim.beside("--volume", program + ":/client:ro");
            words.addAll(List.of(Images.BASE, "/client", url, address));
            process = new ProcessBuilder(words)
                    .redirectError(ProcessBuilder.Redirect.INHERIT)
                    .start();
            in = process.outputWriter(StandardCharsets.UTF_8);
            out = new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
            var first = String.valueOf(out.readLine());
            if (!first.startsWith("ready answered")) {
                throw new IOException("the client in Go said " + first);
            }
        }

        /** {@code new} or {@code kept}. */
        String ask(String how) {
            try {
                in.write(how + "\n");
                in.flush();
                return String.valueOf(out.readLine());
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        @Override
        public void close() {
            process.destroy();
        }
    }
}
