package dev.brownout.faults.process;

import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A process that the supervisor has started. Thread-safe. */
public final class SupervisedProcess {

    private static final Pattern READY = Pattern.compile("READY (\\d{1,5})");
    private static final Duration PAUSE = Duration.ofMillis(10);

    private final Supervisor supervisor;
    private final long number;
    private final ProcessSpec spec;
    private final long outputStart;
    private final CompletableFuture<Exit> exit;
    private final AtomicBoolean askedToEnd;
    private final long pid;

    SupervisedProcess(Supervisor supervisor, ProcessSpec spec, long number, long pid, Supervisor.Watch watch) {
        this.supervisor = supervisor;
        this.spec = spec;
        this.number = number;
        this.pid = pid;
        this.outputStart = watch.outputStart();
        this.exit = watch.exit();
        this.askedToEnd = watch.askedToEnd();
    }

    /** Returns the name that it was given. */
    public String name() {
        return spec.name();
    }

    /** Returns what was started. */
    public ProcessSpec spec() {
        return spec;
    }

    /** Returns its process id; after its end the system may give the number to another process. */
    public long pid() {
        return pid;
    }

    /** Returns whether its end has not been reported yet. A stopped process is alive. */
    public boolean alive() {
        return !exit.isDone();
    }

    /**
     * Returns its end. Actions hung on it run on the supervisor's reading thread and must not block; it never completes
     * exceptionally.
     */
    public CompletionStage<Exit> onExit() {
        return exit.minimalCompletionStage();
    }

    /**
     * Sends {@code signal} to this process, not to its descendants, and returns when it is sent. Does nothing if the
     * process has ended.
     *
     * @throws SupervisorException if the supervisor is gone
     */
    public void signal(Signal signal) {
        send(signal, false);
    }

    /**
     * Sends {@code signal} to this process and all its descendants: to freeze a server that forks, such as Postgres, its
     * workers must be stopped too. Does nothing to those that have ended.
     *
     * @throws SupervisorException if the supervisor is gone
     */
    public void signalTree(Signal signal) {
        send(signal, true);
    }

    private void send(Signal signal, boolean tree) {
        if (!tree && !alive()) {
            return;
        }
        if (signal.asksToEnd()) {
            askedToEnd.set(true);
        }
        supervisor.signal(number, signal, tree);
    }

    /**
     * Ends this process and its descendants: lets stopped ones go on, sends the stop signal of its {@link ProcessSpec},
     * and SIGKILL to whoever is left after {@code grace} (0 or more). Returns when all are gone and the end is reported;
     * idempotent. If the supervisor has ended, so have they, and there is nothing to do.
     *
     * @throws SupervisorException if somebody cannot be ended
     */
    public void stop(Duration grace) {
        if (alive()) {
            askedToEnd.set(true);
        }
        supervisor.stop(number, grace);
        try {
            if (supervisor.running()) {
                exit.get(grace.toMillis() + 5_000, TimeUnit.MILLISECONDS);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new SupervisorException("interrupted while " + name() + " was stopped", e);
        } catch (ExecutionException | TimeoutException e) {
            throw new SupervisorException("the end of " + name() + " must be reported, but was not", e);
        }
    }

    /**
     * Waits for the line {@code READY <port>} and returns the port.
     *
     * @throws SupervisorException as {@link #awaitLine}
     */
    public int awaitReady(Duration deadline) {
        return Integer.parseInt(awaitLine(READY, deadline).group(1));
    }

    /**
     * Waits until the process has written a whole line that {@code pattern} matches, from the line's first character to
     * its last. Each call reads from the process's start.
     *
     * @throws SupervisorException if it ends first, or {@code deadline} passes; quotes the last lines of its output
     */
    public MatchResult awaitLine(Pattern pattern, Duration deadline) {
        long end = System.nanoTime() + deadline.toNanos();
        Output output = new Output(spec.output(), outputStart);
        while (true) {
            // in this order: what it wrote before it ended must still be found
            boolean ended = exit.isDone();
            boolean late = System.nanoTime() - end > 0;
            try {
                boolean more;
                do {
                    var lines = output.newLines();
                    for (String line : lines) {
                        Matcher matcher = pattern.matcher(line);
                        if (matcher.matches()) {
                            return matcher.toMatchResult();
                        }
                    }
                    more = !lines.isEmpty() && System.nanoTime() - end < 0;
                } while (more);
                if (ended) {
                    throw notReady(pattern, "it " + exit.get().describe(), output);
                }
                if (late) {
                    throw notReady(pattern, "it did not within " + deadline, output);
                }
                exit.get(PAUSE.toMillis(), TimeUnit.MILLISECONDS);
            } catch (TimeoutException e) {
                // still running: look again
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new SupervisorException("interrupted while waiting for " + name(), e);
            } catch (ExecutionException | IOException e) {
                throw new SupervisorException("cannot wait for " + name() + ": " + e.getMessage(), e);
            }
        }
    }

    private SupervisorException notReady(Pattern pattern, String why, Output output) {
        return new SupervisorException("process '" + name() + "' (pid " + pid + ") must write a line '" + pattern
                + "', but " + why + "; the end of " + spec.output() + ":\n" + output.tail());
    }

    @Override
    public String toString() {
        return name() + " (pid " + pid + ")";
    }
}
