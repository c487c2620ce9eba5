package dev.brownout.junit;

import dev.brownout.api.BrownoutException;
import dev.brownout.api.Checker;
import dev.brownout.faults.undo.StateDirectory;
import dev.brownout.scenarios.play.RunFiles;
import dev.brownout.scenarios.report.Report;
import dev.brownout.scenarios.report.html.HtmlReport;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.Map;

/**
 * Where the run of one test is kept: journal, report and the stack's logs under the build folder, so that they are found beside
 * the other reports; the ledger and the originals of changed files in the user's state directory, so that emptying the build
 * folder does not make them disappear.
 *
 * @param directory the run's own directory under the build folder
 * @param undo the directory of its ledger
 * @param files its files
 */
record RunFolder(Path directory, Path undo, RunFiles files) {
    private static final int MOST = 1000;

    /**
     * Make a folder that nothing is in yet; those of earlier runs of the same test stay, each under a number.
     *
     * @param reports the folder of all reports
     * @param test class and method
     * @param run which of the method's runs
     * @param state the user's state directory
     * @throws BrownoutException if it cannot be made; nothing was touched
     */
    static RunFolder create(Path reports, Path test, String run, StateDirectory state) {
        try {
            var directory = fresh(reports.resolve(test), run);
            var undo = Files.createTempDirectory(
                    Files.createDirectories(state.path().resolve("tests")), "run-");
            return new RunFolder(
                    directory,
                    undo,
                    new RunFiles(
                            directory.resolve("journal.jsonl"),
                            undo.resolve("ledger.jsonl"),
                            directory.resolve("stop"),
                            Files.createDirectory(directory.resolve("stack"))));
        } catch (IOException e) {
            throw new BrownoutException(
                    "the folder of reports must be writable, but " + reports.toAbsolutePath() + " is not: "
                            + e.getClass().getSimpleName() + " " + e.getMessage() + "; nothing was touched; set "
                            + Settings.REPORTS + " to another one",
                    e);
        }
    }

    private static Path fresh(Path parent, String run) throws IOException {
        Files.createDirectories(parent);
        for (int i = 1; i < MOST; i++) {
            try {
                return Files.createDirectory(parent.resolve(i == 1 ? run : run + "-" + i));
            } catch (FileAlreadyExistsException e) {
                // kept from an earlier build, or of a run that goes on
            }
        }
        throw new FileAlreadyExistsException(parent.resolve(run) + ", and so do " + MOST + " more");
    }

    /** Where the HTML report is, or will be. */
    Path report() {
        return directory.resolve("report.html");
    }

    /** Write the HTML report beside the journal, where there is a journal of a whole run. */
    void writeReport(Map<String, Checker.Factory> checkers) {
        if (Files.exists(files.journal())) {
            try {
                Files.writeString(report(), HtmlReport.write(Report.read(files.journal(), checkers)));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    /** Delete what nobody needs of a run that left nothing behind, and the directories of the test that are empty then. */
    void delete() {
        delete(directory);
        var parent = directory.getParent();
        for (int i = 0; i < 2 && parent != null; i++) {
            try {
                Files.deleteIfExists(parent);
            } catch (IOException e) {
                // something else is kept there
                return;
            }
            parent = parent.getParent();
        }
    }

    /** Delete the ledger of a run that has nothing left to undo. */
    void forget() {
        delete(undo);
    }

    private static void delete(Path directory) {
        try (var all = Files.walk(directory)) {
            for (var file : all.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(file);
            }
        } catch (IOException | UncheckedIOException e) {
            // whoever still holds a file there leaves us some; a build folder is emptied by others too
        }
    }
}
