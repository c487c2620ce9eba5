package dev.brownout.examples.exchange.containers;

import static org.assertj.core.api.Assertions.assertThat;

import dev.brownout.faults.container.ContainerPlane;
import dev.brownout.faults.container.Docker;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** Containers of one test on a network of their own, without any plane. All of it goes when it is closed. */
public final class Containers implements AutoCloseable {
    private static final Duration LIMIT = Duration.ofSeconds(30);

    private final Docker docker = new Docker(Map.of());
    private final String run = "exchange-it-" + UUID.randomUUID().toString().substring(0, 8);
    private final Deque<String> made = new ArrayDeque<>();

    /** Makes the network. */
    public Containers() throws IOException {
        ok("network", "create", "--label", ContainerPlane.LABEL + "=" + run, run);
    }

    /** Gives what drives Docker. */
    public Docker docker() {
        return docker;
    }

    /** Runs a docker command that must succeed; gives what it said. */
    public String ok(String... words) throws IOException {
        var ended = docker.command(Arrays.asList(words)).run(LIMIT);
        assertThat(ended.ok())
                .as("docker %s: %s", String.join(" ", words), ended)
                .isTrue();
        return ended.output().strip();
    }

    /** Makes a container that others find by {@code name}; it is not started. */
    public void create(String name, List<String> options, String image, String... command) throws IOException {
        List<String> words = new ArrayList<>(List.of("create", "--name", container(name)));
        words.addAll(List.of("--network", run, "--network-alias", name, "--label", ContainerPlane.LABEL + "=" + run));
        words.addAll(options);
        words.add(image);
        words.addAll(Arrays.asList(command));
        made.push(container(name));
        ok(words.toArray(String[]::new));
    }

    /** Starts what was made, several at once. */
    public void start(String... names) throws IOException {
        List<String> words = new ArrayList<>(List.of("start"));
        Arrays.stream(names).map(this::container).forEach(words::add);
        ok(words.toArray(String[]::new));
    }

    /** Makes and starts one. */
    public void run(String name, List<String> options, String image, String... command) throws IOException {
        create(name, options, image, command);
        start(name);
    }

    /** Writes a file in a container, running or not. */
    public void write(String name, String path, String content) throws IOException {
        Path file = Files.createTempFile("brownout", ".tmp");
        try {
            Files.writeString(file, content);
            // docker cp keeps the mode, and a temporary file is for its owner only
            assertThat(file.toFile().setReadable(true, false)).isTrue();
            ok("cp", file.toString(), container(name) + ":" + path);
        } finally {
            Files.delete(file);
        }
    }

    /** Gives the address that a container has now. */
    public String address(String name) throws IOException {
        return ok(
                "inspect",
                "--format",
                "{{(index .NetworkSettings.Networks \"" + run + "\").IPAddress}}",
                container(name));
    }

    /** Gives what a container has said so far on both of its streams. */
    public String log(String name) throws IOException {
        var ended = docker.quick("logs", container(name));
        return ended.output() + "\n" + ended.errors();
    }

    /** Gives a container's name for Docker. */
    public String container(String name) {
        return run + "-" + name;
    }

    @Override
    public void close() throws IOException {
        if (!made.isEmpty()) {
            List<String> words = new ArrayList<>(List.of("rm", "--force", "--volumes"));
            words.addAll(made);
            ok(words.toArray(String[]::new));
        }
        ok("network", "rm", run);
    }
}
