package dev.brownout.examples.exchange.postgres;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;

/**
 * A directory that the next run removes if this one is killed. Beside it lies a lock file: the operating system lets go of
 * the lock when its holder dies, however it dies.
 *
 * @param path the directory itself
 * @param held the lock's file, open as long as the directory is in use
 */
record ScratchDirectory(Path path, FileChannel held) {

    private static final String LOCK = ".lock";

    /** Makes an empty directory under {@code parent}, its name beginning with {@code prefix}. */
    static ScratchDirectory create(Path parent, String prefix) throws IOException {
        Path path = Files.createTempDirectory(parent, ownPrefix(prefix));
        FileChannel channel = FileChannel.open(lockOf(path), StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
        channel.lock();
        return new ScratchDirectory(path, channel);
    }

    /** Removes the directories of runs that were killed, but for those where a Postgres still runs. */
    static void removeAbandoned(Path parent, String prefix) throws IOException {
        try (DirectoryStream<Path> directories = Files.newDirectoryStream(parent, prefix + "*")) {
            for (Path directory : directories) {
                // of our own we must not even open the lock: closing it would let go of it, see fcntl(2)
                boolean ours = directory.getFileName().toString().startsWith(ownPrefix(prefix));
                if (!ours
                        && Files.isDirectory(directory, LinkOption.NOFOLLOW_LINKS)
                        && Files.isWritable(lockOf(directory))) {
                    removeIfAbandoned(directory);
                }
            }
        }
    }

    private static void removeIfAbandoned(Path directory) throws IOException {
        try (FileChannel channel = FileChannel.open(lockOf(directory), StandardOpenOption.WRITE);
                FileLock lock = channel.tryLock()) {
            if (lock != null && !serves(directory)) {
                Trees.delete(directory);
                Files.deleteIfExists(lockOf(directory));
            }
        }
    }

    private static boolean serves(Path directory) throws IOException {
        Path file = directory.resolve("data").resolve("postmaster.pid");
        if (!Files.exists(file)) {
            return false;
        }
        List<String> lines = Files.readAllLines(file);
        // a zombie, or somebody else's later process of that number, has no program that we can see
        return !lines.isEmpty()
                && ProcessHandle.of(Long.parseLong(lines.get(0).strip()))
                        .flatMap(server -> server.info().command())
                        .isPresent();
    }

    /** Removes the directory with all it holds, and the lock. */
    void delete() throws IOException {
        Trees.delete(path);
        held.close();
        Files.deleteIfExists(lockOf(path));
    }

    private static String ownPrefix(String prefix) {
        return prefix + ProcessHandle.current().pid() + "-";
    }

    private static Path lockOf(Path directory) {
        return directory.resolveSibling(directory.getFileName() + LOCK);
    }
}
