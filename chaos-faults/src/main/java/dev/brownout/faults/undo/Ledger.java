package dev.brownout.faults.undo;

import dev.brownout.api.BrownoutException;
import dev.brownout.api.UndoLedger;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicBoolean;
import tools.jackson.databind.json.JsonMapper;

/**
 * A ledger in a file: one JSON object a line, {@code {"entry":1,"action":…,"arguments":{…}}} before something is touched and
 * {@code {"undone":1}} after it was restored. Each line is on disk (fsync) when its method returns. Thread safe.
 */
public final class Ledger implements UndoLedger, AutoCloseable {
    private static final JsonMapper JSON = new JsonMapper();

    private final Path file;
    private final FileChannel channel;
    private int last;

    private Ledger(Path file, FileChannel channel) {
        this.file = file;
        this.channel = channel;
    }

    /**
     * Create a ledger.
     *
     * @param file a file that does not exist yet, in a directory that does
     * @return the empty ledger, open
     * @throws BrownoutException if it cannot be written
     */
    public static Ledger create(Path file) {
        try {
            return new Ledger(file, FileChannel.open(file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE));
        } catch (IOException e) {
            throw new BrownoutException(
                    "undo ledger " + file + " must be a new file that can be written, but: " + e, e);
        }
    }

    @Override
    public synchronized Entry write(String action, Map<String, String> arguments) {
        int number = ++last;
        var line = new LinkedHashMap<String, Object>();
        line.put("entry", number);
        line.put("action", action);
        line.put("arguments", new TreeMap<>(arguments));
        append(line);
        var undone = new AtomicBoolean();
        return () -> {
            if (undone.compareAndSet(false, true)) {
                append(Map.of("undone", number));
            }
        };
    }

    private synchronized void append(Map<String, ?> line) {
        try {
            var bytes = ByteBuffer.wrap((JSON.writeValueAsString(line) + "\n").getBytes(StandardCharsets.UTF_8));
            while (bytes.hasRemaining()) {
                channel.write(bytes);
            }
            channel.force(true);
        } catch (IOException e) {
            throw new BrownoutException(
                    "undo ledger " + file + " must be writable, but: " + e + "; nothing more is injected", e);
        }
    }

    @Override
    public synchronized void close() {
        try {
            channel.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
