package dev.brownout.scenarios.report.html;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.brownout.api.Outcome;
import dev.brownout.scenarios.fixture.Story;
import dev.brownout.scenarios.journal.Event;
import dev.brownout.scenarios.report.ReportStories;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HtmlReportTests {
    @TempDir
    private Path directory = Path.of("");

    @Test
    void should_tell_the_verdict_what_was_played_and_how_to_play_it_again() {
        var html = HtmlReport.write(ReportStories.report(Story.degraded(), directory));
        assertThat(html)
                .startsWith("<!doctype html>")
                .contains("DEGRADED OK", "Service degraded as declared, recovered, and every invariant held.")
                .contains("brownout run your-copy-of-small.yaml --stack fixture:plain --seed 7 --time-scale 60")
                .contains("1 s of the run plays 1m of the incident")
                .contains("None: nothing broke");
    }

    @Test
    void should_link_findings_to_the_lines_that_it_holds() {
        var html = HtmlReport.write(ReportStories.report(ReportStories.broken(), directory));
        assertThat(html)
                .contains("id=\"finding-1\"", "95 % of samples".replace("95", "90"), "The samples of buy around it");
        var links = Pattern.compile("href=\"#(line-\\d+)\"").matcher(html);
        int found = 0;
        while (links.find()) {
            assertThat(html).contains("id=\"" + links.group(1) + "\"");
            found++;
        }
        assertThat(found).isPositive();
        assertThat(html)
                .contains("Traffic at the targets", "shop-to-store", "no-lost-acks", "When the harness stood still");
    }

    @Test
    void should_escape_hostile_names_everywhere() {
        var html = HtmlReport.write(ReportStories.hostile(directory));
        // none of it is an element, ends the data or begins a comment
        assertThat(html).doesNotContain("<script>alert", "<img", "onerror=alert(2)>", "<!-- ", "\u202E", "\u2028evil");
        assertThat(Pattern.compile("<script").matcher(html).results().count()).isEqualTo(3);
        assertThat(Pattern.compile("</script>").matcher(html).results().count()).isEqualTo(3);
        assertThat(html).contains("&lt;/script&gt;&lt;script&gt;alert(1)");
    }

    @Test
    void should_not_tell_another_verdict_than_the_run_had() {
        var other = Story.degraded().then(new Event.Judged(Outcome.PASSED, List.of()));
        assertThatThrownBy(() -> ReportStories.report(other, directory))
                .hasMessage(
                        "internal error: the run was judged PASSED when it ended, but its journal is judged DEGRADED_OK now; "
                                + "nothing was written");
    }

    @Test
    void should_ask_for_nothing_from_elsewhere() {
        var html = HtmlReport.write(ReportStories.report(ReportStories.broken(), directory));
        assertThat(html).doesNotContain("src=\"", "<link", "@import", "url(");
    }

    @Test
    void should_ship_the_plotting_library_as_published() throws IOException, java.security.NoSuchAlgorithmException {
        // from the package uplot 1.6.32 of the npm registry, file dist/uPlot.iife.min.js
        try (var in = HtmlReport.class.getResourceAsStream("uPlot.iife.min.js")) {
            assertThat(in).isNotNull();
            var bytes = in.readAllBytes();
            assertThat(HexFormat.of()
                            .formatHex(MessageDigest.getInstance("SHA-256").digest(bytes)))
                    .isEqualTo("19c8d4c6ad88929a79f4ae49d6f7161566dfd0ba3d15cc495e974f787eb78f1f");
            assertThat(new String(bytes, StandardCharsets.UTF_8)).contains("(v1.6.32)");
        }
    }
}
