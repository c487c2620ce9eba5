package dev.brownout.faults.process;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * What a process has written to its file since it was started; the file may hold the words of earlier ones. Lines come in
 * order and once each. Not thread-safe.
 */
final class Output {

    private static final int CHUNK = 1 << 16;
    private static final int TAIL_BYTES = 4096;
    private static final int TAIL_LINES = 20;

    private final Path file;
    private final long start;
    private long position;

    /** Reads {@code file} from the byte {@code start} on. */
    Output(Path file, long start) {
        this.file = file;
        this.start = start;
        this.position = start;
    }

    /** Returns the whole lines that have come since the last call; a line of over 64 KiB comes in pieces. */
    List<String> newLines() throws IOException {
        List<String> lines = new ArrayList<>();
        if (!Files.exists(file)) {
            return lines;
        }
        byte[] chunk = read(position, CHUNK);
        int from = 0;
        for (int i = 0; i < chunk.length; i++) {
            if (chunk[i] == '\n') {
                lines.add(new String(chunk, from, i - from, StandardCharsets.UTF_8).stripTrailing());
                from = i + 1;
            }
        }
        if (from == 0 && chunk.length == CHUNK) {
            lines.add(new String(chunk, StandardCharsets.UTF_8));
            from = chunk.length;
        }
        position += from;
        return lines;
    }

    /** Returns the last lines, indented, for an error message; says so if there are none. Never throws. */
    String tail() {
        try {
            long length = Files.exists(file) ? Files.size(file) : 0;
            long from = Math.max(start, length - TAIL_BYTES);
            String text = from < length ? new String(read(from, TAIL_BYTES), StandardCharsets.UTF_8) : "";
            if (text.isBlank()) {
                return "  (it wrote nothing to " + file + ")";
            }
            List<String> lines = text.strip().lines().toList();
            return "  " + String.join("\n  ", lines.subList(Math.max(0, lines.size() - TAIL_LINES), lines.size()));
        } catch (IOException e) {
            return "  (" + file + " cannot be read: " + e.getMessage() + ")";
        }
    }

    private byte[] read(long from, int most) throws IOException {
        try (RandomAccessFile in = new RandomAccessFile(file.toFile(), "r")) {
            byte[] bytes = new byte[(int) Math.max(0, Math.min(most, in.length() - from))];
            in.seek(from);
            in.readFully(bytes);
            return bytes;
        }
    }
}
