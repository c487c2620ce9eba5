package dev.brownout.faults.process;

import dev.brownout.api.ComponentProcess;
import dev.brownout.api.ComponentProcess.Served;
import dev.brownout.api.Measurement;
import dev.brownout.api.Vantage;
import dev.brownout.api.Vantage.TcpOutcome;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/**
 * Looks at a process twice: in the table of processes, and from where a neighbour stands, who asks it something that is
 * answered, directly and not through the plane.
 */
final class ProcessWitness {
    private static final Duration DEADLINE = Duration.ofSeconds(1);
    private static final Duration STEP = Duration.ofMillis(50);
    private static final int SSL_REQUEST = 80877103;

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
                        .filter(served -> state != State.PAUSED || asked(served))
                        .map(this::ask));
    }

    private static boolean asked(Served served) {
        return switch (served.protocol()) {
            case HTTP1, POSTGRES, REDIS -> true;
            case TCP, TLS, HTTPS1 -> false;
        };
    }

    private TcpOutcome ask(Served served) {
        return switch (served.protocol()) {
            case HTTP1 ->
                vantage.get(served.address(), "/healthz", Map.of("Brownout-Witness", "1"), DEADLINE)
                        .outcome();
            // SSLRequest, answered with one byte (PostgreSQL manual, "Message Formats")
            case POSTGRES ->
                connect(
                        served,
                        ByteBuffer.allocate(8).putInt(8).putInt(SSL_REQUEST).array());
            case REDIS -> connect(served, "PING\r\n".getBytes(StandardCharsets.US_ASCII));
            case TCP, TLS, HTTPS1 -> connect(served, new byte[0]);
        };
    }

    private TcpOutcome connect(Served served, byte[] greeting) {
        return vantage.connect(served.address(), greeting, DEADLINE).outcome();
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
