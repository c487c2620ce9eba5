package dev.brownout.faults.tcp;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Make names that need no escaping in a URL: the Toxiproxy Java client (2.1.11) does not escape them. */
final class UrlNames {
    private static final Pattern ESCAPE = Pattern.compile("_|~([0-9a-f]{4})");

    private UrlNames() {}

    /**
     * Escape an id.
     *
     * @param id any text, such as {@code name-empty/1/tcp.latency}
     * @return only {@code [A-Za-z0-9._~-]}, different for different ids, with {@code _} for a slash
     */
    static String of(String id) {
        var name = new StringBuilder();
        for (int i = 0; i < id.length(); i++) {
            char c = id.charAt(i);
            if (c == '/') {
                name.append('_');
            } else if ((c >= 'a' && c <= 'z')
                    || (c >= 'A' && c <= 'Z')
                    || (c >= '0' && c <= '9')
                    || c == '-'
                    || c == '.') {
                name.append(c);
            } else {
                name.append(String.format("~%04x", (int) c));
            }
        }
        return name.toString();
    }

    /**
     * Take the escapes back.
     *
     * @param name what {@link #of} has made, or any other text
     * @return the id; of any other text whatever comes of it
     */
    static String id(String name) {
        return ESCAPE.matcher(name)
                .replaceAll(escape -> Matcher.quoteReplacement(
                        escape.group(1) == null ? "/" : String.valueOf((char) Integer.parseInt(escape.group(1), 16))));
    }
}
