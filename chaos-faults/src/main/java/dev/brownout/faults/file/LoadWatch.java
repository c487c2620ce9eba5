package dev.brownout.faults.file;

import dev.brownout.api.LoadEvidence;
import java.io.IOException;
import java.io.InputStream;
import java.net.HttpURLConnection;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.attribute.FileTime;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/** Looks for signs that a component tried to load a file: its log, its status page, its process. */
final class LoadWatch {
    private static final JsonMapper JSON = new JsonMapper();
    private static final int DEADLINE_MILLIS = 1000;
    private static final int MOST_STATUS = 1 << 20;

    private final List<LoadEvidence> evidence;
    private final Reader reader;

    LoadWatch(List<LoadEvidence> evidence, Reader reader) {
        this.evidence = evidence;
        this.reader = reader;
    }

    /** A moment, from which on signs count: where the log ended and which life of the process or container it was. */
    record Mark(long logEnd, Optional<String> life) {}

    /** What was found: how many signs at least, and one of them in words. */
    record Signs(long count, String words) {}

    Mark mark() {
        return new Mark(reader.logEnd(), running());
    }

    Optional<String> running() {
        return reader.life();
    }

    /**
     * Look for signs that a content was tried.
     *
     * @param since when it was not there yet
     * @param digest the content's SHA-256
     * @param changed when the file got it
     */
    Signs tried(Mark since, String digest, FileTime changed) {
        long count = 0;
        var words = "no sign that it was loaded";
        for (var kind : evidence) {
            var found = switch (kind.kind()) {
                case LOG_LINE -> lines(kind, since, changed);
                case STATUS -> status(kind, digest);
                case EXIT -> ended(since);
            };
            if (found.count() > count) {
                count = found.count();
                words = found.words();
            }
        }
        return new Signs(count, words);
    }

    private static Signs none() {
        return new Signs(0, "");
    }

    private Signs lines(LoadEvidence kind, Mark since, FileTime changed) {
        try {
            var pattern = Pattern.compile(kind.place());
            var lines = reader.logged(since.logEnd(), changed).stream()
                    .filter(line -> pattern.matcher(line).find())
                    .toList();
            return lines.isEmpty()
                    ? none()
                    : new Signs(lines.size(), "it logged \"" + lines.get(lines.size() - 1) + "\"");
        } catch (IOException e) {
            return none();
        }
    }

    private Signs status(LoadEvidence kind, String digest) {
        return reader.serves()
                .flatMap(served -> asked(served, kind))
                .filter(digest::equals)
                .map(same -> new Signs(1, kind.place() + " says that it read this very content last"))
                .orElseGet(LoadWatch::none);
    }

    private static Optional<String> asked(InetSocketAddress served, LoadEvidence kind) {
        try {
            var address = "http://" + served.getAddress().getHostAddress() + ":" + served.getPort() + kind.place();
            var connection = (HttpURLConnection) URI.create(address).toURL().openConnection();
            connection.setConnectTimeout(DEADLINE_MILLIS);
            connection.setReadTimeout(DEADLINE_MILLIS);
            connection.setRequestProperty("Brownout-Witness", "1");
            connection.setRequestProperty("Connection", "close");
            try (InputStream body = connection.getInputStream()) {
                return Optional.of(JSON.readTree(body.readNBytes(MOST_STATUS))
                        .at(kind.pointer())
                        .asString(""));
            } finally {
                connection.disconnect();
            }
        } catch (IOException | JacksonException e) {
            return Optional.empty();
        }
    }

    private Signs ended(Mark since) {
        var now = running();
        if (since.life().equals(now)) {
            return none();
        }
        return new Signs(1, now.isEmpty() ? "its process has ended" : "its process is another than before");
    }
}
