package dev.brownout.examples.exchange.stack;

import dev.brownout.api.Checker;
import dev.brownout.api.Finding;
import dev.brownout.api.Mode;
import dev.brownout.api.Operation;
import dev.brownout.api.Stack;
import dev.brownout.scenarios.checker.FundsConserved;
import dev.brownout.scenarios.checker.Histories;
import dev.brownout.scenarios.checker.NoDoubleExecution;
import dev.brownout.scenarios.checker.NoLostAcks;
import dev.brownout.scenarios.checker.PriceTimePriority;
import dev.brownout.scenarios.checker.UnknownIsNotZero;
import dev.brownout.scenarios.journal.Event;
import dev.brownout.scenarios.play.Prober;
import dev.brownout.scenarios.play.RunClock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** A running exchange under probes and traders, with everything that they saw. */
final class Watched implements AutoCloseable {
    private final RunClock clock = RunClock.start();
    private final ConcurrentLinkedQueue<Event.Probed> samples = new ConcurrentLinkedQueue<>();
    private final ConcurrentLinkedQueue<Operation> history = new ConcurrentLinkedQueue<>();
    private final ExecutorService recording = Executors.newSingleThreadExecutor();
    private final Prober prober;
    private final Stack stack;

    Watched(Stack stack, RunningExchange running) {
        this.stack = stack;
        prober = new Prober(stack.capabilities(), running.probes(), clock, clock.now(), recording, event -> {
            if (event instanceof Event.Probed probed) {
                samples.add(probed);
            }
        });
        prober.start();
    }

    RunClock clock() {
        return clock;
    }

    /** Take an operation of the workload. */
    void record(Operation operation) {
        history.add(operation);
    }

    List<Event.Probed> samples() {
        return List.copyOf(samples);
    }

    List<Operation> history() {
        return List.copyOf(history);
    }

    /** Count the modes of a capability's samples that were due in a stretch, in ns of {@link #clock}. */
    Map<Mode, Long> modes(String capability, long from, long to) {
        return samples.stream()
                .filter(s -> s.capability().equals(capability) && s.due() >= from && s.due() < to)
                .collect(Collectors.groupingBy(Event.Probed::mode, TreeMap::new, Collectors.counting()));
    }

    /** Let our own checkers judge the history. */
    List<Finding> findings() {
        return findings(stack, history);
    }

    /** Let our own checkers judge a history. */
    static List<Finding> findings(Stack stack, Iterable<Operation> history) {
        var findings = new ArrayList<Finding>();
        for (Checker.Factory factory : Stream.<Checker.Factory>of(
                        new NoLostAcks.Registered(),
                        new NoDoubleExecution.Registered(),
                        new FundsConserved.Registered(),
                        new PriceTimePriority.Registered(),
                        new UnknownIsNotZero.Registered())
                .toList()) {
            findings.addAll(Histories.check(factory, Map.of(), stack, history));
        }
        return findings;
    }

    @Override
    public void close() {
        prober.close();
        recording.shutdown();
    }
}
