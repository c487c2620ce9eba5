package dev.brownout.junit.generate;

import java.util.ArrayList;
import java.util.List;

/** Java text in the making: lines of code as the formatter leaves them, and Javadoc, which it leaves as it is. */
final class JavaText {
    private static final int WIDTH = 120;

    private final StringBuilder text = new StringBuilder();

    /** Begin a file that must not be changed by hand. */
    static JavaText generated(String packageName) {
        return new JavaText()
                .line("// Generated from what each fault says of itself; see CONTRIBUTING.md. Do not edit.")
                .line("package " + packageName + ";")
                .line("");
    }

    JavaText line(String line) {
        if (line.length() > WIDTH) {
            throw new IllegalStateException("the generator must learn to break lines as the formatter does: " + line);
        }
        text.append(line).append('\n');
        return this;
    }

    /**
     * Add Javadoc.
     *
     * @param indent what goes before each line
     * @param parts Javadoc as it is to be: the first sentence, then further paragraphs and then tags
     */
    JavaText doc(String indent, String... parts) {
        var lines = new ArrayList<String>();
        boolean tags = false;
        for (var part : parts) {
            boolean tag = part.startsWith("@");
            if (!lines.isEmpty() && !(tag && tags)) {
                lines.add("");
            }
            tags = tag;
            lines.addAll(
                    wrapped(lines.isEmpty() || tag ? part : "<p>" + part, WIDTH - indent.length() - " * ".length()));
        }
        if (lines.size() == 1 && indent.length() + lines.get(0).length() + "/**  */".length() <= WIDTH) {
            return line(indent + "/** " + lines.get(0) + " */");
        }
        line(indent + "/**");
        lines.forEach(l -> line(indent + (l.isEmpty() ? " *" : " * " + l)));
        return line(indent + " */");
    }

    private static List<String> wrapped(String part, int width) {
        var lines = new ArrayList<String>();
        var line = new StringBuilder();
        for (var word : part.split(" ", -1)) {
            if (!line.isEmpty() && line.length() + 1 + word.length() > width) {
                lines.add(line.toString());
                line.setLength(0);
                line.append(part.startsWith("@") ? "    " : "").append(word);
            } else {
                line.append(line.isEmpty() ? "" : " ").append(word);
            }
        }
        lines.add(line.toString());
        return lines;
    }

    /** Make text of it that Javadoc shows as it is. */
    static String plain(String text) {
        return text.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("@", "&#64;")
                .replace("*/", "*&#47;");
    }

    /** Make a literal of it. */
    static String quoted(String text) {
        return '"' + text.replace("\\", "\\\\").replace("\"", "\\\"").replace("\n", "\\n") + '"';
    }

    @Override
    public String toString() {
        return text.toString();
    }
}
