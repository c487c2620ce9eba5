package dev.brownout.faults.file;

import dev.brownout.api.BrownoutException;
import dev.brownout.faults.file.Touch.Write;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributeView;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What a file was: everything about it that is put back, but its bytes. Extended attributes and access lists are kept only
 * where the file is written in place.
 *
 * @param file its real path, no link
 * @param digest SHA-256 of its bytes
 * @param mode its mode as {@code stat(2)} tells it
 * @param uid its owner
 * @param gid its group
 * @param modified when it was modified last
 * @param accessed when it was read last
 */
record Snapshot(Path file, String digest, int mode, int uid, int gid, FileTime modified, FileTime accessed) {

    /** Everything about a file but its bytes. */
    record Attributes(int mode, int uid, int gid, FileTime modified, FileTime accessed) {
        /** Reads them; to be called before the file itself is read, which changes them. */
        static Attributes of(Path file) throws IOException {
            var all = Files.readAttributes(file, "unix:mode,uid,gid,lastModifiedTime,lastAccessTime");
            return new Attributes(
                    get(all, "mode", Integer.class),
                    get(all, "uid", Integer.class),
                    get(all, "gid", Integer.class),
                    get(all, "lastModifiedTime", FileTime.class),
                    get(all, "lastAccessTime", FileTime.class));
        }

        private static <T> T get(Map<String, Object> all, String name, Class<T> type) throws IOException {
            return Optional.ofNullable(all.get(name))
                    .map(type::cast)
                    .orElseThrow(() -> new IOException("the file system does not tell " + name));
        }
    }

    static Snapshot of(Path file, Attributes attributes, byte[] content) {
        return new Snapshot(
                file,
                Contents.digest(content),
                attributes.mode(),
                attributes.uid(),
                attributes.gid(),
                attributes.modified(),
                attributes.accessed());
    }

    Map<String, String> words() {
        return Map.of(
                "file", file.toString(),
                "digest", digest,
                "mode", Integer.toOctalString(mode),
                "uid", Integer.toString(uid),
                "gid", Integer.toString(gid),
                "modified", modified.toInstant().toString(),
                "accessed", accessed.toInstant().toString());
    }

    static Snapshot of(Map<String, String> words) {
        try {
            return new Snapshot(
                    Path.of(word(words, "file")),
                    word(words, "digest"),
                    Integer.parseInt(word(words, "mode"), 8),
                    Integer.parseInt(word(words, "uid")),
                    Integer.parseInt(word(words, "gid")),
                    FileTime.from(Instant.parse(word(words, "modified"))),
                    FileTime.from(Instant.parse(word(words, "accessed"))));
        } catch (NumberFormatException | java.time.DateTimeException e) {
            throw new BrownoutException("undo of a file must tell mode, owner and times, but told " + words, e);
        }
    }

    static String word(Map<String, String> words, String name) {
        return Optional.ofNullable(words.get(name))
                .orElseThrow(() -> new BrownoutException("undo of a file must tell " + name + ", but told " + words));
    }

    /** Puts other bytes into the file; its mode and owner stay, its times are now. If that fails, the file is as it was. */
    void replace(byte[] content, Write write) throws IOException {
        put(content, write, false);
    }

    /** Puts back the bytes, mode, owner and times, whether or not the file is still there. */
    void restore(byte[] content, Write write) throws IOException {
        var way = Files.exists(file) ? write : Write.RENAME;
        try {
            put(content, way, true);
        } catch (IOException e) {
            // no room for two: what is there now can be written over
            way = Write.IN_PLACE;
            put(content, way, true);
        }
        if (way == Write.IN_PLACE) {
            attributes(file, true);
        }
    }

    private void put(byte[] content, Write write, boolean back) throws IOException {
        if (write == Write.IN_PLACE) {
            write(file, content);
            return;
        }
        var next = next(file);
        try {
            Files.deleteIfExists(next);
            Files.createFile(next, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
            write(next, content);
            attributes(next, back);
            Files.move(next, file, StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            Files.deleteIfExists(next);
            throw e;
        }
        sync(next.resolveSibling("."));
    }

    /** Returns the name under which the next content is written before it takes the file's place; no glob finds it. */
    static Path next(Path file) {
        return file.resolveSibling("." + file.getFileName() + ".brownout");
    }

    private static void write(Path to, byte[] content) throws IOException {
        try (var channel =
                FileChannel.open(to, Set.of(StandardOpenOption.WRITE, StandardOpenOption.TRUNCATE_EXISTING))) {
            var bytes = ByteBuffer.wrap(content);
            while (bytes.hasRemaining()) {
                channel.write(bytes);
            }
            channel.force(true);
        }
    }

    /** Gives a path the file's owner and mode, and its times if they are wanted. In this order: chown(2) clears mode bits. */
    private void attributes(Path to, boolean times) throws IOException {
        var now = Attributes.of(to);
        if (now.uid() != uid) {
            Files.setAttribute(to, "unix:uid", uid);
        }
        if (now.gid() != gid) {
            Files.setAttribute(to, "unix:gid", gid);
        }
        Files.setAttribute(to, "unix:mode", mode & 07777);
        if (times) {
            Files.getFileAttributeView(to, BasicFileAttributeView.class).setTimes(modified, accessed, modified);
        }
    }

    /** Makes a directory's entries safe; see fsync(2). */
    static void sync(Path directory) throws IOException {
        try (var channel = FileChannel.open(directory, StandardOpenOption.READ)) {
            channel.force(true);
        }
    }

    /** Tells in what the file differs from what it was; empty when in nothing. */
    Optional<String> difference() throws IOException {
        if (!Files.isRegularFile(file)) {
            return Optional.of("it is gone");
        }
        var attributes = Attributes.of(file);
        if (attributes.mode() != mode) {
            return Optional.of("its mode is " + Integer.toOctalString(attributes.mode()));
        }
        if (attributes.uid() != uid || attributes.gid() != gid) {
            return Optional.of("its owner is " + attributes.uid() + ":" + attributes.gid());
        }
        if (!attributes.modified().equals(modified)) {
            return Optional.of("it was modified at " + attributes.modified());
        }
        var now = Files.size(file) > Contents.MOST_BYTES ? "another" : Contents.digest(Files.readAllBytes(file));
        return now.equals(digest) ? Optional.empty() : Optional.of("its SHA-256 is " + now);
    }
}
