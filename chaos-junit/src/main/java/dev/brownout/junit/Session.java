package dev.brownout.junit;

import dev.brownout.api.BrownoutException;
import dev.brownout.api.FaultPlane;
import dev.brownout.api.RunningStack;
import dev.brownout.api.Stack;
import dev.brownout.faults.LocalPlane;
import dev.brownout.faults.file.FilePlane;
import dev.brownout.faults.undo.StateDirectory;
import dev.brownout.scenarios.play.LiveFaults;
import dev.brownout.scenarios.play.RunClock;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.locks.ReadWriteLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/**
 * The planes and the running stack of a class or, where methods run concurrently, of a method. Nothing is opened before it is
 * needed. Used by one test at a time; thread safe for the threads of that test.
 */
final class Session implements AutoCloseable {
    private final Supplier<StackSource> sources;
    private final long seed;
    private final Settings settings;
    private final Runnable beforeFaults;
    private final Common common;
    private final RunClock clock = RunClock.start();
    private final TestJournal journal = new TestJournal(Clock.systemUTC(), clock);
    /**
     * Held for reading while a fault is put in place or taken away, and for writing while a test ends: a thread that its test
     * has left behind, as a time-out does, must not put a fault in place for the next one.
     */
    private final ReadWriteLock turn = new ReentrantReadWriteLock();
    /** The unique id of the test that runs. */
    private volatile Optional<String> test = Optional.empty();

    private final List<String> exits = new CopyOnWriteArrayList<>();
    private Optional<StackSource> source = Optional.empty();
    private Optional<Place> place = Optional.empty();
    private Optional<Opened> opened = Optional.empty();
    private volatile List<LiveFaults.Use> declared = List.of();

    /** Where links begin already, although nothing may run behind them yet. */
    private record Place(Path directory, FaultPlane plane, SessionLedger ledger) {}

    private record Opened(RunningStack stack, LiveFaults faults) {}

    /**
     * @param sources gives what is under test, when it is needed
     * @param seed all decisions follow from it
     * @param settings what was configured
     * @param beforeFaults throws where faults cannot act on what the test uses
     * @param common what all sessions of a class share
     */
    Session(Supplier<StackSource> sources, long seed, Settings settings, Runnable beforeFaults, Common common) {
        this.sources = sources;
        this.seed = seed;
        this.settings = settings;
        this.beforeFaults = beforeFaults;
        this.common = common;
    }

    long seed() {
        return seed;
    }

    TestJournal journal() {
        return journal;
    }

    Settings settings() {
        return settings;
    }

    synchronized StackSource source() {
        if (source.isEmpty()) {
            source = Optional.of(sources.get());
        }
        return source.get();
    }

    Stack stack() {
        return source().stack();
    }

    FaultPlane plane() {
        return place().plane();
    }

    /** The address at which a link begins. What is behind it need not run yet. */
    InetSocketAddress address(String link) {
        return plane().open(Targets.link(link).in(stack()));
    }

    /** The running stack; starts it where it does not run yet. */
    RunningStack running() {
        return open().stack();
    }

    /** Refuse to do faults that cannot act on what the test uses. */
    void checkReach() {
        beforeFaults.run();
    }

    /** Start what is behind the addresses that were asked for; does nothing where none was. */
    synchronized void startIfAsked() {
        if (place.isPresent()) {
            open();
        }
    }

    /** The faults that the test declares by annotations. */
    List<LiveFaults.Use> declared() {
        return declared;
    }

    /** Note the faults that the test declares by annotations. */
    void declare(List<LiveFaults.Use> uses) {
        declared = List.copyOf(uses);
    }

    /** Begin a test with an empty journal. */
    void begin(String id) {
        common.left().ifPresent(left -> {
            throw new NotRestoredError(
                    "this test was not run, as an earlier test of its class left something behind: " + left);
        });
        if (!exits.isEmpty()) {
            throw new BrownoutException(
                    "this test was not run, as its stack does not run any more: " + String.join("; ", exits));
        }
        journal.clear();
        test = Optional.of(id);
    }

    /** End a test: take everything away that is in place, and let nothing be put in place until the next one begins. */
    void finish() {
        turn.writeLock().lock();
        try {
            test = Optional.empty();
            resetTo(List.of());
        } finally {
            turn.writeLock().unlock();
        }
    }

    private synchronized Place place() {
        if (place.isEmpty()) {
            place = Optional.of(prepare());
        }
        return place.get();
    }

    private Place prepare() {
        common.recover();
        var directory = temporary();
        var ledger = new SessionLedger(directory.resolve("ledger.jsonl"), StateDirectory.standard());
        var plane = source().provider()
                .plane(source().stack(), seed, ledger, directory)
                .orElseGet(() -> LocalPlane.open(seed));
        plane.part(FilePlane.class).keepBackupsIn(directory.resolve("originals"));
        return new Place(directory, plane, ledger);
    }

    private synchronized Opened open() {
        if (opened.isEmpty()) {
            opened = Optional.of(start(source(), place()));
        }
        return opened.get();
    }

    private Opened start(StackSource named, Place where) {
        var directory = where.directory().resolve("stack");
        try {
            Files.createDirectories(directory);
        } catch (IOException e) {
            throw new BrownoutException("the stack's directory " + directory + " must be writable, but: " + e, e);
        }
        var stack = named.provider().start(named.stack(), where.plane(), directory);
        stack.onUnexpectedExit(exit -> exits.add("component " + exit.component() + " ended by itself: " + exit.how()));
        return new Opened(
                stack,
                new LiveFaults(
                        named.stack(),
                        common.kinds(),
                        where.plane(),
                        where.ledger(),
                        seed,
                        clock,
                        event -> journal.append(event)));
    }

    private static Path temporary() {
        try {
            return Files.createTempDirectory("brownout-junit-");
        } catch (IOException e) {
            throw new BrownoutException(
                    "the temporary directory must be writable, but: " + e + "; set java.io.tmpdir to another one", e);
        }
    }

    /**
     * Put faults in place together, proven.
     *
     * @param uses the faults
     * @param asking the test that asks for them; empty where that is not known
     */
    List<InjectedFault> inject(List<LiveFaults.Use> uses, Optional<String> asking) {
        turn.readLock().lock();
        try {
            if (test.isEmpty()
                    || asking.filter(a -> test.stream().noneMatch(a::equals)).isPresent()) {
                throw new BrownoutException(
                        "a fault must be put in place while its test runs, as it is taken away after the"
                                + " test, but " + (asking.isEmpty() ? "no test runs" : "that test is over")
                                + "; do it in the test or in @BeforeEach, or declare it on the class by an annotation");
            }
            checkReach();
            return proven(uses);
        } finally {
            turn.readLock().unlock();
        }
    }

    private List<InjectedFault> proven(List<LiveFaults.Use> uses) {
        var faults = open().faults();
        try {
            var outcomes = faults.inject(uses);
            var failed = outcomes.stream().filter(o -> o.why().isPresent()).toList();
            if (!failed.isEmpty()) {
                throw unproven(failed.stream()
                        .map(o -> o.fault() + " could not be proven: " + o.why().orElseThrow() + died())
                        .toList());
            }
            return outcomes.stream()
                    .map(o -> new InjectedFault(this, o.fault()))
                    .toList();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new BrownoutException(
                    "the test was interrupted while a fault was put in place; it was taken away", e);
        } finally {
            note(faults);
        }
    }

    private void note(LiveFaults faults) {
        faults.left().forEach(o -> common.left(o.fault() + ": " + o.why().orElseThrow() + died()));
    }

    private String died() {
        return exits.isEmpty() ? "" : " (" + String.join("; ", exits) + ")";
    }

    /**
     * Take faults away and judge them.
     *
     * @throws NotRestoredError if one is not gone
     * @throws UnprovenFaultError if one was met by nothing
     */
    void end(Collection<InjectedFault> some) {
        turn.readLock().lock();
        try {
            var lives = some.stream().map(InjectedFault::live).toList();
            var met = lives.stream().filter(LiveFaults.Live::inPlace).toList();
            var faults = open().faults();
            var failed = faults.end(lives);
            note(faults);
            if (!failed.isEmpty()) {
                throw new NotRestoredError("not everything is as before: "
                        + failed.stream()
                                .map(o -> o.fault() + ": " + o.why().orElseThrow() + died())
                                .collect(Collectors.joining("; "))
                        + "; no further test of this class is run, as it would run under a fault. A service that no longer"
                        + " answers looks like this, too");
            }
            var unmet = met.stream()
                    .filter(live -> !live.planned().exposureOptional())
                    .flatMap(live -> unmet(live).stream())
                    .toList();
            if (!unmet.isEmpty()) {
                throw unproven(unmet);
            }
        } finally {
            turn.readLock().unlock();
        }
    }

    private Optional<String> unmet(LiveFaults.Live live) {
        var exposure = live.exposure();
        var without = live.planned().victims().stream()
                .filter(victim -> exposure.getOrDefault(victim, 0L) == 0)
                .toList();
        if (without.size() < live.planned().victims().size()) {
            return Optional.empty();
        }
        var who = String.join(", ", without);
        return Optional.of(
                live.uncounted().isEmpty()
                        ? live + " was met by no traffic of " + who + where(live)
                                + ", or say exposureOptional where the fault need not be met"
                        : live + " was met by no traffic of " + who + " that can be counted: " + live.uncounted()
                                + "; say exposureOptional where the test itself shows that it met the fault");
    }

    private String where(LiveFaults.Live live) {
        return switch (live.planned().targetKind()) {
            case LINK -> {
                var link = live.planned().target();
                yield ": the link begins at " + Addresses.text(address(link))
                        + ", and nothing went through it; connect to @LinkAddress(\"" + link + "\")";
            }
            case NAME -> ": nobody asked the plane for this name; let the code under test resolve it";
            case COMPONENT -> "";
        };
    }

    /** The faults that are in place. */
    List<InjectedFault> faults() {
        return openedNow().stream()
                .flatMap(o -> o.faults().inPlace().stream())
                .map(live -> new InjectedFault(this, live))
                .toList();
    }

    /**
     * Take everything away that is in place, when whoever puts a fault in place at this time is done.
     *
     * @throws BrownoutException if a part of the stack has ended by itself
     */
    void reset() {
        resetTo(List.of());
        if (!exits.isEmpty()) {
            throw new BrownoutException("the stack must run for as long as its tests, but " + String.join("; ", exits));
        }
    }

    /**
     * Take away what is in place now and was not before.
     *
     * @param before what may stay, in {@link #faults}' order
     */
    void resetTo(List<InjectedFault> before) {
        var stay = before.stream().map(InjectedFault::live).collect(Collectors.toSet());
        turn.writeLock().lock();
        try {
            var left = faults().stream().filter(f -> !stay.contains(f.live())).toList();
            if (!left.isEmpty()) {
                end(left);
            }
        } finally {
            turn.writeLock().unlock();
        }
    }

    /** What is in place, in words; for messages. */
    List<String> inPlace() {
        return faults().stream()
                .map(fault -> fault + " (met " + fault.exposure() + " times)")
                .toList();
    }

    private synchronized Optional<Opened> openedNow() {
        return opened;
    }

    private Error unproven(List<String> reasons) {
        return new UnprovenFaultError(
                String.join("; ", reasons) + "\nNothing was shown under a fault that is not proven. " + replay());
    }

    String replay() {
        return "Replay with -D" + Settings.SEED + "=" + seed;
    }

    @Override
    public void close() {
        Optional<Place> where;
        Optional<Opened> open;
        synchronized (this) {
            where = place;
            open = opened;
            place = Optional.empty();
            opened = Optional.empty();
        }
        var failures = new ArrayList<Exception>();
        open.ifPresent(o -> {
            close(o.faults(), failures);
            close(o.stack(), failures);
        });
        where.ifPresent(w -> {
            close(w.plane(), failures);
            boolean clean = w.ledger().left().isEmpty();
            close(w.ledger(), failures);
            if (clean) {
                delete(w.directory());
            }
        });
        if (!failures.isEmpty()) {
            var failed =
                    new BrownoutException("closing failed: " + failures.get(0).getMessage(), failures.get(0));
            failures.stream().skip(1).forEach(failed::addSuppressed);
            throw failed;
        }
    }

    private static void close(AutoCloseable part, List<Exception> failures) {
        try {
            part.close();
        } catch (Exception e) {
            failures.add(e);
        }
    }

    private static void delete(Path directory) {
        try (var files = Files.walk(directory)) {
            for (var file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(file);
            }
        } catch (IOException | UncheckedIOException e) {
            // leftovers of a temporary directory hurt nobody
        }
    }
}
