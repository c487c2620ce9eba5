package dev.brownout.faults.process;

import dev.brownout.api.BrownoutException;
import dev.brownout.api.ComponentProcess;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.BooleanSupplier;

/**
 * A component that runs without us and goes on when we are gone: a server that somebody else has started. It is known by its
 * number and its start time. Thread safe.
 */
public final class StandingProcess implements ComponentProcess {
    private static final Duration GRACE = Duration.ofSeconds(5);

    private final Served served;
    private final Optional<Path> log;
    private final Optional<Revival> revival;
    private volatile ProcessId current;

    /**
     * Take hold of a process that runs.
     *
     * @param pid its number
     * @param served where it serves
     * @param log where it logs; empty where it does not
     * @param revival how it is started again; empty where it can only be paused
     * @throws BrownoutException if there is no such process
     */
    public StandingProcess(long pid, Served served, Optional<Path> log, Optional<Revival> revival) {
        this.served = served;
        this.log = log;
        this.revival = revival;
        this.current = ProcessId.of(pid)
                .orElseThrow(() -> new BrownoutException("process " + pid + " must run, but does not"));
    }

    @Override
    public OptionalLong pid() {
        var process = current;
        return process.runs() ? OptionalLong.of(process.pid()) : OptionalLong.empty();
    }

    @Override
    public Optional<Served> served() {
        return Optional.of(served);
    }

    @Override
    public Optional<Path> log() {
        return log;
    }

    @Override
    public Optional<Revival> revival() {
        return revival;
    }

    @Override
    public synchronized void kill() {
        end(current.family(), Signal.KILL, Duration.ZERO);
    }

    @Override
    public synchronized void stop() {
        end(current.family(), Signal.TERM, GRACE);
    }

    private void end(List<ProcessId> family, Signal signal, Duration grace) {
        BooleanSupplier gone = () -> family.stream().noneMatch(ProcessId::runs);
        // asked alone: a server that is asked to end sees to its own workers
        current.signal(signal);
        if (!grace.isZero() && Waiting.until(grace, gone)) {
            return;
        }
        boolean ended = Waiting.until(GRACE, () -> {
            ProcessId.signal(Signal.KILL, family);
            return gone.getAsBoolean();
        });
        if (!ended) {
            throw new BrownoutException("process " + current + " must end after SIGKILL, but did not within " + GRACE);
        }
    }

    @Override
    public synchronized void start() {
        if (current.runs()) {
            return;
        }
        current = revive(revival.orElseThrow(() -> new BrownoutException("process " + current
                + " has ended and nobody has said how to start it again; start it, or attach it with a Revival")));
    }

    /** Starts a process as its revival says, unless the one in its file runs, and returns it when it has written its file. */
    static ProcessId revive(Revival revival) {
        var running = written(revival.pidFile());
        if (running.isPresent()) {
            return running.get();
        }
        try {
            Helpers.detach(revival.command(), revival.directory());
        } catch (IOException e) {
            throw new BrownoutException("command " + revival.command() + " must start, but did not: " + e, e);
        }
        if (!Waiting.until(Waiting.START, () -> written(revival.pidFile()).isPresent())) {
            throw new BrownoutException("command " + revival.command() + " must leave a running process in "
                    + revival.pidFile() + " within " + Waiting.START + ", but did not; run it by hand in "
                    + revival.directory());
        }
        return written(revival.pidFile()).orElseThrow();
    }

    private static Optional<ProcessId> written(Path pidFile) {
        try {
            var text = Files.readString(pidFile).strip();
            var found = text.matches("\\d{1,18}") ? ProcessId.of(Long.parseLong(text)) : Optional.<ProcessId>empty();
            return found.isPresent() && startedBefore(found.get(), pidFile) ? found : Optional.empty();
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    /** Tells a process from a later one that was given the number of the one that wrote the file: it cannot be younger. */
    private static boolean startedBefore(ProcessId found, Path pidFile) throws IOException {
        var started =
                ProcessHandle.of(found.pid()).flatMap(handle -> handle.info().startInstant());
        // the JDK counts from the time of boot, which is known to the second
        return started.isEmpty()
                || !started.get()
                        .isAfter(Files.getLastModifiedTime(pidFile).toInstant().plusSeconds(2));
    }
}
