package dev.brownout.faults.process;

import dev.brownout.api.ComponentProcess;
import dev.brownout.api.Measurement;
import dev.brownout.api.Vantage;
import dev.brownout.api.Vantage.TcpOutcome;
import dev.brownout.faults.vantage.ServiceQuestion;
import java.time.Duration;
import java.util.Optional;

/**
 * Looks at a process twice: in the table of processes, and from where a neighbour stands, who asks it something that is
 * answered, directly and not through the plane.
 */
final class ProcessWitness {
    private static final Duration STEP = Duration.ofMillis(50);

    /** What is seen in the table of processes. */
    enum State {
        GONE,
        PAUSED,
        RUNS
    }

    /** What was seen; the outcome is empty where the process serves nobody. */
    record Sight(State state, Optional<TcpOutcome> outcome) {
        boolean serves() {
            return state == State.RUNS && outcome.orElse(TcpOutcome.ANSWERED) == TcpOutcome.ANSWERED;
        }

        boolean down() {
            return state == State.GONE && outcome.orElse(TcpOutcome.REFUSED) == TcpOutcome.REFUSED;
        }

        boolean paused() {
            var seen = outcome.orElse(TcpOutcome.SILENT);
            // a full queue of connections that nobody accepts looks like a host that is gone
            return state == State.PAUSED && (seen == TcpOutcome.SILENT || seen == TcpOutcome.CONNECT_TIMEOUT);
        }

        @Override
        public String toString() {
            return "process: " + state + "; from a neighbour: "
                    + outcome.map(TcpOutcome::name).orElse("it was asked nothing");
        }
    }

    private final ComponentProcess process;
    private final Vantage vantage;

    ProcessWitness(ComponentProcess process, Vantage vantage) {
        this.process = process;
        this.vantage = vantage;
    }

    private Optional<ProcessId> running() {
        return process.pid().stream()
                .mapToObj(ProcessId::of)
                .flatMap(Optional::stream)
                .findFirst();
    }

    private State state() {
        return running().map(id -> id.paused() ? State.PAUSED : State.RUNS).orElse(State.GONE);
    }

    /** Looks once. */
    Sight look() {
        var state = state();
        // where nothing is known to be asked, the system's queue takes connections for a process that stands still
        return new Sight(
                state,
                process.served()
                        .filter(served -> state != State.PAUSED || ServiceQuestion.isAnswered(served.protocol()))
                        .map(served -> ServiceQuestion.ask(vantage, served.address(), served.protocol())));
    }

    /** Watches whether it serves, and then for a while whether it stays one process. */
    Measurement steadyFor(Duration time) {
        var first = running();
        var sight = look();
        if (sight.state() == State.GONE) {
            return new Measurement(true, false, "it has ended; " + sight);
        }
        if (!sight.serves()) {
            return Measurement.undecided("it does not serve yet; " + sight);
        }
        boolean changed = Waiting.until(time, STEP, () -> !running().equals(first));
        var reading = (changed
                        ? "it ended within " + time.toMillis() + " ms"
                        : "it was one process for " + time.toMillis() + " ms")
                + "; " + sight;
        return changed ? new Measurement(true, reading) : new Measurement(false, look().serves(), reading);
    }
}
