package dev.brownout.examples.exchange.postgres;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Runs a short helper program to its end, within a deadline. */
final class Command {

    private Command() {}

    /** What a program answered: its exit code and whatever it printed, both streams together. */
    record Result(int code, String output) {

        boolean ok() {
            return code == 0;
        }
    }

    /**
     * Runs {@code command} in {@code directory} and waits for it.
     *
     * @throws IOException if it cannot be started or is not done within {@code deadline} (it is ended then)
     */
    static Result run(List<String> command, Path directory, Duration deadline) throws IOException {
        File output = File.createTempFile("brownout-", ".out");
        try {
            Process process = new ProcessBuilder(command)
                    .directory(directory.toFile())
                    .redirectErrorStream(true)
                    .redirectInput(new File("/dev/null"))
                    .redirectOutput(output)
                    .start();
            try {
                if (!process.waitFor(deadline.toMillis(), TimeUnit.MILLISECONDS)) {
                    throw new IOException(String.join(" ", command) + " must end within " + deadline
                            + ", but did not; it printed:\n" + LogTail.of(output.toPath()));
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new IOException("interrupted while " + command.get(0) + " ran", e);
            } finally {
                process.destroyForcibly();
            }
            return new Result(
                    process.exitValue(), new String(Files.readAllBytes(output.toPath()), StandardCharsets.UTF_8));
        } finally {
            Files.deleteIfExists(output.toPath());
        }
    }
}
