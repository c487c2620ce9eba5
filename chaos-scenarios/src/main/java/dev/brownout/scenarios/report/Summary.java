package dev.brownout.scenarios.report;

import dev.brownout.scenarios.judge.FaultProof;
import dev.brownout.scenarios.judge.Row;
import dev.brownout.scenarios.judge.Row.RowVerdict;
import dev.brownout.scenarios.judge.Verdict;
import java.util.ArrayList;
import java.util.List;

/** The handful of figures that say how a run went. */
public final class Summary {
    private Summary() {}

    /**
     * One figure.
     *
     * @param name what it counts
     * @param value the figure, with its unit
     */
    public record Figure(String name, String value) {}

    /**
     * Give a run's figures.
     *
     * @param v the verdict
     * @return the figures, most telling first
     */
    public static List<Figure> figures(Verdict v) {
        var out = new ArrayList<Figure>();
        long met = v.rows().stream().filter(r -> r.verdict() == RowVerdict.MET).count();
        long expected =
                v.rows().stream().filter(r -> r.verdict() != RowVerdict.NONE).count();
        if (expected > 0) {
            out.add(new Figure("expectations met", met + " of " + expected));
        }
        if (!v.proofs().isEmpty()) {
            out.add(new Figure(
                    "faults proven",
                    v.proofs().stream().filter(Summary::proven).count() + " of "
                            + v.proofs().size()));
        }
        out.add(new Figure(
                "back after the last fault",
                v.recoveredMillis().map(Words::time).orElse("–")));
        out.add(new Figure(
                "samples",
                String.valueOf(v.rows().stream().mapToInt(Row::samples).sum())));
        out.add(new Figure("operations judged", String.valueOf(v.operations())));
        out.add(new Figure(
                "harness stalls", v.stalls() == 0 ? "none" : v.stalls() + " (" + Words.time(v.stalledMillis()) + ")"));
        return out;
    }

    /**
     * Tell whether everything about a fault is proven.
     *
     * @param p what was proven
     * @return whether nothing is missing
     */
    public static boolean proven(FaultProof p) {
        return p.control() && p.effect() && p.exposure() && p.restored();
    }
}
