package dev.brownout.examples.suite;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/**
 * What {@code docs/junit.md} shows is what is run: each block of it names the file, and the region of it, that it is. With
 * {@code -Dbrownout.generate} it is brought up to date.
 */
class DocumentationTests {
    private static final Path ROOT = Path.of("../..");
    private static final Path GUIDE = ROOT.resolve("docs/junit.md");
    private static final String FENCE = "```";
    private static final Pattern SOURCE = Pattern.compile("<!-- (?<file>[^# ]+)(#(?<region>[^ ]+))? -->");
    private static final String HOW = "mvn -B -Dquick -pl examples/junit-suite -am test -Dtest=DocumentationTests"
            + " -Dsurefire.failIfNoSpecifiedTests=false -Dbrownout.generate brings it up to date";

    @Test
    void should_show_what_is_run() throws IOException {
        var text = Files.readString(GUIDE);
        var filled = filled(text.lines().toList());
        if (System.getProperty("brownout.generate") != null) {
            Files.writeString(GUIDE, filled);
            text = filled;
        }
        assertThat(text).as(HOW).isEqualTo(filled);
    }

    @Test
    void should_show_something_in_every_block() throws IOException {
        assertThat(Files.readString(GUIDE))
                .doesNotContainPattern("```[a-z]+\n```")
                .contains(FENCE);
    }

    private static String filled(List<String> lines) throws IOException {
        var out = new ArrayList<String>();
        for (int i = 0; i < lines.size(); i++) {
            var line = lines.get(i);
            out.add(line);
            if (!line.startsWith(FENCE)) {
                continue;
            }
            var source = SOURCE.matcher(i == 0 ? "" : lines.get(i - 1));
            assertThat(source.matches())
                    .as("line %d of docs/junit.md: above a block there must be <!-- FILE#REGION -->", i + 1)
                    .isTrue();
            out.addAll(shown(source.group("file"), source.group("region")));
            do {
                i++;
            } while (!lines.get(i).equals(FENCE));
            out.add(FENCE);
        }
        return String.join("\n", out) + "\n";
    }

    /** A region of a file, or all of it; a line that marks one is not shown. */
    private static List<String> shown(String file, @org.jspecify.annotations.Nullable String region)
            throws IOException {
        var lines = Files.readAllLines(ROOT.resolve(file));
        var shown = lines;
        if (region != null) {
            var marks = lines.stream().map(String::strip).toList();
            int begin = marks.indexOf("// docs: begin " + region);
            assertThat(begin).as("region %s of %s", region, file).isNotNegative();
            int end = begin + marks.subList(begin, marks.size()).indexOf("// docs: end");
            assertThat(end).as("end of region %s of %s", region, file).isGreaterThan(begin);
            shown = lines.subList(begin + 1, end);
        }
        return shown.stream()
                .filter(l -> !l.strip().startsWith("// docs: "))
                .collect(Collectors.joining("\n"))
                .stripIndent()
                .lines()
                .toList();
    }
}
