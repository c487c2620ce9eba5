package dev.brownout.scenarios.report.html;

import dev.brownout.scenarios.report.Report;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;

/**
 * Writes a report as one HTML file that needs nothing else: no network, no neighbour, no server. A content security policy
 * lets run only the two scripts and the style that are ours, by their digests, whatever a name or an answer says.
 */
public final class HtmlReport {
    private HtmlReport() {}

    /**
     * Write the report.
     *
     * @param report what to tell
     * @return an HTML document
     */
    public static String write(Report report) {
        var plot = asset("uPlot.iife.min.js");
        var script = asset("draw.js") + asset("report.js");
        var style = asset("uPlot.min.css") + "\n" + asset("report.css");
        var html = new Html();
        var title = report.verdict().outcome() + ": "
                + report.verdict().plan().map(p -> p.title()).orElse(report.journal());
        html.asIs("<!doctype html>\n");
        html.open("html", "lang", "en").open("head");
        html.single("meta", "charset", "utf-8");
        html.single(
                "meta",
                "http-equiv",
                "Content-Security-Policy",
                "content",
                "default-src 'none'; script-src " + digest(plot) + " " + digest(script) + "; style-src " + digest(style)
                        + "; img-src data:; base-uri 'none'; form-action 'none'");
        html.single("meta", "name", "viewport", "content", "width=device-width, initial-scale=1");
        html.single("meta", "name", "color-scheme", "content", "light dark");
        html.el("title", title);
        html.open("style").asIs(style).close();
        html.close().open("body");
        html.el("a", "Skip to the findings", "class", "skip", "href", "#findings");
        html.open("main", "id", "top");
        new TopSection(report).write(html);
        new TimelineSection(report).write(html);
        new FindingsSection(report).write(html);
        new ServiceSection(report).write(html);
        new ProofSection(report).write(html);
        new HarnessSection(report).write(html);
        html.close();
        footer(html);
        html.open("script").asIs(plot).close();
        html.open("script").asIs(script).close();
        html.close().close();
        return html.finish() + "\n";
    }

    private static void footer(Html html) {
        html.open("footer").open("details");
        html.el("summary", "Licences");
        html.el("p", "Drawn with uPlot, which is in this file under these terms:");
        html.el("pre", asset("uPlot.LICENSE"));
        html.close().close();
    }

    private static String digest(String text) {
        try {
            var sum = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
            return "'sha256-" + Base64.getEncoder().encodeToString(sum) + "'";
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }

    private static String asset(String name) {
        try (var in = HtmlReport.class.getResourceAsStream(name)) {
            if (in == null) {
                throw new IllegalStateException("the report's resource must be there, but is not: " + name);
            }
            // a browser reads every line end as \n before it takes the digest
            return new String(in.readAllBytes(), StandardCharsets.UTF_8).replace("\r\n", "\n");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
