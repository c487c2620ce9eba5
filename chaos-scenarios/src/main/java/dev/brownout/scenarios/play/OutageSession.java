package dev.brownout.scenarios.play;

import dev.brownout.api.BrownoutException;
import dev.brownout.api.FaultPlane;
import dev.brownout.api.StackProvider;
import dev.brownout.faults.FaultRegistry;
import dev.brownout.faults.LocalPlane;
import dev.brownout.faults.undo.Ledger;
import dev.brownout.faults.undo.Runs;
import dev.brownout.faults.undo.StateDirectory;
import dev.brownout.scenarios.journal.Event.Stopped;
import dev.brownout.scenarios.journal.JournalWriter;
import dev.brownout.scenarios.journal.Line;
import dev.brownout.scenarios.judge.Judge;
import dev.brownout.scenarios.library.Library;
import dev.brownout.scenarios.plan.Plan;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.LongFunction;

/**
 * One run of a plan, with all that belongs to it: a journal, a ledger of what to undo, the judge, the planes and the stack. The
 * one way to play, for the command line, for tests and for whoever embeds Brownout.
 *
 * <pre>{@code
 * try (var session = OutageSession.of(library, plan, provider).open(RunFiles.in(directory))) {
 *     var played = session.play("1.0", Optional.empty());
 *     System.out.println(played.verdict().outcome() + ", see " + played.journal());
 * }
 * }</pre>
 *
 * <p>{@link #play} runs on the caller's thread, once; {@link #stop}, {@link #inPlace} and {@link #clock} may be called from any.
 */
public final class OutageSession implements AutoCloseable {
    private final RunFiles files;
    private final RunClock clock;
    private final Ledger ledger;
    private final Judge judge;
    private final Recorder recorder;
    private final Runs.Noted noted;
    private final Player player;

    private OutageSession(Builder from, RunFiles files) {
        this.files = files;
        this.clock = RunClock.start();
        this.judge = new Judge(from.library.checkers());
        this.ledger = Ledger.create(files.ledger(), from.state);
        try {
            this.recorder = new Recorder(
                    JournalWriter.create(files.journal(), Clock.systemUTC(), clock::now), judge, from.watcher);
        } catch (BrownoutException e) {
            ledger.close();
            throw e;
        }
        try {
            this.noted = new Runs(from.state).begin(files.run());
        } catch (BrownoutException e) {
            recorder.close();
            ledger.close();
            throw e;
        }
        this.player = new Player(
                from.plan,
                from.faults,
                from.provider,
                from.planes.orElse(seed -> files.keepOriginals(from.provider
                        .plane(from.plan.stack(), seed, ledger, files.stack())
                        .orElseGet(() -> LocalPlane.open(seed)))),
                ledger,
                files.stack(),
                recorder,
                clock);
        player.stopAt(files.stop());
    }

    /** What a run is made from. One use; not thread safe. */
    public static final class Builder {
        private final Library library;
        private final Plan plan;
        private final StackProvider provider;
        private FaultRegistry faults;
        private Optional<LongFunction<FaultPlane>> planes = Optional.empty();
        private Consumer<Line> watcher = line -> {};
        private StateDirectory state = StateDirectory.standard();

        private Builder(Library library, Plan plan, StackProvider provider) {
            this.library = library;
            this.plan = plan;
            this.provider = provider;
            this.faults = library.faults();
        }

        /**
         * Let links and names go through other planes than those of the stack or of this JVM.
         *
         * @param open opens a plane for a seed; the run closes it
         * @return this
         */
        public Builder planes(LongFunction<FaultPlane> open) {
            planes = Optional.of(open);
            return this;
        }

        /**
         * Do the faults in another way than the library's own, as on planes elsewhere.
         *
         * @param registry the same kinds of fault
         * @return this
         */
        public Builder faults(FaultRegistry registry) {
            faults = registry;
            return this;
        }

        /**
         * Be shown what happens.
         *
         * @param shown takes each line of the journal after it was written, in order, on any thread but one at a time; must be
         *     quick
         * @return this
         */
        public Builder watch(Consumer<Line> shown) {
            watcher = shown;
            return this;
        }

        /**
         * Note the run, and what it would leave if it were killed, in another place than the user's own.
         *
         * @param directory where
         * @return this
         */
        public Builder state(StateDirectory directory) {
            state = directory;
            return this;
        }

        /**
         * Make ready to play: create the journal and the ledger, and note the run. No stack is started and no fault is done.
         * Whoever calls this has seen to it that nothing is left of killed runs ({@link StateDirectory#leftovers()}): it would
         * be taken for the stack's own.
         *
         * @param files where the run keeps what it writes
         * @return the session, to be closed
         * @throws BrownoutException if one of the files cannot be made; then nothing was touched
         */
        public OutageSession open(RunFiles files) {
            return new OutageSession(this, files);
        }
    }

    /**
     * Begin to put a run together.
     *
     * @param library the faults and checkers of the plan
     * @param plan what to do
     * @param provider brings the plan's stack
     * @return a builder that plays on planes of this JVM
     */
    public static Builder of(Library library, Plan plan, StackProvider provider) {
        return new Builder(library, plan, provider);
    }

    /**
     * Play, undo and judge. Blocks until everything is undone, or was tried to be; what goes wrong is in the verdict, not thrown.
     *
     * @param version Brownout's version, for the journal
     * @param asked the words of the command line that name the scenario and change it, for the journal; empty without one
     * @return the run
     */
    public Played play(String version, Optional<List<String>> asked) {
        player.play(version, asked);
        var verdict = recorder.judge();
        return new Played(verdict, judge.view(), files.journal(), ledger.left().size());
    }

    /**
     * Stop early: no further fault is done, everything is undone. Returns at once; idempotent.
     *
     * @param kind why
     * @param reason by whom, in words
     */
    public void stop(Stopped.Kind kind, String reason) {
        player.stop(kind, reason);
    }

    /**
     * List what is still to be undone, for somebody who is waiting.
     *
     * @return ids of faults that are in place
     */
    public List<String> inPlace() {
        return player.inPlace();
    }

    /**
     * Give the run's clock.
     *
     * @return a clock that showed 0 when the session was opened
     */
    public RunClock clock() {
        return clock;
    }

    /** Close the files, and forget the run among those that go on. Call it when {@link #play} has returned, or was never called. */
    @Override
    public void close() {
        try {
            noted.close();
        } finally {
            try {
                recorder.close();
            } finally {
                ledger.close();
            }
        }
    }
}
