package dev.brownout.cli;

import dev.brownout.api.BrownoutException;
import dev.brownout.scenarios.journal.JournalReader;
import dev.brownout.scenarios.judge.Judge;
import dev.brownout.scenarios.judge.Reproduction;
import dev.brownout.scenarios.library.Library;
import dev.brownout.scenarios.report.ConsoleReport;
import dev.brownout.scenarios.report.Paint;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Judges a stored journal again, without any stack. */
@Command(
        name = "analyze",
        description = "Judge a stored journal again, without any stack: same lines, same verdict, same exit code.",
        mixinStandardHelpOptions = true,
        footer = {"", "Example:", "  brownout analyze runs/20251020-064800/journal.jsonl --junit-xml verdict.xml"})
final class AnalyzeCommand implements Callable<Integer> {
    @Parameters(paramLabel = "JOURNAL", description = "a journal file")
    private Path journal = Path.of("");

    @Mixin
    private ReportOptions reports = new ReportOptions();

    @Spec
    @SuppressWarnings("NullAway.Init") // set by picocli before call()
    private CommandSpec spec;

    @Override
    public Integer call() {
        var checkers = Library.load().checkers();
        var judge = new Judge(checkers);
        var truncated = JournalReader.read(journal, judge::accept);
        var verdict = judge.finish(truncated);
        var out = spec.commandLine().getOut();
        truncated.ifPresent(t -> out.println("note: " + t + "; what came before is judged"));
        new ConsoleReport(new Paint(Terminal.interactive() && !Terminal.noColor()))
                .lines(verdict, journal.toString())
                .forEach(out::println);
        reports.write(journal, checkers);
        Reproduction.difference(judge, verdict).ifPresent(difference -> {
            throw new BrownoutException("internal error: " + difference);
        });
        return verdict.outcome().exitCode();
    }
}
