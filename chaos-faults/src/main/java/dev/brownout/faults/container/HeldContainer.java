package dev.brownout.faults.container;

import dev.brownout.api.BrownoutException;
import dev.brownout.api.ComponentContainer;
import dev.brownout.api.UndoLedger;
import dev.brownout.faults.container.ContainerLimits.Squeeze;
import dev.brownout.faults.container.ContainerView.State;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * A component's container with the faults that hold it. Whatever a fault leads to, when the last is gone the container runs, as it
 * did when the first took hold of it. Thread safe: one thing at a time happens to a container.
 */
final class HeldContainer {
    private final String component;
    private final ComponentContainer container;
    private final Docker docker;
    private final Runnable returned;

    private final Grip<Optional<Duration>> down = new Grip<>(this::end, this::bringUp);
    private final Grip<String> paused = new Grip<>(how -> live().pause(), this::goOn);
    private final Grip<String> off = new Grip<>(how -> live().cutOff(), this::reconnect);
    private final Grip<Squeeze> squeezed = new Grip<>(this::squeeze, this::ease);
    private final Map<String, Grip<Ballast>> full = new TreeMap<>();

    private Optional<LiveContainer> live = Optional.empty();
    private Map<String, String> ended = Map.of();
    private List<ContainerNetwork> networks = List.of();
    private ContainerLimits limits = new ContainerLimits(0, 0, 0, 0, 0, 0);
    private List<String> addresses = List.of();

    /** One fault's hold on a container. */
    interface Hold {
        /** Takes hold, for the first time or again after it was given up. */
        void take(UndoLedger ledger);

        /** Gives it up; restores what was before unless others hold it so, and sees that it is so. Idempotent. */
        void give();
    }

    /**
     * @param returned is told, with the container locked, when it was started again or put back on its networks
     */
    HeldContainer(String component, ComponentContainer container, Docker docker, Runnable returned) {
        this.component = component;
        this.container = container;
        this.docker = docker;
        this.returned = returned;
    }

    ComponentContainer container() {
        return container;
    }

    /** The container that was there when it was first looked at; never one that has taken its name since. */
    synchronized LiveContainer live() {
        var found = live.orElseGet(() -> LiveContainer.find(docker, container.id()));
        live = Optional.of(found);
        return found;
    }

    /** Looks at it now; empty when it is gone. */
    synchronized Optional<ContainerView> look() {
        var view = live().find();
        view.map(ContainerView::addresses).filter(a -> !a.isEmpty()).ifPresent(a -> addresses = a);
        return view;
    }

    /** Where it is reached, or was when it last could be. */
    synchronized List<String> addresses() {
        return addresses;
    }

    synchronized boolean isFree() {
        return down.isFree()
                && paused.isFree()
                && off.isFree()
                && squeezed.isFree()
                && full.values().stream().allMatch(Grip::isFree);
    }

    /** How it is when a fault takes hold of it: it runs, or is held already. */
    private ContainerView held(String task) {
        var view = look().orElseThrow(() -> new BrownoutException(live() + " of component " + component + " must "
                + task + ", but it is gone: somebody has removed it; make it anew as its stack does, and attach it"));
        if (view.state() != State.RUNS && isFree()) {
            throw new BrownoutException(
                    live() + " of component " + component + " must run when a fault takes hold of it, but is "
                            + view.state() + "; docker start or unpause it");
        }
        if (view.removes()) {
            throw new BrownoutException(
                    live() + " of component " + component
                            + " must stay when it ends, so that it can be started again, but was started with --rm; start it without");
        }
        return view;
    }

    /** Ends it; in order where a grace is given. */
    Hold down(Optional<Duration> grace) {
        return hold(down, grace, "be ended", StartContainer.NAME, view -> {
            if (down.isFree()) {
                ended = StartContainer.words(view, grace);
            }
            return ended;
        });
    }

    Hold paused() {
        return hold(paused, "", "be paused", UnpauseContainer.NAME, view -> Map.of());
    }

    Hold off() {
        return hold(off, "", "be taken off its networks", ReconnectContainer.NAME, this::networkWords);
    }

    Hold squeezed(Squeeze asked) {
        return hold(squeezed, asked, "be limited", RestoreLimits.NAME, view -> limitWords(view, asked));
    }

    synchronized Hold full(String path) {
        var ballast = new Ballast(live(), path);
        var grip = full.computeIfAbsent(path, p -> new Grip<>(all -> all.get(0).fill(), () -> empty(ballast)));
        return hold(grip, ballast, "be filled", RemoveBallast.NAME, view -> {
            if (grip.isFree()) {
                ballast.check(view.limits());
            }
            return Map.of(RemoveBallast.FILE, ballast.file());
        });
    }

    private <H> Hold hold(
            Grip<H> grip,
            H how,
            String task,
            String action,
            java.util.function.Function<ContainerView, Map<String, String>> words) {
        return new Hold() {
            @Override
            public void take(UndoLedger ledger) {
                synchronized (HeldContainer.this) {
                    var more = words.apply(held(task));
                    grip.take(this, how, ledger.write(action, live().words(more)));
                }
            }

            @Override
            public void give() {
                synchronized (HeldContainer.this) {
                    grip.give(this);
                }
            }
        };
    }

    private Map<String, String> networkWords(ContainerView view) {
        if (off.isFree()) {
            var mode = view.mode();
            if (view.networks().isEmpty()
                    || mode.equals("host")
                    || mode.equals("none")
                    || mode.startsWith("container:")) {
                throw new BrownoutException(live() + " of component " + component
                        + " must be on networks of its own to be taken off them, but its network mode is " + mode
                        + "; start it with --network NAME");
            }
            if (view.links()) {
                throw new BrownoutException(live() + " of component " + component
                        + " must be put back on its networks as it was, but has links of the old kind (--link), which"
                        + " cannot be; use --network-alias instead");
            }
            networks = view.networks();
        }
        return ReconnectContainer.words(networks);
    }

    private Map<String, String> limitWords(ContainerView view, Squeeze asked) {
        var before = squeezed.isFree() ? view.limits() : limits;
        tighter("memory", asked.memory(), before.memory());
        tighter("processors", asked.nanoCpus(), before.allCpus());
        tighter("processes", asked.pids(), before.pids());
        if (asked.memory() > 0 && before.memory() == 0) {
            // Docker refuses 0 and -1 here: "Minimum memory limit allowed is 6MB"
            throw new BrownoutException(live() + " of component " + component
                    + " must have a limit of memory to be squeezed, because Docker cannot take a limit away again, but has"
                    + " none; start it with one that it never reaches, such as --memory 1g");
        }
        limits = before;
        return before.words();
    }

    private void tighter(String what, long asked, long before) {
        if (asked > 0 && before > 0 && asked >= before) {
            throw new BrownoutException(live() + " of component " + component + " must be squeezed to less " + what
                    + " than it has (" + before + "), but " + asked + " were asked for; ask for less");
        }
    }

    private void end(List<Optional<Duration>> all) {
        all.get(all.size() - 1).ifPresentOrElse(live()::stop, live()::kill);
    }

    private void squeeze(List<Squeeze> all) {
        live().limit(limits.squeezedTo(all.stream().reduce(Squeeze::and).orElseThrow()));
    }

    private void goOn() {
        live().goOn();
        runUnlessDown();
    }

    private void reconnect() {
        live().reconnect(networks);
        runUnlessDown();
        returned.run();
    }

    private void ease() {
        live().restore(limits);
        runUnlessDown();
    }

    private void empty(Ballast ballast) {
        live().remove(ballast.file());
        runUnlessDown();
    }

    /** It may have died of the fault, of hunger for instance. */
    private void runUnlessDown() {
        if (down.isFree()) {
            run();
        }
    }

    private void run() {
        returned(live().start());
    }

    private void bringUp() {
        returned(StartContainer.start(live(), ended));
    }

    private void returned(boolean started) {
        if (started) {
            look();
            returned.run();
        }
    }

    /** Gives up every hold. */
    synchronized void letGo() {
        paused.giveAll();
        full.values().forEach(Grip::giveAll);
        squeezed.giveAll();
        off.giveAll();
        down.giveAll();
    }
}
