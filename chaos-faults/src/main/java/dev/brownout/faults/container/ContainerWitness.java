package dev.brownout.faults.container;

import dev.brownout.api.ComponentContainer.Served;
import dev.brownout.api.Measurement;
import dev.brownout.api.Vantage;
import dev.brownout.api.Vantage.TcpOutcome;
import dev.brownout.faults.container.ContainerView.State;
import dev.brownout.faults.process.Waiting;
import dev.brownout.faults.vantage.ServiceQuestion;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;

/**
 * Looks at a container twice: at what Docker shows of it, and from where a neighbour stands, who asks it something that is answered,
 * directly and not through the plane. Where it is asked is looked up each time: a container that was started again may be elsewhere.
 */
final class ContainerWitness {
    private static final Duration STEP = Duration.ofMillis(100);
    /**
     * What a neighbour sees where nobody is: its question for the address's owner is answered by none (connection time-out, after
     * 3 s no route to host), or by one who runs there no more.
     */
    private static final Set<TcpOutcome> NOBODY =
            Set.of(TcpOutcome.CONNECT_TIMEOUT, TcpOutcome.FAILED, TcpOutcome.REFUSED);

    /** What was seen; the outcome is empty where the container serves nobody, or has no address that is its own. */
    record Sight(State state, String startedAt, boolean onNetworks, Optional<TcpOutcome> outcome) {
        boolean serves() {
            return state == State.RUNS && onNetworks && outcome.orElse(TcpOutcome.ANSWERED) == TcpOutcome.ANSWERED;
        }

        private boolean nobody() {
            return NOBODY.contains(outcome.orElse(TcpOutcome.REFUSED));
        }

        boolean down() {
            return state == State.DOWN && nobody();
        }

        boolean paused() {
            var seen = outcome.orElse(TcpOutcome.SILENT);
            return state == State.PAUSED && (seen == TcpOutcome.SILENT || seen == TcpOutcome.CONNECT_TIMEOUT);
        }

        boolean off() {
            return state == State.RUNS && !onNetworks && nobody();
        }

        @Override
        public String toString() {
            return "container: " + state + (onNetworks ? "" : ", on no network") + "; from a neighbour: "
                    + outcome.map(TcpOutcome::name).orElse("it was asked nothing");
        }
    }

    private final HeldContainer container;
    private final Vantage vantage;

    ContainerWitness(HeldContainer container, Vantage vantage) {
        this.container = container;
        this.vantage = vantage;
    }

    HeldContainer container() {
        return container;
    }

    /** Looks once. */
    Sight look() {
        var view = container.look();
        var state = view.map(ContainerView::state).orElse(State.DOWN);
        var outcome = container
                .container()
                .served()
                // where nothing is known to be asked, the system's queue takes connections for a container that stands
                // still
                .filter(served -> state != State.PAUSED || ServiceQuestion.isAnswered(served.protocol()))
                .flatMap(this::ask);
        return new Sight(
                state,
                view.map(ContainerView::startedAt).orElse(""),
                view.map(v -> !v.networks().isEmpty()).orElse(false),
                outcome);
    }

    /** Asks on each of its networks until it is answered: the neighbour may be on one of them only. */
    private Optional<TcpOutcome> ask(Served served) {
        Optional<TcpOutcome> last = Optional.empty();
        for (var address : container.addresses()) {
            var seen = ServiceQuestion.ask(vantage, place(address, served.port()), served.protocol());
            last = Optional.of(seen);
            if (seen == TcpOutcome.ANSWERED) {
                break;
            }
        }
        return last;
    }

    private static InetSocketAddress place(String address, int port) {
        try {
            // Docker writes numbers: nothing is resolved
            return new InetSocketAddress(InetAddress.getByName(address), port);
        } catch (UnknownHostException e) {
            throw new IllegalStateException("Docker must write addresses in numbers, but wrote " + address, e);
        }
    }

    /** Watches whether it serves, and then for a while whether it goes on doing so without having been away. */
    Measurement steadyFor(Duration time) {
        var sight = look();
        if (sight.down() || sight.off()) {
            return new Measurement(true, false, sight.toString());
        }
        if (!sight.serves()) {
            return Measurement.undecided("it does not serve yet; " + sight);
        }
        boolean away = Waiting.until(time, STEP, () -> !unchanged(sight));
        var reading = (away
                        ? "it was away within " + time.toMillis() + " ms"
                        : "it stayed as it was for " + time.toMillis() + " ms")
                + "; " + sight;
        return away ? new Measurement(true, reading) : new Measurement(false, look().serves(), reading);
    }

    private boolean unchanged(Sight first) {
        return container
                .look()
                .filter(v -> v.state() == State.RUNS
                        && v.startedAt().equals(first.startedAt())
                        && !v.networks().isEmpty())
                .isPresent();
    }
}
