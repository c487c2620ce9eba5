package dev.brownout.junit;

import dev.brownout.api.RunView;
import dev.brownout.scenarios.judge.FaultProof;
import java.time.Duration;
import java.util.List;

/** How one phase of an outage went. Immutable. */
public final class PhaseOutcome {
    private final OutageRun run;
    private final RunView.Window window;

    PhaseOutcome(OutageRun run, RunView.Window window) {
        this.run = run;
        this.window = window;
    }

    /**
     * Give the phase's name.
     *
     * @return the id
     */
    public String phase() {
        return window.phase();
    }

    /**
     * Tell for how long it was played.
     *
     * @return stack time
     */
    public Duration length() {
        return Duration.ofNanos(window.to() - window.from());
    }

    /**
     * List what was proven of the phase's faults.
     *
     * @return the proofs; empty for the steady and recovery stretches
     */
    public List<FaultProof> faults() {
        return run.proofs().stream()
                .filter(p -> p.fault().startsWith(phase() + "/"))
                .toList();
    }

    /**
     * Ask about one capability.
     *
     * @param capability its id
     * @return how it served meanwhile
     * @throws dev.brownout.api.BrownoutException if the stack has no such capability; the message lists those it has
     */
    public CapabilityOutcome capability(String capability) {
        run.checkCapability(capability);
        return new CapabilityOutcome(run, window, capability);
    }

    RunView.Window window() {
        return window;
    }
}
