package dev.brownout.consumers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.junit.jupiter.api.Assumptions;
import org.w3c.dom.Element;
import org.xml.sax.SAXException;

/** Builds a copy of a consumer's project with the consumer's own tool, in a process of its own. */
final class Build {
    /** Far more than a build takes, with an empty package cache on a loaded machine. */
    private static final int MINUTES = 8;

    /** Where nobody reads what was skipped. */
    static final boolean CI = "true".equals(System.getenv("CI"));

    private static final Path PROJECTS = Path.of("projects").toAbsolutePath();
    private static final Path BUILT = Path.of("target", "projects").toAbsolutePath();

    private final Path folder;

    private Build(Path folder) {
        this.folder = folder;
    }

    /**
     * Copy a project, so that nothing is written among our sources.
     *
     * @param project its folder among the sources
     * @param name the copy's folder below {@code target/projects}
     */
    static Build of(String project, String name) {
        var source = PROJECTS.resolve(project);
        var copy = BUILT.resolve(name);
        try (var files = Files.walk(source)) {
            for (var file : files.filter(Files::isRegularFile).toList()) {
                var to = copy.resolve(source.relativize(file).toString());
                Files.createDirectories(to.getParent());
                Files.copy(file, to, StandardCopyOption.REPLACE_EXISTING);
            }
            return new Build(copy);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The value of a property that the POM hands to these tests. */
    static String given(String property) {
        var value = System.getProperty(property);
        return value == null ? fail(property + " must be set by the POM; run this test with mvn verify") : value;
    }

    /** Find a tool on the path. In CI it must be there; else the test is skipped without it. */
    static Path tool(String name) {
        var found = Arrays.stream(System.getenv().getOrDefault("PATH", "").split(File.pathSeparator, -1))
                .map(folder -> Path.of(folder, name))
                .filter(Files::isExecutable)
                .findFirst();
        var missing = name + " must be on the path; install it";
        if (found.isEmpty() && CI) {
            fail(missing);
        }
        Assumptions.assumeTrue(found.isPresent(), missing);
        return found.orElseThrow();
    }

    /** The local repository into which our artifacts were installed. */
    static Path repository() {
        return Path.of(given("consumers.repository"));
    }

    /** Run Maven, which must succeed. */
    void maven(Jdk jdk, String... arguments) {
        run("maven-" + jdk.feature() + ".log", command(jdk, arguments));
    }

    /** Run Maven, which must fail. What it said is given. */
    String failingMaven(Jdk jdk, String... arguments) {
        var output = folder.resolve("maven-failing.log");
        var command = command(jdk, arguments);
        assertThat(execute(output, command))
                .as(() -> "exit code" + said(command, output))
                .isNotZero();
        try {
            return Files.readString(output);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Copy a file of the project over another. */
    void replace(String file, String by) {
        try {
            Files.copy(folder.resolve(by), folder.resolve(file), StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static List<String> command(Jdk jdk, String... arguments) {
        var command = new ArrayList<>(List.of(
                Path.of(given("consumers.maven"), "bin", "mvn").toString(),
                "-B",
                "-ntp",
                "-gs",
                PROJECTS.resolve("settings.xml").toString(),
                "-Dmaven.repo.local=" + repository(),
                "-Dconsumers.warm=" + given("consumers.warm"),
                "-Dbrownout.version=" + given("consumers.version"),
                "-Djvm=" + jdk.java()));
        command.addAll(List.of(arguments));
        return command;
    }

    /** Run a command in the project's folder. It must succeed. */
    void run(String log, List<String> command) {
        var output = folder.resolve(log);
        assertThat(execute(output, command))
                .as(() -> "exit code" + said(command, output))
                .isZero();
    }

    private int execute(Path output, List<String> command) {
        var builder = new ProcessBuilder(command)
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .redirectOutput(output.toFile());
        // quick to start rather than quick in the end
        builder.environment().put("MAVEN_OPTS", "-XX:TieredStopAtLevel=1 -XX:+UseSerialGC");
        try {
            var process = builder.start();
            try {
                if (!process.waitFor(MINUTES, TimeUnit.MINUTES)) {
                    fail("the build must end within " + MINUTES + " min, but has not" + said(command, output));
                }
            } finally {
                process.descendants().forEach(ProcessHandle::destroyForcibly);
                process.destroyForcibly();
            }
            return process.exitValue();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private static String said(List<String> command, Path output) {
        try {
            var lines = Files.readAllLines(output);
            return " of " + String.join(" ", command) + "; the last lines of " + output + ":\n"
                    + String.join("\n", lines.subList(Math.max(0, lines.size() - 60), lines.size()));
        } catch (IOException e) {
            return " of " + String.join(" ", command) + ", whose log cannot be read: " + e;
        }
    }

    /** How many tests the reports in a folder below the project's tell of. None may have failed, in CI none may have been skipped. */
    int testsIn(String reports) {
        int tests = 0;
        try (var files = Files.list(folder.resolve(reports))) {
            for (var file : files.filter(f -> f.getFileName().toString().matches("TEST-.*\\.xml"))
                    .toList()) {
                var suite = xml(file);
                var wrong = CI ? List.of("errors", "failures", "skipped") : List.of("errors", "failures");
                for (var count : wrong) {
                    assertThat(suite.getAttribute(count))
                            .as(count + " in " + file)
                            .isEqualTo("0");
                }
                tests += Integer.parseInt(suite.getAttribute("tests"));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return tests;
    }

    /** Read an XML file. */
    static Element xml(Path file) {
        try {
            return DocumentBuilderFactory.newInstance()
                    .newDocumentBuilder()
                    .parse(file.toFile())
                    .getDocumentElement();
        } catch (IOException | ParserConfigurationException | SAXException e) {
            throw new IllegalStateException(file + " must be XML", e);
        }
    }
}
