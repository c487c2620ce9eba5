package dev.brownout.faults.process;

import dev.brownout.api.BrownoutException;
import dev.brownout.api.ComponentProcess;
import dev.brownout.api.UndoLedger;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A component's process with the faults that keep it down or paused. Thread safe: one thing at a time happens to a process.
 */
final class HeldProcess {
    private static final Duration SEEN = Duration.ofSeconds(5);

    private final String component;
    private final ComponentProcess process;
    private final Map<Object, Optional<UndoLedger.Entry>> down = new LinkedHashMap<>();
    private final Map<Object, UndoLedger.Entry> paused = new LinkedHashMap<>();
    private List<ProcessId> frozen = List.of();

    HeldProcess(String component, ComponentProcess process) {
        this.component = component;
        this.process = process;
    }

    ComponentProcess process() {
        return process;
    }

    private ProcessId running() {
        return process.pid().stream()
                .mapToObj(ProcessId::of)
                .flatMap(Optional::stream)
                .findFirst()
                .orElseThrow(() -> new BrownoutException(
                        "component " + component + " must run when a fault takes hold of it, but does not"));
    }

    /** Ends it, and keeps it down until {@code hold} and all others are gone. */
    synchronized void takeDown(Object hold, boolean inOrder, UndoLedger ledger) {
        if (down.isEmpty()) {
            running();
        }
        // who is our child ends with us: nobody else could start it again, nor has to
        var entry = ProcessPlane.writeRestart(process, ledger);
        down.put(hold, entry);
        try {
            end(inOrder);
        } catch (RuntimeException e) {
            bringUp(hold);
            throw e;
        }
    }

    private void end(boolean inOrder) {
        if (inOrder) {
            process.stop();
        } else {
            process.kill();
        }
    }

    /** Ends it at once if it runs. */
    synchronized void crash() {
        end(false);
    }

    /** Starts it if nothing else keeps it down. */
    synchronized void revive() {
        if (down.isEmpty()) {
            process.start();
        }
    }

    /** Gives up one hold; starts it with the last one, and sees that it runs. If that fails, the hold stays. */
    synchronized void bringUp(Object hold) {
        if (!down.containsKey(hold)) {
            return;
        }
        if (down.size() == 1) {
            process.start();
            if (!Waiting.until(SEEN, () -> process.pid().isPresent())) {
                throw new BrownoutException("component " + component + " must run again, but does not"
                        + process.log().map(log -> "; see " + log).orElse(""));
            }
        }
        Optional.ofNullable(down.remove(hold)).flatMap(e -> e).ifPresent(UndoLedger.Entry::close);
    }

    /** Stops it and its family by a signal until {@code hold} and all others are gone. */
    synchronized void pause(Object hold, UndoLedger ledger) {
        var root = running();
        paused.put(hold, ledger.write(ContinueProcess.NAME, ContinueProcess.words(root, root.family())));
        try {
            frozen = root.freeze();
            if (!Waiting.until(SEEN, root::paused)) {
                throw new BrownoutException("component " + component + " must stop after SIGSTOP, but did not");
            }
        } catch (RuntimeException e) {
            resume(hold);
            throw e;
        }
    }

    /** Gives up one hold; with the last one, lets it go on, and sees that it does. If that fails, the hold stays. */
    synchronized void resume(Object hold) {
        if (!paused.containsKey(hold)) {
            return;
        }
        if (paused.size() == 1) {
            ContinueProcess.go(frozen);
            frozen = List.of();
        }
        Optional.ofNullable(paused.remove(hold)).ifPresent(UndoLedger.Entry::close);
    }

    /** Gives up every hold. */
    synchronized void letGo() {
        new ArrayList<>(paused.keySet()).forEach(this::resume);
        new ArrayList<>(down.keySet()).forEach(this::bringUp);
    }
}
