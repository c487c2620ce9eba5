package dev.brownout.benchmarks;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** A process that is measured, on the core for what is measured. Ended when closed, and with this JVM. */
final class Child implements AutoCloseable {
    private final Process process;
    private final BufferedReader out;
    private final Thread hook;

    private Child(List<String> command) throws IOException {
        process = new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        out = new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
        hook = new Thread(process::destroyForcibly);
        Runtime.getRuntime().addShutdownHook(hook);
    }

    /**
     * Start a program.
     *
     * @param cores as for {@code taskset -c}
     * @param command the program with its arguments
     */
    static Child start(String cores, List<String> command) throws IOException {
        var pinned = new ArrayList<>(List.of("taskset", "-c", cores));
        pinned.addAll(command);
        return new Child(pinned);
    }

    /** Start a main class of ours in a JVM of its own. */
    static Child java(String cores, Class<?> main, String... arguments) throws IOException {
        return java(cores, "512m", main, arguments);
    }

    /** Start a main class of ours in a JVM of its own, with a heap as for {@code -Xmx}. */
    static Child java(String cores, String heap, Class<?> main, String... arguments) throws IOException {
        var command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:+UseSerialGC",
                "-Xmx" + heap,
                "-cp",
                System.getProperty("java.class.path"),
                main.getName()));
        command.addAll(List.of(arguments));
        return start(cores, command);
    }

    /** Read the next line that it prints. */
    String line() throws IOException {
        var line = out.readLine();
        if (line == null) {
            throw new IOException("a process that is measured has ended; its errors stand above");
        }
        return line;
    }

    /** Read all that it prints until it ends. */
    List<String> lines() throws IOException {
        var lines = new ArrayList<String>();
        for (var line = out.readLine(); line != null; line = out.readLine()) {
            lines.add(line);
        }
        return lines;
    }

    boolean alive() {
        return process.isAlive();
    }

    @Override
    public void close() throws IOException {
        process.destroy();
        try {
            if (!process.waitFor(5, TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        Runtime.getRuntime().removeShutdownHook(hook);
    }
}
