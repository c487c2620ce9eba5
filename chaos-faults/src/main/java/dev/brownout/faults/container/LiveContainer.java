package dev.brownout.faults.container;

import dev.brownout.api.BrownoutException;
import dev.brownout.faults.container.ContainerView.State;
import dev.brownout.faults.process.Waiting;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One container, known by its full id, and what is done to it and undone. Whoever has taken its name since is another one, and never
 * touched. What undoes is idempotent, sees that it is done, and tells what to do by hand where it cannot be. Immutable.
 *
 * @param docker where
 * @param id its full id
 * @param name its name, for people
 * @param ours whether a stack of Brownout's own has made it: then it goes with the run, and nothing is left to be restored
 */
record LiveContainer(Docker docker, String id, String name, boolean ours) {
    private static final Logger LOG = LoggerFactory.getLogger(LiveContainer.class);
    private static final Duration SEEN = Duration.ofSeconds(5);
    private static final Duration STEP = Duration.ofMillis(100);
    private static final Duration LIMIT = Duration.ofSeconds(25);
    private static final Duration EXEC = Duration.ofSeconds(20);

    private static final String ID = "container";
    private static final String NAME = "name";
    private static final String OURS = "made-by-brownout";

    /** Finds a container by what its stack calls it. */
    static LiveContainer find(Docker docker, String idOrName) {
        var view = look(docker, idOrName)
                .orElseThrow(() -> new BrownoutException("container " + idOrName
                        + " must be there when a fault takes hold of it, but Docker knows none of that id or name;"
                        + " start it, and attach it again"));
        return new LiveContainer(docker, view.id(), view.name(), view.ours());
    }

    /** Reads it from a ledger. */
    static LiveContainer of(Docker docker, Map<String, String> words) {
        var id = words.getOrDefault(ID, "");
        if (!id.matches("[0-9a-f]{64}")) {
            throw new BrownoutException("undo of a container must tell its full id, but told " + words);
        }
        return new LiveContainer(docker, id, words.getOrDefault(NAME, id), "true".equals(words.get(OURS)));
    }

    /** Undoes something from a ledger, unless it went with the stack of which it was a part. */
    static String undo(Docker docker, Map<String, String> words, Function<LiveContainer, String> restore) {
        var container = of(docker, words);
        return container.ours() && container.find().isEmpty()
                ? container + " is removed with the run that made it"
                : restore.apply(container);
    }

    /** What a ledger needs to know of it, and room for more. */
    Map<String, String> words(Map<String, String> more) {
        var words = new TreeMap<>(more);
        words.put(ID, id);
        words.put(NAME, name);
        words.put(OURS, Boolean.toString(ours));
        return words;
    }

    private static Optional<ContainerView> look(Docker docker, String idOrName) {
        try {
            var seen = docker.command(
                            List.of("inspect", "--type", "container", "--format", ContainerView.FORMAT, idOrName))
                    .run(LIMIT);
            if (seen.ok()) {
                return Optional.of(ContainerView.parse(seen.output()));
            }
            if (seen.errors().contains("No such container") || seen.errors().contains("No such object")) {
                return Optional.empty();
            }
            throw new BrownoutException("container " + idOrName + " must be inspected, but: "
                    + seen.errors().strip() + "; see brownout doctor");
        } catch (IOException e) {
            throw new BrownoutException(
                    "container " + idOrName + " must be inspected, but: " + e.getMessage() + "; see brownout doctor",
                    e);
        }
    }

    /** Looks at it; empty when it is gone. */
    Optional<ContainerView> find() {
        return look(docker, id);
    }

    private ContainerView there(String task) {
        return find().orElseThrow(() -> new BrownoutException(
                this + " must " + task + ", but it is gone: somebody has removed it; make it anew as its stack does"));
    }

    private State state() {
        return find().map(ContainerView::state).orElse(State.DOWN);
    }

    private void await(String task, java.util.function.BooleanSupplier reached, String byHand) {
        if (!Waiting.until(SEEN, reached)) {
            throw new BrownoutException(
                    this + " must " + task + ", but was not seen to within " + SEEN.toSeconds() + " s; " + byHand);
        }
    }

    private void must(String task, Duration limit, List<String> words) {
        docker.must(this + " must " + task, limit, words);
    }

    /** Kills it, unless it is down. */
    void kill() {
        if (state() != State.DOWN) {
            must("be killed", LIMIT, List.of("kill", id));
            await("be down after it was killed", () -> state() == State.DOWN, "see docker logs " + name);
        }
    }

    /** Stops it in order, unless it is down; SIGKILL for what is left after {@code grace}. */
    void stop(Duration grace) {
        if (state() != State.DOWN) {
            var seconds = Long.toString(Math.max(1, (grace.toMillis() + 999) / 1000));
            must("be stopped", LIMIT.plus(grace), List.of("stop", "--time", seconds, id));
            await("be down after it was stopped", () -> state() == State.DOWN, "see docker logs " + name);
        }
    }

    /** Pauses it, unless it is. */
    void pause() {
        if (state() != State.PAUSED) {
            must("be paused", LIMIT, List.of("pause", id));
        }
    }

    /** Takes it off every network that it is on. */
    void cutOff() {
        for (var network : there("be taken off its networks").networks()) {
            must("be taken off network " + network.name(), LIMIT, List.of("network", "disconnect", network.id(), id));
        }
    }

    /** Gives it limits. */
    void limit(ContainerLimits limits) {
        var words = limits.update(there("be limited").limits(), id);
        if (!words.isEmpty()) {
            must("be limited to " + limits, LIMIT, words);
        }
    }

    /** Runs a shell's script inside it, as root or as its own user. */
    Command.Ended inside(boolean root, String script, String... arguments) {
        var words = new ArrayList<>(List.of("exec"));
        if (root) {
            words.addAll(List.of("--user", "0"));
        }
        words.addAll(List.of(id, "/bin/sh", "-c", script, "sh"));
        words.addAll(List.of(arguments));
        try {
            return docker.command(words).run(EXEC);
        } catch (IOException e) {
            throw new BrownoutException("a command must run inside " + this + ", but: " + e.getMessage(), e);
        }
    }

    /** Starts it unless it runs, and sees that it does. Tells whether it was started. */
    boolean start() {
        var view = there("be started again");
        if (view.state() != State.DOWN) {
            return false;
        }
        must("be started again (by hand: docker start " + name + ")", LIMIT, List.of("start", id));
        await("run again", () -> state() != State.DOWN, "see docker logs " + name);
        return true;
    }

    /**
     * Starts it unless it runs and goes on doing so. Docker may still be at what it was asked for by a run that has died since: a
     * container that has not been down since {@code before} is given time to go down first.
     *
     * @param before when it was started before it was ended
     * @param settles how long Docker may take to end it
     */
    boolean start(String before, Duration settles) {
        var view = there("be started again");
        if (view.state() == State.RUNS && view.startedAt().equals(before)) {
            boolean ended = Waiting.until(settles, STEP, () -> state() == State.DOWN);
            LOG.debug("{} was seen to go down while it was waited for: {}", this, ended);
        }
        return start();
    }

    /** Starts it unless it runs; tells of it as the end of a line. */
    String startIfEnded() {
        return start() ? "; it had ended, and is started again" : "";
    }

    /** Lets it go on if it is paused, and sees that it does. */
    String goOn() {
        if (there("go on").state() != State.PAUSED) {
            return this + " is not paused";
        }
        must("go on (by hand: docker unpause " + name + ")", LIMIT, List.of("unpause", id));
        await("go on", () -> state() != State.PAUSED, "by hand: docker unpause " + name);
        return this + " is no longer paused";
    }

    /** Puts it back on networks as it was on them; tries all of them, also after one that fails. */
    String reconnect(List<ContainerNetwork> networks) {
        var failures = new ArrayList<String>();
        for (var network : networks) {
            try {
                reconnect(network);
            } catch (BrownoutException e) {
                failures.add(String.valueOf(e.getMessage()));
            }
        }
        if (!failures.isEmpty()) {
            throw new BrownoutException(String.join("; ", failures));
        }
        return this + " is on "
                + networks.stream()
                        .map(n -> n.name() + (n.ip().isEmpty() ? "" : " at " + n.ip()))
                        .collect(Collectors.joining(", "))
                + " as before";
    }

    private void reconnect(ContainerNetwork network) {
        var now = on(network);
        if (now.filter(network::isSame).isPresent()) {
            return;
        }
        var byHand =
                "by hand: docker " + String.join(" ", network.connect(name)).replace(network.id(), network.name());
        if (now.isPresent()) {
            must(
                    "be put on network " + network.name() + " anew",
                    LIMIT,
                    List.of("network", "disconnect", network.id(), id));
        }
        must("be back on network " + network.name() + " (" + byHand + ")", LIMIT, network.connect(id));
        await(
                "be back on network " + network.name() + " as before",
                () -> on(network).filter(network::isSame).isPresent(),
                byHand);
    }

    private Optional<ContainerNetwork> on(ContainerNetwork network) {
        return there("be back on network " + network.name()).networks().stream()
                .filter(network::isThat)
                .findFirst();
    }

    /** Gives its limits back, and sees that Docker shows them. */
    String restore(ContainerLimits limits) {
        limit(limits);
        var now = there("have its limits back").limits();
        if (!now.equals(limits)) {
            throw new BrownoutException(this + " must have its limits back (" + limits + "), but has " + now
                    + "; by hand: docker " + String.join(" ", limits.update(now, name)));
        }
        return this + " has its limits back: " + limits;
    }

    /** Removes a file of ours inside it, and sees that it is gone. A container that does not run has lost what was in memory. */
    String remove(String file) {
        if (there("lose " + file).state() == State.DOWN) {
            return this + " has ended, and what its file systems in memory held with it";
        }
        var ended = inside(true, "rm -f -- \"$1\" && [ ! -e \"$1\" ]", file);
        if (!ended.ok()) {
            throw new BrownoutException(this + " must lose " + file + ", but: "
                    + (ended.errors() + " " + ended.output()).strip() + "; by hand: docker exec --user 0 " + name
                    + " rm -f " + file);
        }
        return file + " is removed from " + this;
    }

    @Override
    public String toString() {
        return "container " + name + " (" + id.substring(0, 12) + ")";
    }
}
