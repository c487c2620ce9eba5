package dev.brownout.junit;

import dev.brownout.api.BrownoutException;
import dev.brownout.api.FaultPlane;
import dev.brownout.api.RunningStack;
import dev.brownout.api.Stack;
import dev.brownout.faults.FaultRegistry;
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
import java.util.function.Supplier;

/**
 * The planes and the running stack of a class or, where methods run concurrently, of a method. Nothing is opened before it is
 * needed. Used by one test at a time; thread safe for the threads of that test.
 */
final class Session implements AutoCloseable {
    private final Supplier<StackSource> sources;
    private final long seed;
    private final Settings settings;
    private final Runnable beforeFaults;
    private final RunClock clock = RunClock.start();
    private volatile TestJournal journal = new TestJournal(Clock.systemUTC(), clock);
    private Optional<StackSource> source = Optional.empty();
    private Optional<Place> place = Optional.empty();
    private Optional<Opened> opened = Optional.empty();
    private volatile Optional<String> notRestored = Optional.empty();
    private volatile List<LiveFaults.Use> declared = List.of();

    /** Where links begin already, although nothing may run behind them yet. */
    private record Place(Path directory, FaultPlane plane, SessionLedger ledger) {}

    private record Opened(RunningStack stack, LiveFaults faults) {}

    /**
     * @param sources gives what is under test, when it is needed
     * @param seed all decisions follow from it
     * @param settings what was configured
     * @param beforeFaults throws where faults cannot act on what the test uses
     */
    Session(Supplier<StackSource> sources, long seed, Settings settings, Runnable beforeFaults) {
        this.sources = sources;
        this.seed = seed;
        this.settings = settings;
        this.beforeFaults = beforeFaults;
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
    void begin() {
        notRestored.ifPresent(left -> {
            throw new NotRestoredError("this test was not run, as an earlier test left something behind: " + left);
        });
        journal = new TestJournal(Clock.systemUTC(), clock);
    }

    private synchronized Place place() {
        if (place.isEmpty()) {
            place = Optional.of(prepare());
        }
        return place.get();
    }

    private Place prepare() {
        var state = StateDirectory.standard();
        Leftovers.recover(state);
        var directory = temporary();
        var plane = LocalPlane.open(seed);
        plane.part(FilePlane.class).keepBackupsIn(directory.resolve("originals"));
        return new Place(directory, plane, new SessionLedger(directory.resolve("ledger.jsonl"), state));
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
        return new Opened(
                stack,
                new LiveFaults(
                        named.stack(),
                        FaultRegistry.load(),
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

    /** Put faults in place together, proven. */
    List<InjectedFault> inject(List<LiveFaults.Use> uses) {
        beforeFaults.run();
        try {
            var outcomes = open().faults().inject(uses);
            var failed = outcomes.stream().filter(o -> o.why().isPresent()).toList();
            if (!failed.isEmpty()) {
                throw unproven(failed.stream()
                        .map(o -> o.fault() + " could not be proven: " + o.why().orElseThrow())
                        .toList());
            }
            return outcomes.stream()
                    .map(o -> new InjectedFault(this, o.fault()))
                    .toList();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new BrownoutException("the test was interrupted while a fault was put in place; it was taken away", e);
        }
    }

    /**
     * Take faults away and judge them.
     *
     * @throws NotRestoredError if one is not gone
     * @throws UnprovenFaultError if one was met by nothing
     */
    void end(Collection<InjectedFault> some) {
        var lives = some.stream().map(InjectedFault::live).toList();
        var met = lives.stream().filter(LiveFaults.Live::inPlace).toList();
        var failed = open().faults().end(lives);
        if (!failed.isEmpty()) {
            var words = failed.stream()
                    .map(o -> o.fault() + ": " + o.why().orElseThrow())
                    .reduce((a, b) -> a + "; " + b)
                    .orElseThrow();
            notRestored = Optional.of(words);
            throw new NotRestoredError("not everything is as before: " + words
                    + "; no further test of this class is run, as it would run under a fault");
        }
        var unmet = met.stream()
                .filter(live -> !live.planned().exposureOptional())
                .flatMap(live -> unmet(live).stream())
                .toList();
        if (!unmet.isEmpty()) {
            throw unproven(unmet);
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
        return Optional.of(live + " was met by no traffic of " + String.join(", ", without) + where(live)
                + ", or say exposureOptional where the fault need not be met");
    }

    private String where(LiveFaults.Live live) {
        return switch (live.planned().targetKind()) {
            case LINK -> {
                var link = live.planned().target();
                yield ": the link begins at " + address(link) + ", and nothing went through it; connect to @LinkAddress(\""
                        + link + "\")";
            }
            case NAME -> ": nobody asked the plane for this name; let the code under test resolve it";
            case COMPONENT -> "";
        };
    }

    /** Take everything away that is in place, as at a test's end. */
    void reset() {
        var open = openedNow();
        if (open.isPresent()) {
            end(open.get().faults().inPlace().stream()
                    .map(live -> new InjectedFault(this, live))
                    .toList());
        }
    }

    /** What is in place, in words; for messages. */
    List<String> inPlace() {
        return openedNow().stream()
                .flatMap(o -> o.faults().inPlace().stream())
                .map(live -> live + " (met " + live.exposure().values().stream()
                        .mapToLong(Long::longValue)
                        .sum() + " times)")
                .toList();
    }

    private synchronized Optional<Opened> openedNow() {
        return opened;
    }

    Optional<String> notRestored() {
        return notRestored;
    }

    private Error unproven(List<String> reasons) {
        return new UnprovenFaultError(String.join("; ", reasons)
                + "\nNothing was shown under a fault that is not proven. " + replay());
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
            var failed = new BrownoutException("closing failed: " + failures.get(0).getMessage(), failures.get(0));
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
