package dev.brownout.scenarios.report;

import static org.assertj.core.api.Assertions.assertThat;

import dev.brownout.scenarios.fixture.Readers;
import dev.brownout.scenarios.fixture.Story;
import dev.brownout.scenarios.journal.Event;
import java.io.StringReader;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.xml.sax.InputSource;

class MarkdownReportTests {
    @TempDir
    private Path directory = Path.of("");

    @Test
    void should_say_the_verdict_first_and_fold_the_rest() {
        var text = MarkdownReport.write(ReportStories.report(Story.degraded(), directory));
        assertThat(text)
                .startsWith("### ✅ DEGRADED_OK: Something small breaks\n")
                .contains("<details><summary>How each capability served</summary>")
                .contains("| broken | buy | met | refused 100 % |")
                .contains("    brownout run your-copy-of-small.yaml --stack fixture:plain --seed 7 --time-scale 60");
        assertThat(text.split("<details>", -1)).hasSameSizeAs(text.split("</details>", -1));
    }

    @Test
    void should_say_how_it_was_asked_for_and_when_it_would_have_been_stopped() {
        var story = Story.of(Readers.VALID + "halt: [stop-file ops/stop]\nlimit: 9m\n");
        var plan = ((Event.RunStarted) story.steady().first()).plan();
        var asked = List.of("game days/small.yaml", "--halt-when", "stop-file ops/stop");
        var text = MarkdownReport.write(ReportStories.report(
                new Story(plan).then(new Event.RunStarted(Event.FORMAT, "test", "test", Optional.of(asked), plan)),
                directory));
        assertThat(text)
                .contains("Would stop early when stop-file ops/stop, after 9m in any case.")
                .contains("    brownout run 'game days/small.yaml' --halt-when 'stop-file ops/stop'"
                        + " --stack fixture:plain --seed 7 --time-scale 60");
    }

    @Test
    void should_list_findings_with_their_lines() {
        assertThat(MarkdownReport.write(ReportStories.report(ReportStories.broken(), directory)))
                .contains("### ❌ FAILED")
                .containsPattern("- \\*\\*failure\\*\\* <code>expectation</code>: buy in broken: .* \\(journal \\d+");
    }

    @Test
    void should_escape_hostile_names() {
        var text = MarkdownReport.write(ReportStories.hostile(directory));
        assertThat(text)
                .doesNotContain("<script", "<img", "[link](", " @all", "*bold*", "<!--", "\u0007")
                .contains("&lt;script&gt;");
        // a name with a bar in it does not make a column
        text.lines()
                .filter(l -> l.startsWith("| broken"))
                .forEach(l -> assertThat(l.replace("\\|", "")
                                .chars()
                                .filter(c -> c == '|')
                                .count())
                        .isIn(7L, 9L));
    }

    @Test
    void should_escape_hostile_names_in_junit_xml() throws Exception {
        var xml = DocumentBuilderFactory.newInstance()
                .newDocumentBuilder()
                .parse(new InputSource(new StringReader(
                        JunitXmlReport.write(ReportStories.hostile(directory).verdict(), "x"))))
                .getDocumentElement();
        assertThat(xml.getElementsByTagName("script").getLength()).isZero();
        assertThat(xml.getElementsByTagName("testcase").getLength()).isPositive();
    }
}
