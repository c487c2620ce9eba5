package dev.brownout.faults.container.image;

import dev.brownout.api.BrownoutException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;

/**
 * Where this machine gets its distribution's packages from: one-line entries as in sources.list(5), read from both of apt's
 * formats. Other vendors' sources are left out; they need keys that an image does not have.
 *
 * @param suite the distribution's code name, such as {@code bookworm}
 * @param entries {@code deb} lines, in order
 */
record AptSources(String suite, List<String> entries) {
    private static final Pattern ONE_LINE =
            Pattern.compile("deb\\s+(?:\\[([^\\]]*)\\]\\s+)?(\\S+)\\s+(\\S+)\\s+(.+?)\\s*(?:#.*)?");
    private static final Pattern SIGNED = Pattern.compile("signed-by=(\\S+)", Pattern.CASE_INSENSITIVE);

    AptSources {
        entries = List.copyOf(entries);
    }

    /**
     * Read what apt reads.
     *
     * @param etc {@code /etc}, or the like of it
     * @throws BrownoutException if it is no Debian or Ubuntu, or has no source for its own packages
     */
    static AptSources of(Path etc) {
        var suite = codename(etc);
        var suites = Set.of(suite, suite + "-updates", suite + "-security");
        var entries = new LinkedHashSet<String>();
        try {
            for (var file : files(etc.resolve("apt"))) {
                var text = Files.readString(file);
                entries.addAll(file.toString().endsWith(".sources") ? stanzas(text, suites) : lines(text, suites));
            }
        } catch (IOException e) {
            throw new BrownoutException("apt's sources in " + etc.resolve("apt") + " must be readable, but: " + e, e);
        }
        if (entries.stream().noneMatch(e -> e.contains(" " + suite + " "))) {
            throw new BrownoutException("apt must have a source for " + suite + " main, but there is none in "
                    + etc.resolve("apt") + "; add one to sources.list, or pull the images from a registry");
        }
        return new AptSources(suite, List.copyOf(entries));
    }

    /** As the text of a sources.list. */
    String text() {
        return String.join("\n", entries) + "\n";
    }

    /** Whether packages come over TLS, for which an image needs certificates. */
    boolean tls() {
        return entries.stream().anyMatch(e -> e.contains(" https://"));
    }

    private static String codename(Path etc) {
        try {
            for (var line : Files.readAllLines(etc.resolve("os-release"))) {
                if (line.startsWith("VERSION_CODENAME=")) {
                    return line.substring("VERSION_CODENAME=".length())
                            .replace("\"", "")
                            .strip();
                }
            }
        } catch (IOException e) {
            // told below
        }
        throw new BrownoutException(
                "images can be made on Debian and Ubuntu, from their packages, but this is neither; pull them from a registry,"
                        + " or make them on such a machine and carry them over with docker save and docker load");
    }

    private static List<Path> files(Path apt) throws IOException {
        var files = new ArrayList<Path>();
        if (Files.isReadable(apt.resolve("sources.list"))) {
            files.add(apt.resolve("sources.list"));
        }
        var parts = apt.resolve("sources.list.d");
        if (Files.isDirectory(parts)) {
            try (var all = Files.list(parts)) {
                all.filter(f -> f.toString().endsWith(".list") || f.toString().endsWith(".sources"))
                        .sorted()
                        .forEach(files::add);
            }
        }
        return files;
    }

    private static List<String> lines(String text, Set<String> suites) throws IOException {
        var entries = new ArrayList<String>();
        for (var line : text.lines().toList()) {
            var matcher = ONE_LINE.matcher(line.strip());
            if (matcher.matches()) {
                var signed = SIGNED.matcher(Objects.requireNonNullElse(matcher.group(1), ""));
                add(
                        entries,
                        signed.find() ? signed.group(1) : "",
                        matcher.group(2),
                        List.of(matcher.group(3)),
                        matcher.group(4),
                        suites);
            }
        }
        return entries;
    }

    /** The deb822 format: stanzas of fields, lines that begin with a blank belong to the field above. */
    private static List<String> stanzas(String text, Set<String> suites) throws IOException {
        var entries = new ArrayList<String>();
        for (var stanza : text.split("\\n\\s*\\n", -1)) {
            var fields = fields(stanza);
            var signed = fields.getOrDefault("signed-by", "");
            if (!words(fields.getOrDefault("types", "")).contains("deb")
                    || fields.getOrDefault("enabled", "yes").equalsIgnoreCase("no")) {
                continue;
            }
            for (var uri : words(fields.getOrDefault("uris", ""))) {
                add(
                        entries,
                        signed.startsWith("/") ? signed : "",
                        uri,
                        words(fields.getOrDefault("suites", "")),
                        fields.getOrDefault("components", ""),
                        suites);
            }
        }
        return entries;
    }

    private static Map<String, String> fields(String stanza) {
        var fields = new TreeMap<String, String>();
        var name = "";
        for (var line : stanza.lines().filter(l -> !l.startsWith("#")).toList()) {
            int colon = line.indexOf(':');
            if (line.startsWith(" ") || line.startsWith("\t")) {
                fields.merge(name, line.strip(), (a, b) -> a + " " + b);
            } else if (colon > 0) {
                name = line.substring(0, colon).strip().toLowerCase(Locale.ROOT);
                fields.put(name, line.substring(colon + 1).strip());
            }
        }
        return fields;
    }

    private static List<String> words(String text) {
        return List.of(text.strip().split("\\s+", -1));
    }

    private static void add(
            List<String> entries, String signed, String uri, List<String> suites, String components, Set<String> wanted)
            throws IOException {
        // a list of mirrors is a file that an image does not have (apt-transport-mirror(1)): its first one will do
        var place = uri.startsWith("mirror+file:") ? firstMirror(Path.of(uri.substring("mirror+file:".length()))) : uri;
        if (place.startsWith("http")) {
            for (var suite : suites) {
                if (wanted.contains(suite)) {
                    entries.add("deb " + (signed.isEmpty() ? "" : "[signed-by=" + signed + "] ") + place + " " + suite
                            + " " + String.join(" ", words(components)));
                }
            }
        }
    }

    private static String firstMirror(Path list) throws IOException {
        return Files.readAllLines(list).stream()
                .map(l -> l.strip().split("\\s", 2)[0])
                .filter(l -> l.startsWith("http"))
                .findFirst()
                .orElse("");
    }
}
