package dev.brownout.faults.process;

import dev.brownout.api.BrownoutException;
import dev.brownout.api.ComponentProcess;
import dev.brownout.api.InjectionContext;
import dev.brownout.api.UndoLedger;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/**
 * The processes of a stack's components, and what faults do to them. Faults of one component are counted: it is down, or
 * paused, until the last that wants it so is gone. Thread safe.
 */
public final class ProcessPlane implements AutoCloseable {
    private final Map<String, HeldProcess> processes = new ConcurrentHashMap<>();
    private final ScheduledExecutorService timer = Executors.newScheduledThreadPool(2, task -> {
        var thread = new Thread(task, "brownout-process");
        thread.setDaemon(true);
        return thread;
    });

    private ProcessPlane() {}

    /**
     * Open a plane that knows no processes yet.
     *
     * @return an open plane
     */
    public static ProcessPlane open() {
        return new ProcessPlane();
    }

    /**
     * Take a component's process under its hand.
     *
     * @param component the component's id
     * @param process its process
     */
    public void attach(String component, ComponentProcess process) {
        processes.put(component, new HeldProcess(component, process));
    }

    /**
     * Find a component's process.
     *
     * @param component the component's id
     * @return the process; empty if none was attached
     */
    public Optional<ComponentProcess> find(String component) {
        return Optional.ofNullable(processes.get(component)).map(HeldProcess::process);
    }

    /**
     * Write down how to start a process again, before something is done over which it may end.
     *
     * @param process the process
     * @param ledger where to
     * @return the entry; empty where nobody but us could start it
     */
    public static Optional<UndoLedger.Entry> writeRestart(ComponentProcess process, UndoLedger ledger) {
        return process.revival().map(revival -> ledger.write(StartProcess.NAME, StartProcess.words(revival)));
    }

    private HeldProcess held(String component) {
        return Optional.ofNullable(processes.get(component))
                .orElseThrow(() -> new BrownoutException("process of component " + component
                        + " must be attached to the plane, but those attached are of "
                        + new TreeSet<>(processes.keySet()) + "; call FaultPlane.attach when it runs"));
    }

    /** Gives a component's process to a witness. */
    ComponentProcess process(String component) {
        return held(component).process();
    }

    /** Ends a component and keeps it down, at most for {@code limit}. */
    LimitedInjection down(String component, boolean inOrder, Duration limit, InjectionContext context) {
        var held = held(component);
        var hold = new Object();
        held.takeDown(hold, inOrder, context.ledger());
        return new LimitedInjection(component, () -> 1, () -> held.bringUp(hold)).endAfter(limit, timer);
    }

    /** Stops a component's processes by a signal, at most for {@code limit}. */
    LimitedInjection pause(String component, Duration limit, InjectionContext context) {
        var held = held(component);
        var hold = new Object();
        held.pause(hold, context.ledger());
        return new LimitedInjection(component, () -> 1, () -> held.resume(hold)).endAfter(limit, timer);
    }

    /** Ends a component again and again, at most for {@code fault.life()}. */
    LimitedInjection loop(String component, CrashLoopFault fault, InjectionContext context) {
        var loop = new CrashLoop(held(component), fault, context.ledger());
        loop.start();
        return new LimitedInjection(component, loop::crashes, loop::close).endAfter(fault.life(), timer);
    }

    /** Continues what is paused and starts what is down. Idempotent. */
    @Override
    public void close() {
        timer.shutdownNow();
        try {
            if (!timer.awaitTermination(Waiting.START.toMillis(), TimeUnit.MILLISECONDS)) {
                throw new BrownoutException(
                        "faults that end with their life must end within " + Waiting.START + ", but did not");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        processes.values().forEach(HeldProcess::letGo);
    }
}
