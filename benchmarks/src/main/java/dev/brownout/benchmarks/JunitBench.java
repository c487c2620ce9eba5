package dev.brownout.benchmarks;

import java.io.IOException;
import java.io.PrintStream;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;

/**
 * How soon after a test class starts its first fault is in place, and felt: by our extension, and by Testcontainers' Toxiproxy.
 * Each try has a JVM of its own, in turns.
 */
final class JunitBench {
    /** The code under test alone; or beside a container that Testcontainers has started in the same JVM, before the class. */
    enum Stack {
        /** A service in the JVM; nobody has used Testcontainers yet. */
        SERVICE,
        /** A Redis in a container. */
        CONTAINER
    }

    private static final String OURS = "@Brownout";
    private static final String PEER = "ToxiproxyContainer";

    private final boolean quick;
    private final Placement placement;
    private final PrintStream out;

    JunitBench(boolean quick, Placement placement, PrintStream out) {
        this.quick = quick;
        this.placement = placement;
        this.out = out;
    }

    /** One try; times in ms since the class started. */
    private record Turn(double injected, double felt) {}

    Map<String, Object> run() throws IOException {
        int rounds = quick ? 3 : 15;
        var turns = new Rounds<Turn>();
        for (int round = -1; round < rounds; round++) {
            for (var stack : Stack.values()) {
                for (var side : List.of(OURS, PEER)) {
                    var turn = turn(side, stack);
                    if (round >= 0) { // the first fills the page cache
                        turns.add(side + stack, turn);
                    }
                }
            }
        }
        return report(turns, rounds);
    }

    private Turn turn(String side, Stack stack) throws IOException {
        try (var child =
                Child.java(placement.all(), FirstFault.class, side.equals(OURS) ? "ours" : "peer", stack.name())) {
            var words = child.line().split(" ", -1);
            return new Turn(Double.parseDouble(words[0]), Double.parseDouble(words[1]));
        }
    }

    private Map<String, Object> report(Rounds<Turn> turns, int rounds) {
        out.println();
        out.println("JUnit: a test class starts → its first fault, each try in a JVM of its own, " + rounds
                + " tries in turns, median and worst; what is under test runs before");
        var json = new LinkedHashMap<String, Object>();
        var figures = new LinkedHashMap<String, ToDoubleFunction<Turn>>();
        figures.put("in place", Turn::injected);
        figures.put("felt", Turn::felt);
        var table = new Table("ms", OURS, "worst", PEER, "worst", "peer / ours");
        for (var stack : Stack.values()) {
            figures.forEach((figure, of) -> {
                double ours = turns.median(OURS + stack, of);
                double peer = turns.median(PEER + stack, of);
                var name = figure + (stack == Stack.SERVICE ? ", service in the JVM" : ", service in a container");
                table.row(
                        name, ours, worst(turns, OURS + stack, of), peer, worst(turns, PEER + stack, of), peer / ours);
                var entry = new LinkedHashMap<String, Object>();
                entry.put(OURS, Figures.round(ours));
                entry.put(PEER, Figures.round(peer));
                entry.put("peer / ours", Figures.round(peer / ours));
                json.put(name, entry);
            });
        }
        table.print(out);
        return json;
    }

    private static double worst(Rounds<Turn> turns, String what, ToDoubleFunction<Turn> of) {
        return turns.of(what).stream().mapToDouble(of).max().orElse(Double.NaN);
    }
}
