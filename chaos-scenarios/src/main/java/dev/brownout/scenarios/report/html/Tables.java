package dev.brownout.scenarios.report.html;

import dev.brownout.scenarios.report.Report;
import java.util.List;

/** Tables that scroll by themselves on a narrow screen, and links into the journal's excerpt. */
final class Tables {
    private Tables() {}

    static void open(Html html, String caption, String... columns) {
        // whoever has no pointer scrolls with the keys, so the region must be reachable
        html.open("div", "class", "scroll", "tabindex", "0", "role", "region", "aria-label", caption);
        html.open("table").el("caption", caption).open("thead").open("tr");
        for (var column : columns) {
            html.el("th", column, "scope", "col");
        }
        html.close().close().open("tbody");
    }

    static void close(Html html) {
        html.close().close().close();
    }

    /** A mark that is also said in words. */
    static void mark(Html html, boolean good, String yes, String no) {
        html.open("td", "class", good ? "yes" : "no");
        html.open("span", "aria-hidden", "true").text(good ? "✓" : "✗").close();
        html.el("span", good ? yes : no, "class", "said");
        html.close();
    }

    /** Links to lines, or plain numbers where the excerpt leaves them out. */
    static void lines(Html html, Report report, List<Long> lines) {
        boolean first = true;
        for (long n : lines) {
            html.text(first ? "" : ", ");
            first = false;
            if (report.excerpt().containsKey(n)) {
                html.el("a", String.valueOf(n), "href", "#line-" + n);
            } else {
                html.text(String.valueOf(n));
            }
        }
    }
}
