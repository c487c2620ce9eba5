package dev.brownout.cli;

import dev.brownout.api.BrownoutException;
import dev.brownout.api.Checker;
import dev.brownout.scenarios.report.JunitXmlReport;
import dev.brownout.scenarios.report.MarkdownReport;
import dev.brownout.scenarios.report.Report;
import dev.brownout.scenarios.report.html.HtmlReport;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import picocli.CommandLine.Option;

/** Where the verdict is to be written besides the terminal. */
final class ReportOptions {
    @Option(
            names = "--html",
            paramLabel = "FILE",
            description = "write the report as one HTML file that needs no network")
    private Optional<Path> html = Optional.empty();

    @Option(
            names = "--markdown",
            paramLabel = "FILE",
            description = "write the report as Markdown, short enough for a merge request's comment")
    private Optional<Path> markdown = Optional.empty();

    @Option(names = "--junit-xml", paramLabel = "FILE", description = "write the verdict as JUnit XML")
    private Optional<Path> junitXml = Optional.empty();

    boolean none() {
        return html.isEmpty() && markdown.isEmpty() && junitXml.isEmpty();
    }

    void html(Path file) {
        html = Optional.of(file);
    }

    /** Write what is asked for, from the journal; without any option nothing is read. */
    void write(Path journal, Map<String, Checker.Factory> checkers) {
        if (!none()) {
            write(Report.read(journal, checkers));
        }
    }

    void write(Report report) {
        html.ifPresent(file -> write(file, "HTML", HtmlReport.write(report)));
        markdown.ifPresent(file -> write(file, "Markdown", MarkdownReport.write(report)));
        junitXml.ifPresent(file -> write(file, "JUnit XML", JunitXmlReport.write(report.verdict(), "brownout")));
    }

    private static void write(Path file, String what, String text) {
        try {
            var directory = file.toAbsolutePath().getParent();
            if (directory != null) {
                Files.createDirectories(directory);
            }
            Files.writeString(file, text);
        } catch (IOException e) {
            throw new BrownoutException(
                    what + " " + file + " cannot be written: " + e.getClass().getSimpleName() + " " + e.getMessage(),
                    e);
        }
    }
}
