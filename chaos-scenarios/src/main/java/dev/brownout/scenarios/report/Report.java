package dev.brownout.scenarios.report;

import dev.brownout.api.BrownoutException;
import dev.brownout.api.Checker;
import dev.brownout.api.CheckerDescription;
import dev.brownout.scenarios.journal.JournalReader;
import dev.brownout.scenarios.judge.Judge;
import dev.brownout.scenarios.judge.Verdict;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * All that is told of one run, in whatever form: made from its journal and nothing else.
 *
 * @param verdict the verdict
 * @param chronicle what happened when
 * @param journal how to name the journal that line numbers speak of
 * @param truncated what is wrong with the journal's last line; empty when it is whole
 * @param excerpt the lines that findings and proofs rest on, as they stand there, by their number
 * @param checkers what is known of the checkers there are, by name
 */
public record Report(
        Verdict verdict,
        Chronicle chronicle,
        String journal,
        Optional<String> truncated,
        Map<Long, String> excerpt,
        Map<String, CheckerDescription> checkers) {
    /** More than anybody reads; a run that breaks everywhere must not make a report that nobody can open. */
    static final int MOST_LINES = 600;

    private static final int LONGEST_LINE = 1500;

    /**
     * Judge a journal and keep what a report needs of it.
     *
     * @param journal the journal
     * @param known the checkers there are, by name
     * @return the report
     * @throws BrownoutException if it cannot be read, or is judged otherwise now than when the run ended
     */
    public static Report read(Path journal, Map<String, Checker.Factory> known) {
        var judge = new Judge(known);
        var chronicle = new Chronicle();
        var truncated = JournalReader.read(journal, line -> {
            judge.accept(line);
            chronicle.accept(line);
        });
        var verdict = judge.finish(truncated);
        judge.stored().filter(then -> then.outcome() != verdict.outcome()).ifPresent(then -> {
            throw new BrownoutException("internal error: the run was judged " + then.outcome()
                    + " when it ended, but its journal is judged " + verdict.outcome() + " now; nothing was written");
        });
        var checkers = new TreeMap<String, CheckerDescription>();
        known.forEach((name, factory) -> checkers.put(name, factory.description()));
        return new Report(
                verdict,
                chronicle,
                String.valueOf(journal.getFileName()),
                truncated,
                excerpt(journal, wanted(verdict, chronicle)),
                checkers);
    }

    /** Evidence with its neighbours, then what was done with each fault. */
    private static TreeSet<Long> wanted(Verdict verdict, Chronicle chronicle) {
        var lines = new TreeSet<Long>();
        for (var finding : verdict.findings()) {
            for (long n : finding.evidence()) {
                if (lines.size() < MOST_LINES) {
                    lines.add(n - 1);
                    lines.add(n);
                    lines.add(n + 1);
                }
            }
        }
        for (var fault : chronicle.faults().values()) {
            for (long n : fault.lines()) {
                if (lines.size() < MOST_LINES) {
                    lines.add(n);
                }
            }
        }
        return lines;
    }

    private static Map<Long, String> excerpt(Path journal, TreeSet<Long> wanted) {
        var lines = new TreeMap<Long, String>();
        try (var in = Files.newBufferedReader(journal)) {
            long n = 0;
            for (var text = in.readLine(); text != null && !wanted.isEmpty(); text = in.readLine()) {
                n++;
                if (wanted.contains(n)) {
                    lines.put(n, text.length() <= LONGEST_LINE ? text : text.substring(0, LONGEST_LINE) + " …");
                }
                if (n >= wanted.last()) {
                    break;
                }
            }
        } catch (IOException e) {
            throw new BrownoutException("journal " + journal + " cannot be read: " + e.getMessage(), e);
        }
        return lines;
    }
}
