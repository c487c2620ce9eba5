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
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;

/**
 * A file of this host.
 *
 * @param file where; absolute
 */
record HostPlace(Path file) implements Place {

    @Override
    public String path() {
        return file.toString();
    }

    @Override
    public Seen read() throws IOException {
        if (!Files.exists(file)) {
            throw new BrownoutException("file " + file + " must be there, but is not");
        }
        if (!Files.isRegularFile(file)) {
            throw new BrownoutException("file " + file + " must be a regular file or a link to one, but is not");
        }
        if (Files.size(file) > Contents.MOST_BYTES) {
            throw new BrownoutException("file " + file + " must have at most " + Contents.MOST_BYTES
                    + " bytes to be faulted, but has " + Files.size(file));
        }
        // in this order: reading changes when it was read last
        var attributes = attributes(file);
        var changed = (FileTime) Files.getAttribute(file, "unix:ctime");
        return new Seen(Files.readAllBytes(file), attributes, Optional.of(changed));
    }

    private static Attributes attributes(Path file) throws IOException {
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

    @Override
    public Place real() throws IOException {
        return new HostPlace(file.toRealPath());
    }

    @Override
    public boolean exists() {
        return Files.exists(file);
    }

    @Override
    public OptionalLong room() throws IOException {
        return OptionalLong.of(Files.getFileStore(file).getUsableSpace());
    }

    @Override
    public void put(byte[] content, Write write, Attributes like, boolean back) throws IOException {
        if (write == Write.IN_PLACE) {
            write(file, content);
            if (back) {
                give(file, like, true);
            }
            return;
        }
        var next = next(file);
        try {
            Files.deleteIfExists(next);
            Files.createFile(next, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
            write(next, content);
            give(next, like, back);
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

    @Override
    public void sweep() throws IOException {
        Files.deleteIfExists(next(file));
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

    /** Gives a path owner and mode, and times if they are wanted. In this order: chown(2) clears mode bits. */
    private static void give(Path to, Attributes like, boolean times) throws IOException {
        var now = attributes(to);
        if (now.uid() != like.uid()) {
            Files.setAttribute(to, "unix:uid", like.uid());
        }
        if (now.gid() != like.gid()) {
            Files.setAttribute(to, "unix:gid", like.gid());
        }
        Files.setAttribute(to, "unix:mode", like.mode() & 07777);
        if (times) {
            Files.getFileAttributeView(to, BasicFileAttributeView.class)
                    .setTimes(like.modified(), like.accessed(), like.modified());
        }
    }

    /** Makes a directory's entries safe; see fsync(2). */
    static void sync(Path directory) throws IOException {
        try (var channel = FileChannel.open(directory, StandardOpenOption.READ)) {
            channel.force(true);
        }
    }

    @Override
    public boolean gone() {
        return false;
    }

    @Override
    public String byHand(Path copy) {
        return "cp " + copy + " " + file;
    }

    @Override
    public Map<String, String> words() {
        return Map.of("file", file.toString());
    }

    @Override
    public String toString() {
        return file.toString();
    }
}
