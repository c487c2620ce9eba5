package dev.brownout.junit;

import dev.brownout.api.BrownoutException;
import dev.brownout.api.FaultPlane;
import dev.brownout.api.Finding;
import dev.brownout.api.Outcome;
import dev.brownout.api.RunView;
import dev.brownout.api.Traffic;
import dev.brownout.scenarios.checker.Amplification;
import dev.brownout.scenarios.format.Nearest;
import dev.brownout.scenarios.journal.Event;
import dev.brownout.scenarios.judge.FaultProof;
import dev.brownout.scenarios.judge.Verdict;
import dev.brownout.scenarios.plan.Plan;
import dev.brownout.scenarios.play.Played;
import dev.brownout.scenarios.report.Invariants;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * The run of an outage: a parameter of methods with {@link Outage} or {@link OutageSource}, and of their {@code @AfterEach}
 * methods.
 *
 * <p>A body that runs after the outage gets a run that is over and was judged {@code PASSED} or {@code DEGRADED_OK}; everything
 * may be asked of it. A body that runs {@linkplain Outage#live() meanwhile} may ask for the plan, the addresses of links and for
 * phases to come; what is only known in the end waits for {@link #awaitEnd()}. Thread safe.
 */
public final class OutageRun {
    private final Plan plan;
    private final PlayingOutage playing;
    private final RunFolder folder;

    OutageRun(Plan plan, PlayingOutage playing, RunFolder folder) {
        this.plan = plan;
        this.playing = playing;
        this.folder = folder;
    }

    /**
     * Give what was to be done.
     *
     * @return the plan
     */
    public Plan plan() {
        return plan;
    }

    /**
     * Give what all decisions followed from.
     *
     * @return the seed; {@code -Dbrownout.seed} replays with it
     */
    public long seed() {
        return plan.seed();
    }

    /**
     * Tell where the run is written down, one event a line.
     *
     * @return the journal, there from the beginning; kept when the test fails, or with {@code brownout.reports.keep=always}
     */
    public Path journal() {
        return folder.files().journal();
    }

    /**
     * Wait until a phase has begun and each of its faults was seen by every victim, for as long as the whole run may take.
     *
     * @param phase a phase of the outage, or {@code steady} or {@code recovery}
     * @return this
     * @throws BrownoutException if there is no such phase (the message lists them), or it or the run is over
     * @throws UnprovenFaultError if a fault of it could not be proven
     */
    public OutageRun awaitPhase(String phase) {
        return awaitPhase(phase, plan.limit());
    }

    /**
     * Wait until a phase has begun and each of its faults was seen by every victim.
     *
     * @param phase a phase of the outage, or {@code steady} or {@code recovery}
     * @param limit how long to wait, real time
     * @return this
     * @throws BrownoutException if there is no such phase (the message lists them), it or the run is over, or the time is up
     * @throws UnprovenFaultError if a fault of it could not be proven
     */
    public OutageRun awaitPhase(String phase, Duration limit) {
        playing.watch().await(phase, limit);
        return this;
    }

    /**
     * Wait until the run is over, everything is undone, and it was judged. What comes of it is not thrown here: the test fails by
     * it in its end.
     *
     * @return this
     */
    public OutageRun awaitEnd() {
        playing.await();
        return this;
    }

    /**
     * Tell where a link of the run's stack begins, while the run goes on. The body of a test that runs meanwhile begins when the
     * stack serves.
     *
     * @param link the link's id
     * @return the loopback address in front of its target, where faults take hold
     * @throws BrownoutException if there is no such link (the message lists them), or the run is over
     */
    public InetSocketAddress linkAddress(String link) {
        return playing.address(link);
    }

    /** Whether its stack was started anew for it. */
    boolean alone() {
        return playing.alone();
    }

    FaultPlane plane() {
        return playing.plane();
    }

    Played played() {
        if (!playing.over()) {
            throw new BrownoutException("the run of " + plan.scenario()
                    + " must be over to be asked that, but goes on; say run.awaitEnd() first");
        }
        return playing.await();
    }

    private RunView view() {
        return played().view()
                .orElseThrow(() -> new BrownoutException(
                        "nothing is known of the run of " + plan.scenario() + ": its journal could not take the plan"));
    }

    /**
     * Give the judgement.
     *
     * @return the verdict with every figure
     */
    public Verdict verdict() {
        return played().verdict();
    }

    /**
     * Give how it ended.
     *
     * @return {@code PASSED} or {@code DEGRADED_OK} where the body runs after the outage
     */
    public Outcome outcome() {
        return verdict().outcome();
    }

    /**
     * List the reasons for the verdict.
     *
     * @return the findings, heaviest first; possibly empty
     */
    public List<Finding> findings() {
        return verdict().findings();
    }

    /**
     * List what was proven of each fault.
     *
     * @return the proofs, in the plan's order
     */
    public List<FaultProof> proofs() {
        return verdict().proofs();
    }

    /**
     * Ask about one phase.
     *
     * @param phase a phase of the outage, or {@code steady} or {@code recovery}
     * @return how it went
     * @throws BrownoutException if it was not played; the message lists those that were
     */
    public PhaseOutcome during(String phase) {
        var windows = view().windows();
        var window = windows.stream()
                .filter(w -> w.phase().equals(phase))
                .findFirst()
                .orElseThrow(() -> unknown(
                        "phase",
                        phase,
                        windows.stream().map(RunView.Window::phase).toList(),
                        "played of " + plan.scenario()));
        return new PhaseOutcome(this, window);
    }

    /**
     * Tell how long after the last fault was gone service was back.
     *
     * @return the time; empty when it did not come back, or no fault was ever done
     */
    public Optional<Duration> recovered() {
        return verdict().recoveredMillis().map(OutageRun::millis);
    }

    /**
     * Tell how long after the last fault was gone a capability was back.
     *
     * @param capability the capability's id
     * @return the time; empty when it did not come back, or no fault was ever done
     * @throws BrownoutException if the stack has no such capability; the message lists those it has
     */
    public Optional<Duration> recovered(String capability) {
        checkCapability(capability);
        return Optional.ofNullable(verdict().recoveredEachMillis().get(capability))
                .map(OutageRun::millis);
    }

    private static Duration millis(double millis) {
        return Duration.ofNanos(Math.round(millis * 1e6));
    }

    /**
     * Tell what became of each invariant of the outage.
     *
     * @return checker to what it found, by name
     */
    public Map<String, Invariants.State> invariants() {
        var states = new TreeMap<String, Invariants.State>();
        boolean judged = played().view().stream()
                .flatMap(v -> v.faults().stream())
                .anyMatch(f -> f.asked().isPresent());
        plan.checkers().keySet().forEach(c -> states.put(c, Invariants.state(c, verdict(), judged)));
        return states;
    }

    /**
     * Give what the target of each link was seen to get, from the first count, just before the steady stretch, to the last.
     *
     * @return link to its counts; empty where the plane does not count
     */
    public Map<String, Traffic> traffic() {
        var last = new TreeMap<String, Traffic>();
        var first = new TreeMap<String, Traffic>();
        for (var count : view().traffic()) {
            first.putIfAbsent(count.traffic().link(), count.traffic());
            last.put(count.traffic().link(), count.traffic());
        }
        // planes that outlive the run have counted before it
        last.replaceAll((link, now) -> {
            var then = first.getOrDefault(link, now);
            return new Traffic(
                    link,
                    now.connects() - then.connects(),
                    now.requests() - then.requests(),
                    now.checks() - then.checks(),
                    now.refused() - then.refused(),
                    now.failed() - then.failed());
        });
        return last;
    }

    /**
     * Tell how many HTTP requests the targets of a role got for each of the users', compared with before the first fault.
     *
     * @param role the value of the label {@code role} of the targets, or their id where they have none
     * @param window how long the stretch is that is sought for the worst; stack time
     * @return the multiples
     * @throws BrownoutException if no link is labelled {@code front}, or the role was not counted; the message lists those that
     *     were
     */
    public Amplification retryAmplification(String role, Duration window) {
        var measured = Amplification.of(view(), window);
        return Optional.ofNullable(measured.get(role))
                .orElseThrow(() -> unknown(
                        "role",
                        role,
                        measured.keySet(),
                        "counted on " + plan.stack().id()));
    }

    void checkCapability(String capability) {
        var known = plan.stack().capabilities().stream().map(c -> c.id()).toList();
        if (!known.contains(capability)) {
            throw unknown("capability", capability, known, "of " + plan.stack().id());
        }
    }

    static BrownoutException unknown(String what, String word, Collection<String> known, String where) {
        return new BrownoutException(
                what + " must be one of " + List.copyOf(known) + " " + where + ", but was \"" + word + "\""
                        + Nearest.to(word, known)
                                .map(n -> "; did you mean \"" + n + "\"?")
                                .orElse(""));
    }

    RunView.Window steady() {
        return during(Event.STEADY).window();
    }

    List<RunView.Sample> samples(String capability) {
        return view().samples().getOrDefault(capability, List.of());
    }

    OutageText text() {
        return new OutageText(plan, played(), folder.report());
    }

    @Override
    public String toString() {
        return plan.scenario() + " on " + plan.stack().id() + ", seed " + plan.seed() + ": "
                + (playing.over() ? outcome() : "goes on");
    }
}
