package dev.brownout.faults.undo;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;
import tools.jackson.databind.json.JsonMapper;

/** Appends lines to a ledger's file, each on disk when its method returns, whole or not at all. Not thread safe. */
final class LedgerFile {
    private static final JsonMapper JSON = new JsonMapper();

    private final FileChannel channel;
    private long end;

    /**
     * @param end how many bytes are whole lines; what comes behind them is cut off
     */
    LedgerFile(FileChannel channel, long end) throws IOException {
        this.channel = channel;
        this.end = end;
        channel.truncate(end);
    }

    void owner(long pid, String began) throws IOException {
        var line = new LinkedHashMap<String, Object>();
        line.put("ledger", LedgerContent.FORMAT);
        line.put("pid", pid);
        line.put("began", began);
        append(line);
    }

    void entry(LedgerEntry entry) throws IOException {
        var line = new LinkedHashMap<String, Object>();
        line.put("entry", entry.number());
        line.put("action", entry.action());
        line.put("arguments", new TreeMap<>(entry.arguments()));
        append(line);
    }

    void undone(int number) throws IOException {
        append(Map.of("undone", number));
    }

    private void append(Map<String, ?> line) throws IOException {
        var bytes = ByteBuffer.wrap((JSON.writeValueAsString(line) + "\n").getBytes(StandardCharsets.UTF_8));
        boolean whole = false;
        try {
            long at = end;
            while (bytes.hasRemaining()) {
                at += channel.write(bytes, at);
            }
            channel.force(true);
            end = at;
            whole = true;
        } finally {
            if (!whole) {
                // half a line must not become the middle of the file
                channel.truncate(end);
            }
        }
    }
}
