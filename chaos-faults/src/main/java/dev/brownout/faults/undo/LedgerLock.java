package dev.brownout.faults.undo;

import dev.brownout.api.BrownoutException;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * A ledger's file, open and locked: by the run that writes it for as long as it lives, and by whoever recovers it. The
 * kernel lets go of the lock however the process ends, and no other process can come to look like it, as one with its
 * process id could. Thread safe.
 */
final class LedgerLock implements AutoCloseable {
    /**
     * Files that this JVM holds. They must not even be opened a second time here: on POSIX systems, closing any channel of
     * a file gives up all of a process's locks on it (see {@link FileLock}).
     */
    private static final Set<Path> HELD = ConcurrentHashMap.newKeySet();

    private final Path file;
    private final FileChannel channel;

    private LedgerLock(Path file, FileChannel channel) {
        this.file = file;
        this.channel = channel;
    }

    /** Create a file and lock it. */
    static LedgerLock create(Path file) throws IOException {
        return open(file, false, StandardOpenOption.CREATE_NEW, StandardOpenOption.READ, StandardOpenOption.WRITE)
                .orElseThrow(() -> new IOException("somebody else has locked it already"));
    }

    /** Lock a file that exists, for writing; empty when somebody else holds it. */
    static Optional<LedgerLock> take(Path file) throws IOException {
        return open(file, false, StandardOpenOption.READ, StandardOpenOption.WRITE);
    }

    /** Lock a file that exists, only to look into it; others may look too. Empty when somebody writes it. */
    static Optional<LedgerLock> look(Path file) throws IOException {
        return open(file, true, StandardOpenOption.READ);
    }

    private static Optional<LedgerLock> open(Path file, boolean shared, StandardOpenOption... options)
            throws IOException {
        var path = file.toAbsolutePath().normalize();
        if (!HELD.add(path)) {
            return Optional.empty();
        }
        FileChannel channel = null;
        boolean locked = false;
        try {
            channel = FileChannel.open(path, options);
            locked = channel.tryLock(0, Long.MAX_VALUE, shared) != null;
            return locked ? Optional.of(new LedgerLock(path, channel)) : Optional.empty();
        } catch (OverlappingFileLockException e) {
            throw new IOException("this process has locked it by other means", e);
        } finally {
            if (!locked) {
                if (channel != null) {
                    channel.close();
                }
                HELD.remove(path);
            }
        }
    }

    FileChannel channel() {
        return channel;
    }

    @Override
    public void close() {
        try {
            channel.close();
        } catch (IOException e) {
            throw new BrownoutException("undo ledger " + file + " must be closed, but: " + e, e);
        } finally {
            HELD.remove(file);
        }
    }
}
