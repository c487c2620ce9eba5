package dev.brownout.examples.exchange.postgres;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** The last lines of a log, for error messages: at most 4 KiB of at most 20 lines. */
public final class LogTail {

    private static final int MAX_BYTES = 4096;
    private static final int MAX_LINES = 20;

    private LogTail() {}

    /** Returns the last lines, each indented, or a note in brackets if there is nothing to show; never throws. */
    public static String of(Path log) {
        if (!Files.exists(log)) {
            return "  (no log at " + log + ")";
        }
        try (RandomAccessFile file = new RandomAccessFile(log.toFile(), "r")) {
            long length = file.length();
            byte[] bytes = new byte[(int) Math.min(MAX_BYTES, length)];
            file.seek(length - bytes.length);
            file.readFully(bytes);
            List<String> lines =
                    new String(bytes, StandardCharsets.UTF_8).strip().lines().toList();
            String tail = String.join("\n  ", lines.subList(Math.max(0, lines.size() - MAX_LINES), lines.size()));
            return tail.isBlank() ? "  (the log is empty)" : "  " + tail;
        } catch (IOException e) {
            return "  (log cannot be read: " + e.getMessage() + ")";
        }
    }
}
