package dev.brownout.cli;

import dev.brownout.scenarios.library.Library;
import dev.brownout.scenarios.report.Report;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Tells a stored run as files for people and for CI servers. */
@Command(
        name = "report",
        description = {
            "Write a stored run's report, from its journal alone: HTML for people, Markdown for a merge request, JUnit XML for a"
                    + " CI server. Without an option: HTML beside the journal.",
            "Exits with 0 whatever the verdict is; brownout analyze exits with the verdict's code."
        },
        mixinStandardHelpOptions = true,
        footer = {
            "",
            "Examples:",
            "  brownout report runs/20251020-064800/journal.jsonl",
            "  brownout report runs/20251020-064800/journal.jsonl --html outage.html --markdown comment.md"
        })
final class ReportCommand implements Callable<Integer> {
    @Parameters(paramLabel = "JOURNAL", description = "a journal file")
    private Path journal = Path.of("");

    @Mixin
    private ReportOptions options = new ReportOptions();

    @Spec
    @SuppressWarnings("NullAway.Init") // set by picocli before call()
    private CommandSpec spec;

    @Override
    public Integer call() {
        var report = Report.read(journal, Library.load().checkers());
        if (options.none()) {
            var file = beside(journal);
            options.html(file);
            spec.commandLine().getOut().println(report.verdict().outcome() + "  report: " + file);
        }
        options.write(report);
        return 0;
    }

    private static Path beside(Path journal) {
        var name = String.valueOf(journal.getFileName());
        return journal.resolveSibling(
                (name.endsWith(".jsonl") ? name.substring(0, name.length() - ".jsonl".length()) : name) + ".html");
    }
}
