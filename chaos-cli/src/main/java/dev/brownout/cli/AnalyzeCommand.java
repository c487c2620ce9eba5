package dev.brownout.cli;

import dev.brownout.api.BrownoutException;
import dev.brownout.scenarios.journal.JournalReader;
import dev.brownout.scenarios.judge.Judge;
import dev.brownout.scenarios.judge.Reproduction;
import dev.brownout.scenarios.judge.Verdict;
import dev.brownout.scenarios.report.ConsoleReport;
import dev.brownout.scenarios.report.JunitXmlReport;
import dev.brownout.scenarios.report.Paint;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
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

    @Option(names = "--junit-xml", paramLabel = "FILE", description = "also write the verdict as JUnit XML")
    private Optional<Path> junitXml = Optional.empty();

    @Spec
    @SuppressWarnings("NullAway.Init") // set by picocli before call()
    private CommandSpec spec;

    @Override
    public Integer call() {
        var judge = new Judge(new Library().checkers);
        var truncated = JournalReader.read(journal, judge::accept);
        var verdict = judge.finish(truncated);
        var out = spec.commandLine().getOut();
        truncated.ifPresent(t -> out.println("note: " + t + "; what came before is judged"));
        new ConsoleReport(new Paint(Terminal.interactive() && !Terminal.noColor()))
                .lines(verdict, journal.toString())
                .forEach(out::println);
        junitXml.ifPresent(file -> write(file, verdict));
        Reproduction.difference(judge, verdict).ifPresent(difference -> {
            throw new BrownoutException("internal error: " + difference);
        });
        return verdict.outcome().exitCode();
    }

    static void write(Path file, Verdict verdict) {
        try {
            var directory = file.toAbsolutePath().getParent();
            if (directory != null) {
                Files.createDirectories(directory);
            }
            Files.writeString(file, JunitXmlReport.write(verdict, "brownout"));
        } catch (IOException e) {
            throw new BrownoutException(
                    "JUnit XML " + file + " cannot be written: " + e.getClass().getSimpleName() + " " + e.getMessage(),
                    e);
        }
    }
}
