package dev.brownout.scenarios.report;

import static org.assertj.core.api.Assertions.assertThat;

import dev.brownout.api.Mode;
import dev.brownout.scenarios.fixture.Readers;
import dev.brownout.scenarios.fixture.Stacks;
import dev.brownout.scenarios.fixture.Story;
import java.io.StringReader;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.xml.sax.InputSource;

class ReportsTests {
    private static Story broken() {
        return new Story()
                .steady()
                .broken()
                .samples("buy", 1, 4, Mode.ERROR)
                .samples("look", 1, 4, Mode.FULL)
                .lifted()
                .recovered();
    }

    @Test
    void theTableShowsSharesProofsAndBothClocks() {
        var text = String.join(
                "\n", new ConsoleReport(new Paint(false)).lines(Story.degraded().verdict(), "journal.jsonl"));
        assertThat(text)
                .contains("Something small breaks", "fixture:plain, seed 7, 1 s plays 1m")
                .contains("broken  +0s, 2m played in 7s (lengthened): the wire is cut")
                .containsPattern("✓ buy +○{24}.*refused 100 %")
                .containsPattern("✓ look +█{24}.*full 100 %")
                .contains("✓✓✓✓ broken/fixture.break/shop-to-store", "met by shop 9×")
                .contains("DEGRADED_OK");
    }

    @Test
    void findingsComeWithTheirEvidence() {
        var text = String.join("\n", new ConsoleReport(new Paint(false)).lines(broken().verdict(), "journal.jsonl"));
        assertThat(text).contains("FAILED", "buy in broken: 90 % of samples must be full or refused", "[journal line ");
    }

    @Test
    void withoutColourThereIsNoEscape() {
        assertThat(new ConsoleReport(new Paint(false)).lines(broken().verdict(), "j"))
                .noneMatch(l -> l.contains("\u001b"));
        assertThat(new ConsoleReport(new Paint(true)).lines(broken().verdict(), "j"))
                .anyMatch(l -> l.contains("\u001b"));
    }

    @Test
    void junitXmlCountsWhatBroke() throws Exception {
        var xml = DocumentBuilderFactory.newInstance()
                .newDocumentBuilder()
                .parse(new InputSource(new StringReader(JunitXmlReport.write(broken().verdict(), "x"))))
                .getDocumentElement();
        assertThat(xml.getTagName()).isEqualTo("testsuite");
        assertThat(xml.getAttribute("failures")).isEqualTo("2");
        assertThat(xml.getAttribute("errors")).isEqualTo("0");
        assertThat(xml.getElementsByTagName("testcase").getLength())
                .isEqualTo(Integer.parseInt(xml.getAttribute("tests")));
        assertThat(xml.getElementsByTagName("failure").getLength()).isEqualTo(2);
        assertThat(JunitXmlReport.write(Story.degraded().verdict(), "x")).contains("failures=\"0\"", "errors=\"0\"");
    }

    @Test
    void proseTellsThePlan() {
        var plan = Readers.planner().plan(Readers.read(Readers.VALID), Stacks.plain(), 7, 60);
        assertThat(String.join("\n", Prose.of(plan)))
                .contains("fixture.break on shop-to-store", "proven from shop")
                .contains("buy must be full or refused in 90 % of its samples, answered within 2s.")
                .contains("look must be as in the steady phase.");
    }
}
