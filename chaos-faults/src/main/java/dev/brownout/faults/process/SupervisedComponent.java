package dev.brownout.faults.process;

import dev.brownout.api.BrownoutException;
import dev.brownout.api.ComponentProcess;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;

/**
 * A component that a {@link Supervisor} runs, over all the processes that it is in turn. It ends with us, so nobody else need
 * know how to start it. Thread safe.
 */
public final class SupervisedComponent implements ComponentProcess {
    private static final Duration GRACE = Duration.ofSeconds(5);
    private static final Duration GONE = Duration.ofSeconds(10);

    private final Supervisor supervisor;
    private final ProcessSpec again;
    private final Served served;
    private final Consumer<SupervisedProcess> awaitReady;
    private final List<Consumer<Exit>> listeners = new CopyOnWriteArrayList<>();
    private volatile SupervisedProcess current;

    /**
     * Follow a process.
     *
     * @param supervisor who started it
     * @param process the process, which serves
     * @param again how to start it again: so that it serves at the same address
     * @param served where it serves
     * @param awaitReady returns when a process that was started again serves, or throws
     */
    public SupervisedComponent(
            Supervisor supervisor,
            SupervisedProcess process,
            ProcessSpec again,
            Served served,
            Consumer<SupervisedProcess> awaitReady) {
        this.supervisor = supervisor;
        this.current = process;
        this.again = again;
        this.served = served;
        this.awaitReady = awaitReady;
    }

    /**
     * Be told of every end that nobody asked for, of this process and of those after it.
     *
     * @param listener called on the supervisor's reading thread, must not block
     */
    public synchronized void onUnexpectedExit(Consumer<Exit> listener) {
        listeners.add(listener);
        tell(current, listener);
    }

    private static void tell(SupervisedProcess process, Consumer<Exit> listener) {
        var unused = process.onExit().thenAccept(exit -> {
            if (!exit.requested()) {
                listener.accept(exit);
            }
        });
    }

    /**
     * Give the process that runs now, or ran last.
     *
     * @return the process
     */
    public SupervisedProcess current() {
        return current;
    }

    @Override
    public OptionalLong pid() {
        var process = current;
        return process.alive() ? OptionalLong.of(process.pid()) : OptionalLong.empty();
    }

    @Override
    public Optional<Served> served() {
        return Optional.of(served);
    }

    @Override
    public Optional<Path> log() {
        return Optional.of(again.output());
    }

    @Override
    public Optional<Revival> revival() {
        return Optional.empty();
    }

    @Override
    public synchronized void kill() {
        if (current.alive()) {
            current.signalTree(Signal.KILL);
            try {
                current.onExit().toCompletableFuture().get(GONE.toMillis(), TimeUnit.MILLISECONDS);
            } catch (ExecutionException | TimeoutException e) {
                throw new BrownoutException(current + " must end after SIGKILL, but did not within " + GONE, e);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new BrownoutException("interrupted while " + current + " was ended", e);
            }
        }
    }

    @Override
    public synchronized void stop() {
        current.stop(GRACE);
    }

    @Override
    public synchronized void start() {
        if (current.alive()) {
            return;
        }
        try {
            var next = supervisor.spawn(again);
            listeners.forEach(listener -> tell(next, listener));
            current = next;
            try {
                awaitReady.accept(next);
            } catch (RuntimeException e) {
                next.stop(Duration.ZERO);
                throw e;
            }
        } catch (SupervisorException e) {
            throw new BrownoutException(again.name() + " must start again, but did not: " + e.getMessage(), e);
        }
    }
}
