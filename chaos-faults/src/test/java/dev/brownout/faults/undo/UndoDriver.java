package dev.brownout.faults.undo;

import dev.brownout.api.Arguments;
import dev.brownout.api.Fault;
import dev.brownout.api.FaultKind;
import dev.brownout.api.FaultPlane;
import dev.brownout.api.Injection;
import dev.brownout.api.InjectionContext;
import dev.brownout.api.Stack;
import dev.brownout.api.Target;
import dev.brownout.api.UndoLedger;
import dev.brownout.faults.FaultRegistry;
import dev.brownout.faults.Leases;
import dev.brownout.faults.node.NodePlane;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;

/**
 * A run that is going to be killed: does faults on the standing stack, tells each step on its output, and stops dead at the
 * one it is told, with everything it holds open.
 *
 * <p>One line on its input says what to do: {@code STATE LEDGER STOP KIND@TARGET?NAME=VALUE&… …}, where the
 * arguments may be left out, and STOP is {@code step:n}, the n-th
 * time of a step, {@code never:0} to go round for ever, or {@code alone:0} to do one fault after another and end.
 */
final class UndoDriver {
    private final FaultPlane plane;
    private final FaultRegistry kinds = FaultRegistry.load();
    private final Stack stack;
    private final Leases leases = Leases.open();
    private String step = "";
    private int times;

    UndoDriver(FaultPlane plane, Stack stack) {
        this.plane = plane;
        this.stack = stack;
    }

    public static void main(String[] args) throws IOException {
        var stack = new StandingStack(Path.of(args[1]));
        var plane = NodePlane.connect(URI.create(args[0]));
        var served = new InetSocketAddress(InetAddress.getLoopbackAddress(), Integer.parseInt(args[2]));
        new UndoDriver(plane, stack.stack()).serve(() -> stack.tell(plane, served));
    }

    /** Tells a plane what stands already, when there is something to be done. */
    interface Teller {
        void tell() throws IOException;
    }

    /** Waits for its line, and does what it says. */
    void serve(Teller teller) throws IOException {
        System.out.println("READY");
        var in = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        var line = in.readLine();
        if (line != null) {
            teller.tell();
            try {
                run(line.split(" ", -1));
            } catch (RuntimeException e) {
                System.out.println("FAILED " + e);
                System.exit(1);
            }
        }
    }

    private void run(String[] words) {
        var stop = words[2].split(":", 2);
        step = stop[0];
        times = Integer.parseInt(stop[1]);
        try (var ledger = Ledger.create(Path.of(words[1]), new StateDirectory(Path.of(words[0])))) {
            at("opened");
            do {
                var held = new ArrayDeque<Injection>();
                for (var what : Arrays.asList(words).subList(3, words.length)) {
                    held.push(inject(what.split("@", 2), telling(ledger)));
                    at("injected");
                    if (step.equals("alone")) {
                        held.pop().close();
                    }
                }
                while (!held.isEmpty()) {
                    at("removing");
                    held.pop().close();
                    at("removed");
                }
            } while (step.equals("never"));
            at("ended");
        }
        at("closed");
    }

    private Injection inject(String[] what, UndoLedger ledger) {
        var kind = kinds.find(what[0]).orElseThrow();
        var on = what[1].split("[?]", 2);
        var target = stack.targets(kind.target()).stream()
                .map(Target.class::cast)
                .filter(t -> t.id().equals(on[0]))
                .findFirst()
                .orElseThrow();
        return inject(plane.doing(kind), arguments(kind, on), target, ledger);
    }

    private static Arguments arguments(FaultKind<?> kind, String[] on) {
        var given = new HashMap<String, String>(kind.description().example());
        if (on.length > 1) {
            for (var pair : on[1].split("&", -1)) {
                var words = pair.split("=", 2);
                given.put(words[0], words[1]);
            }
        }
        return Arguments.of(kind.parameters(), given);
    }

    private <F extends Fault> Injection inject(
            FaultKind<F> kind, Arguments arguments, Target target, UndoLedger ledger) {
        return leases.inject(
                kind,
                kind.create(arguments),
                target,
                new InjectionContext("trial/1/" + kind.name(), 1, plane, ledger, Duration.ofMinutes(30)),
                failure -> at("expired"));
    }

    /** Tells what is written, around the ledger itself. */
    private UndoLedger telling(Ledger ledger) {
        return (String action, Map<String, String> arguments) -> {
            at("asked");
            var entry = ledger.write(action, arguments);
            at("written");
            return () -> {
                at("restored");
                entry.close();
                at("noted");
            };
        };
    }

    private synchronized void at(String reached) {
        System.out.println(reached);
        if (reached.equals(step) && --times <= 0) {
            System.out.println("STOPPED");
            waitForTheEnd();
        }
    }

    private static void waitForTheEnd() {
        try {
            new java.util.concurrent.CountDownLatch(1).await();
        } catch (InterruptedException e) {
            throw new IllegalStateException("nobody interrupts a driver", e);
        }
    }
}
