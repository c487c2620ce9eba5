package dev.brownout.faults.undo;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * What a ledger's file says. A last line without its end is one whose writing was cut short, so nothing was touched after
 * it: it is passed over. Any other line that cannot be understood is damage, which is told and never passed over; what can
 * be understood around it is there all the same.
 *
 * @param owner who wrote it, for people
 * @param left what is to be undone, the last written first
 * @param damage a sentence for each line that cannot be understood
 * @param sound how many bytes of the file are whole lines
 */
record LedgerContent(String owner, List<LedgerEntry> left, List<String> damage, long sound) {
    static final int FORMAT = 1;

    private static final JsonMapper JSON = new JsonMapper();
    private static final long LARGEST = 64 << 20;

    static LedgerContent read(FileChannel channel) throws IOException {
        if (channel.size() > LARGEST) {
            throw new IOException(
                    "a ledger must be at most " + (LARGEST >> 20) + " MiB, but is " + channel.size() + " bytes");
        }
        var bytes = ByteBuffer.allocate((int) channel.size());
        while (bytes.hasRemaining() && channel.read(bytes, bytes.position()) >= 0) {
            // until all is read
        }
        return parse(bytes.array(), bytes.position());
    }

    private static LedgerContent parse(byte[] bytes, int length) {
        int sound = length;
        while (sound > 0 && bytes[sound - 1] != '\n') {
            sound--;
        }
        var owner = "an unknown process";
        var entries = new LinkedHashMap<Integer, LedgerEntry>();
        var damage = new ArrayList<String>();
        var lines = new String(bytes, 0, sound, StandardCharsets.UTF_8).lines().toList();
        for (int i = 0; i < lines.size(); i++) {
            var line = lines.get(i);
            try {
                var node = JSON.readTree(line);
                if (i == 0 && node.path("ledger").asInt(0) == FORMAT) {
                    owner = "process " + node.path("pid").asLong(0) + ", begun "
                            + node.path("began").asString("?");
                } else if (node.path("entry").isInt() && node.path("action").isString()) {
                    int number = node.path("entry").asInt();
                    entries.put(
                            number, new LedgerEntry(number, node.path("action").asString(), arguments(node)));
                } else if (!node.path("undone").isInt()
                        || entries.remove(node.path("undone").asInt()) == null) {
                    damage.add(damaged(i + 1, line));
                }
            } catch (JacksonException e) {
                damage.add(damaged(i + 1, line));
            }
        }
        var left = new ArrayList<>(entries.values());
        Collections.reverse(left);
        return new LedgerContent(owner, List.copyOf(left), List.copyOf(damage), sound);
    }

    private static Map<String, String> arguments(JsonNode node) {
        var arguments = new TreeMap<String, String>();
        node.path("arguments")
                .properties()
                .forEach(e -> arguments.put(e.getKey(), e.getValue().asString()));
        return arguments;
    }

    private static String damaged(int number, String line) {
        var shown = line.length() > 200 ? line.substring(0, 200) + "…" : line;
        return "line " + number + " must be an entry or note an entry above it as undone, but was: " + shown;
    }

    boolean clean() {
        return left.isEmpty() && damage.isEmpty();
    }
}
