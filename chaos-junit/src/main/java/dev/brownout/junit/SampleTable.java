package dev.brownout.junit;

import dev.brownout.api.RunView;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;

/** The samples around a violation, as lines: what came before and after shows how it began. */
final class SampleTable {
    private static final int BESIDE = 3;
    private static final int LONGEST = 100;

    private SampleTable() {}

    /**
     * Draw samples.
     *
     * @param samples all of a capability's, in order of when they were due
     * @param violations the journal lines of those that are to be seen; the first of them is the middle
     * @return lines, indented; none when no violation is among the samples
     */
    static List<String> around(List<RunView.Sample> samples, Collection<Long> violations) {
        var first = IntStream.range(0, samples.size())
                .filter(i -> violations.contains(samples.get(i).line()))
                .findFirst();
        return first.isEmpty()
                ? List.of()
                : IntStream.rangeClosed(
                                Math.max(0, first.getAsInt() - BESIDE),
                                Math.min(samples.size() - 1, first.getAsInt() + BESIDE))
                        .mapToObj(samples::get)
                        .map(s -> line(s, violations.contains(s.line())))
                        .toList();
    }

    private static String line(RunView.Sample s, boolean violation) {
        var detail = s.detail().strip().replaceAll("\\s*\\R\\s*", " | ");
        return String.format(
                        Locale.ROOT,
                        "  %s line %-5d %s  %-7s %8.1f ms  %s%s",
                        violation ? ">" : " ",
                        s.line(),
                        BothClocks.run(s.due()),
                        s.mode().word(),
                        s.latency() / 1e6,
                        detail.length() > LONGEST ? detail.substring(0, LONGEST) + " …" : detail,
                        switch (s.standing()) {
                            case JUDGED -> "";
                            case TRANSITION -> "  (in transition)";
                            case BLIND -> "  (blind)";
                        })
                .stripTrailing();
    }
}
