package dev.brownout.examples.exchange.engine;

import dev.brownout.examples.exchange.http.Json;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * The engine's commands in a file, one JSON object a line, written before they are carried out. Survives the end of the
 * process ({@code kill -9} included), not of the machine: it is not forced to disk, and the exchange's README says so. A
 * last line that was cut off is dropped on reading. Not safe for threads.
 */
final class CommandLog implements AutoCloseable {
    private final Optional<FileChannel> file;

    private CommandLog(Optional<FileChannel> file) {
        this.file = file;
    }

    /** Keeps nothing. */
    static CommandLog inMemory() {
        return new CommandLog(Optional.empty());
    }

    /** Opens a file for appending, after cutting off a half-written last line. */
    static CommandLog open(Path path) throws IOException {
        FileChannel channel = FileChannel.open(path, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        channel.position(channel.truncate(wholeLines(path)).size());
        return new CommandLog(Optional.of(channel));
    }

    /** Reads every whole line of a file; none if there is no file. */
    static List<JsonNode> read(Path path) throws IOException {
        if (!Files.exists(path)) {
            return List.of();
        }
        List<JsonNode> commands = new ArrayList<>();
        String text = new String(Files.readAllBytes(path), 0, (int) wholeLines(path), StandardCharsets.UTF_8);
        text.lines().forEach(line -> commands.add(Json.parse(line.getBytes(StandardCharsets.UTF_8))));
        return commands;
    }

    private static long wholeLines(Path path) throws IOException {
        byte[] bytes = Files.readAllBytes(path);
        int end = bytes.length;
        while (end > 0 && bytes[end - 1] != '\n') {
            end--;
        }
        return end;
    }

    void append(ObjectNode command) throws IOException {
        if (file.isEmpty()) {
            return;
        }
        ByteArrayOutputStream line = new ByteArrayOutputStream(256);
        line.writeBytes(Json.bytes(command));
        line.write('\n');
        ByteBuffer buffer = ByteBuffer.wrap(line.toByteArray());
        while (buffer.hasRemaining()) {
            file.get().write(buffer);
        }
    }

    @Override
    public void close() throws IOException {
        if (file.isPresent()) {
            file.get().close();
        }
    }
}
