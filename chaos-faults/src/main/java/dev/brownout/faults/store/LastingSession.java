package dev.brownout.faults.store;

import dev.brownout.api.BrownoutException;
import dev.brownout.faults.container.Command;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * A psql that lasts for as long as we hold its input open: with this process its input ends, and with that the session. Thread safe.
 */
final class LastingSession {
    private static final Duration LIMIT = Duration.ofSeconds(15);
    private static final String DONE = "brownout-done";

    private Optional<Process> running = Optional.empty();

    /** Begins a session and returns when its first statements are done. */
    synchronized void begin(Command command, String sql) {
        try {
            var builder = new ProcessBuilder(command.words()).redirectErrorStream(true);
            builder.environment().putAll(command.environment());
            var process = builder.start();
            running = Optional.of(process);
            Writer in = process.outputWriter(StandardCharsets.UTF_8);
            // said by the shell, not by psql, which keeps to itself what it says to a pipe
            in.write(sql + "\\! echo " + DONE + "\n");
            in.flush();
            var said = CompletableFuture.supplyAsync(() -> heard(process));
            var words = said.get(LIMIT.toMillis(), TimeUnit.MILLISECONDS);
            if (!words.endsWith(DONE)) {
                throw new BrownoutException("tables must be locked, but: " + words);
            }
        } catch (IOException | ExecutionException | TimeoutException e) {
            throw new BrownoutException("tables must be locked within " + LIMIT.toSeconds() + " s, but: " + e, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new BrownoutException("interrupted while tables were locked", e);
        }
    }

    /** Reads until the statements are done or the session has ended. */
    private static String heard(Process process) {
        var all = new StringBuilder();
        var out = new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
        try {
            for (var line = out.readLine(); line != null; line = out.readLine()) {
                all.append(line);
                if (line.equals(DONE)) {
                    break;
                }
                all.append('\n');
            }
        } catch (IOException e) {
            all.append(e);
        }
        return all.toString().strip();
    }

    /** Ends its input and waits a moment for the end of the session, which is looked at elsewhere. Idempotent. */
    synchronized void end() {
        running.ifPresent(process -> {
            try {
                process.getOutputStream().close();
            } catch (IOException e) {
                // it has ended
            }
            try {
                if (!process.waitFor(2, TimeUnit.SECONDS)) {
                    process.destroy();
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                process.destroy();
            }
        });
        running = Optional.empty();
    }
}
