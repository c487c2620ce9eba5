package dev.brownout.faults.vantage;

import dev.brownout.api.Component;
import dev.brownout.api.Timings;
import dev.brownout.api.Vantage;
import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.awaitility.Awaitility;

/** A child JVM with the agent: the real thing that a component is. */
public final class VictimJvm implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final Process process;
    private final Writer in;
    private final BufferedReader out;

    private VictimJvm(Process process) {
        this.process = process;
        this.in = process.outputWriter(StandardCharsets.UTF_8);
        this.out = new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
    }

    /** Describe a component that keeps addresses and failures for a second. */
    public static Component component(String id) {
        var second = Duration.ofSeconds(1);
        return new Component(id, Map.of(), new Timings(second, second, Duration.ZERO, Duration.ZERO, Duration.ZERO));
    }

    /** Start a JVM whose caches keep addresses and failures for a second, and which waits 500 ms twice for an answer. */
    public static VictimJvm start(Jdk jdk, List<String> agentArguments) {
        return start(List.of(jdk.home().resolve("bin/java").toString()), agentArguments);
    }

    /** Start it by a command of one's own that ends in {@code java}, where the {@link #places} are to be read. */
    public static VictimJvm start(List<String> java, List<String> agentArguments) {
        try {
            var command = new ArrayList<>(java);
            command.addAll(agentArguments);
            command.addAll(List.of(
                    "-Dbrownout.dns-timeout=500ms",
                    "-cp",
                    places().stream().map(Path::toString).collect(Collectors.joining(File.pathSeparator)),
                    Victim.class.getName()));
            var victim = new VictimJvm(new ProcessBuilder(command)
                    .redirectError(ProcessBuilder.Redirect.INHERIT)
                    .start());
            victim.read("ready");
            return victim;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Where its classes lie. */
    public static List<Path> places() {
        return List.of(place(Victim.class), place(org.postgresql.Driver.class));
    }

    private static Path place(Class<?> type) {
        try {
            return Path.of(
                    type.getProtectionDomain().getCodeSource().getLocation().toURI());
        } catch (java.net.URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Wait until the agent inside is connected. */
    public static Vantage await(Supplier<java.util.Optional<Vantage>> find) {
        Awaitility.await()
                .atMost(PATIENCE)
                .pollInterval(Duration.ofMillis(20))
                .until(() -> find.get().isPresent());
        return find.get().orElseThrow();
    }

    /** Have something done, and tell what came of it. */
    public synchronized String ask(String line) {
        try {
            in.write(line + "\n");
            in.flush();
            return read("");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private String read(String start) throws IOException {
        var line = CompletableFuture.supplyAsync(() -> {
                    try {
                        return String.valueOf(out.readLine());
                    } catch (IOException e) {
                        throw new UncheckedIOException(e);
                    }
                })
                .orTimeout(PATIENCE.toSeconds(), TimeUnit.SECONDS)
                .join();
        if (!line.startsWith(start)) {
            throw new IOException("the victim said " + line);
        }
        return line;
    }

    /** Close standard input, which ends the main method, and tell whether the JVM ends by itself. */
    public boolean endsByItself() throws IOException, InterruptedException {
        in.close();
        return process.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS);
    }

    /** Kill it. */
    @Override
    public void close() {
        process.destroyForcibly();
        try {
            process.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
