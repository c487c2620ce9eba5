package dev.brownout.junit;

import dev.brownout.api.BrownoutException;
import dev.brownout.api.Durations;
import dev.brownout.api.FaultPlane;
import dev.brownout.api.Link;
import dev.brownout.faults.LocalPlane;
import dev.brownout.faults.undo.StateDirectory;
import dev.brownout.scenarios.journal.Event.Stopped;
import dev.brownout.scenarios.library.Library;
import dev.brownout.scenarios.plan.Plan;
import dev.brownout.scenarios.play.OutageSession;
import dev.brownout.scenarios.play.Played;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * A run that plays on a thread of its own, so that a test that is interrupted stops it and still waits until everything is
 * undone. Thread safe.
 */
final class PlayingOutage {
    /** How long undoing may take on top of what the run itself may: far more than any fault is given to be seen gone. */
    private static final Duration UNDOING = Duration.ofMinutes(2);

    private final Library library;
    private final Plan plan;
    private final OutageStage stage;
    private final RunFolder folder;
    private final StateDirectory state;
    private final PhaseWatch watch;
    private final CompletableFuture<Played> played = new CompletableFuture<>();
    /** For planes that the stack brings, and that may be there before the run has a ledger of its own. */
    private final SessionLedger ledger;

    private Optional<FaultPlane> plane = Optional.empty();
    private volatile Optional<OutageSession> session = Optional.empty();

    PlayingOutage(Library library, Plan plan, OutageStage stage, RunFolder folder, StateDirectory state) {
        this.library = library;
        this.plan = plan;
        this.stage = stage;
        this.folder = folder;
        this.state = state;
        this.ledger = new SessionLedger(folder.files().ledger().resolveSibling("planes.jsonl"), state);
        this.watch = new PhaseWatch(plan);
    }

    /**
     * Begin to play; once.
     *
     * @throws BrownoutException if it cannot be begun; then nothing was touched
     */
    void start() {
        var opened = OutageSession.of(library, plan, stage.provider())
                .state(state)
                .watch(watch::accept)
                .planes(seed -> plane())
                .open(folder.files());
        session = Optional.of(opened);
        var thread = new Thread(() -> play(opened), "brownout-outage");
        thread.setDaemon(true);
        thread.start();
    }

    /** Where the run is played; opened by whoever asks first, closed by the run. */
    synchronized FaultPlane plane() {
        if (plane.isEmpty()) {
            plane = Optional.of(stage.plane()
                    .<FaultPlane>map(held -> new HeldPlane(held.get(), plan.seed()))
                    .orElseGet(() -> folder.files().keepOriginals(own())));
        }
        return plane.get();
    }

    private FaultPlane own() {
        return stage.provider()
                .plane(plan.stack(), plan.seed(), ledger, folder.files().stack())
                .orElseGet(() -> LocalPlane.open(plan.seed()));
    }

    /** Let go of what was opened for a run that was never begun. */
    synchronized void abandon() {
        plane.ifPresent(FaultPlane::close);
    }

    /** Whether its stack and planes are its own. */
    boolean alone() {
        return stage.plane().isEmpty();
    }

    boolean started() {
        return session.isPresent();
    }

    private void play(OutageSession opened) {
        Played run = null;
        Throwable failure = null;
        try (opened) {
            run = opened.play(version(), Optional.empty());
        } catch (RuntimeException | Error e) {
            failure = e;
        }
        if (run != null && failure == null) {
            watch.over("it was judged " + run.verdict().outcome());
            played.complete(run);
        } else {
            watch.over("it broke off: " + failure);
            played.completeExceptionally(failure == null ? new IllegalStateException("no verdict") : failure);
        }
    }

    private static String version() {
        return Optional.ofNullable(PlayingOutage.class.getPackage().getImplementationVersion())
                .orElse("development");
    }

    PhaseWatch watch() {
        return watch;
    }

    boolean over() {
        return played.isDone();
    }

    /** Stop, and undo everything. Returns at once. */
    void stop(String reason) {
        session.ifPresent(s -> s.stop(Stopped.Kind.INTERRUPTED, reason));
    }

    /**
     * Wait until the run is over and everything is undone. A thread that is interrupted meanwhile stops the run, waits on, and is
     * interrupted again.
     *
     * @throws BrownoutException if it is not over in time
     */
    Played await() {
        var going =
                session.orElseThrow(() -> new BrownoutException("an outage must have begun to be waited for, but begins"
                        + " only with the test itself, after @BeforeEach methods"));
        long deadline = plan.limit().plus(UNDOING).toNanos();
        boolean interrupted = false;
        try {
            while (true) {
                try {
                    return played.get(Math.max(1, deadline - going.clock().now()), TimeUnit.NANOSECONDS);
                } catch (InterruptedException e) {
                    interrupted = true;
                    stop("the test was interrupted, as by its time-out");
                }
            }
        } catch (TimeoutException e) {
            throw new BrownoutException(
                    "an outage must be over and undone within "
                            + Durations.format(plan.limit().plus(UNDOING)) + ", but is not; in place are "
                            + going.inPlace(),
                    e);
        } catch (ExecutionException e) {
            throw new BrownoutException("the run broke off: " + e.getCause(), e);
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    /** Where a link begins while the run goes on; what is behind it need not run yet. */
    InetSocketAddress address(String link) {
        var links = plan.stack().links();
        var found = links.stream()
                .filter(l -> l.id().equals(link))
                .findFirst()
                .orElseThrow(() -> OutageRun.unknown(
                        "link",
                        link,
                        links.stream().map(Link::id).toList(),
                        "of " + plan.stack().id()));
        if (over()) {
            throw new BrownoutException(
                    "the address of link " + link + " must be asked for while the run goes on, but it is"
                            + " over and its links are closed; say live = true");
        }
        return plane().open(found);
    }
}
