package dev.brownout.scenarios.report.html;

import dev.brownout.scenarios.report.Foreign;
import java.util.ArrayDeque;
import java.util.Deque;

/**
 * Writes HTML. Text and attributes are escaped here and nowhere else: whoever writes a page cannot forget it. Used from one
 * thread at a time.
 */
final class Html {
    private final StringBuilder out = new StringBuilder();
    private final Deque<String> open = new ArrayDeque<>();

    /** Open an element; attributes are names and values by turns. */
    Html open(String tag, String... attributes) {
        start(tag, attributes);
        open.push(tag);
        return this;
    }

    /** Close the element that was opened last. */
    Html close() {
        out.append("</").append(open.pop()).append('>');
        return this;
    }

    /** Write text. */
    Html text(String text) {
        out.append(escape(text));
        return this;
    }

    /** Write an element that holds only text. */
    Html el(String tag, String text, String... attributes) {
        return open(tag, attributes).text(text).close();
    }

    /** Write an element that holds nothing and has no end tag. */
    Html single(String tag, String... attributes) {
        start(tag, attributes);
        return this;
    }

    /** Write a script or a style that we ship, or JSON made safe by {@link TimelineData}: the only text as it is. */
    Html asIs(String text) {
        out.append(text);
        return this;
    }

    private void start(String tag, String... attributes) {
        out.append('<').append(tag);
        for (int i = 0; i + 1 < attributes.length; i += 2) {
            out.append(' ')
                    .append(attributes[i])
                    .append("=\"")
                    .append(escape(attributes[i + 1]))
                    .append('"');
        }
        out.append('>');
    }

    /** Give what was written. All elements must be closed. */
    String finish() {
        if (!open.isEmpty()) {
            throw new IllegalStateException("every element must be closed, but " + open + " are open");
        }
        return out.toString();
    }

    /** Escape text for HTML, between tags and in quotes. */
    static String escape(String text) {
        var safe = new StringBuilder(text.length() + 16);
        Foreign.visible(text).codePoints().forEach(c -> {
            switch (c) {
                case '&' -> safe.append("&amp;");
                case '<' -> safe.append("&lt;");
                case '>' -> safe.append("&gt;");
                case '"' -> safe.append("&quot;");
                case '\'' -> safe.append("&#39;");
                default -> safe.appendCodePoint(c);
            }
        });
        return safe.toString();
    }
}
