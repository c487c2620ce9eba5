package dev.brownout.faults.file;

import dev.brownout.api.ComponentProcess;
import dev.brownout.api.ComponentProcess.Served;
import dev.brownout.api.LoadEvidence;
import dev.brownout.faults.process.ProcessId;
import java.io.IOException;
import java.io.InputStream;
import java.io.RandomAccessFile;
import java.net.HttpURLConnection;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
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
    private static final int MOST_LOG = 8 << 20;

    /** How long after its bytes a file may get its mode and times; a component that watches may read it in between. */
    private static final Duration BETWEEN = Duration.ofMillis(200);

    private final List<LoadEvidence> evidence;
    private final Optional<ComponentProcess> process;

    LoadWatch(List<LoadEvidence> evidence, Optional<ComponentProcess> process) {
        this.evidence = evidence;
        this.process = process;
    }

    /** A moment, from which on signs count: where the log ended and which process it was. */
    record Mark(long logSize, Optional<ProcessId> process) {}

    /** What was found: how many signs at least, and one of them in words. */
    record Signs(long count, String words) {}

    Mark mark() {
        return new Mark(
                process.flatMap(ComponentProcess::log).map(LoadWatch::size).orElse(0L), running());
    }

    Optional<ProcessId> running() {
        return process.stream()
                .flatMapToLong(p -> p.pid().stream())
                .mapToObj(ProcessId::of)
                .flatMap(Optional::stream)
                .findFirst();
    }

    private static long size(Path log) {
        try {
            return Files.size(log);
        } catch (IOException e) {
            return 0;
        }
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
        var log = process.flatMap(ComponentProcess::log);
        if (log.isEmpty()) {
            return none();
        }
        try (var in = new RandomAccessFile(log.get().toFile(), "r")) {
            // a line that stood there before the change cannot speak of it
            var logged = Files.getLastModifiedTime(log.get()).toInstant();
            if (logged.isBefore(changed.toInstant().minus(BETWEEN))) {
                return none();
            }
            // a log that has shrunk was begun anew
            long from = in.length() < since.logSize() ? 0 : since.logSize();
            var bytes = new byte[(int) Math.min(MOST_LOG, in.length() - from)];
            in.seek(Math.max(from, in.length() - bytes.length));
            in.readFully(bytes);
            var pattern = Pattern.compile(kind.place());
            var lines = new String(bytes, StandardCharsets.UTF_8)
                    .lines()
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
        return process.flatMap(ComponentProcess::served)
                .flatMap(served -> asked(served, kind))
                .filter(digest::equals)
                .map(same -> new Signs(1, kind.place() + " says that it read this very content last"))
                .orElseGet(LoadWatch::none);
    }

    private static Optional<String> asked(Served served, LoadEvidence kind) {
        try {
            var address = "http://" + served.address().getAddress().getHostAddress() + ":"
                    + served.address().getPort() + kind.place();
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
        if (since.process().equals(now)) {
            return none();
        }
        return new Signs(1, now.isEmpty() ? "its process has ended" : "its process is another than before");
    }
}
