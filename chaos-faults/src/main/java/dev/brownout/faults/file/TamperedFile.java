package dev.brownout.faults.file;

import dev.brownout.api.BrownoutException;
import dev.brownout.api.UndoLedger;
import dev.brownout.faults.file.LoadWatch.Mark;
import dev.brownout.faults.file.Touch.Write;
import java.io.IOException;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A file with the faults that are done to it. Thread safe: one thing at a time happens to a file. */
final class TamperedFile {
    private static final Logger LOG = LoggerFactory.getLogger(TamperedFile.class);

    private final Place real;
    private final Set<Hold> holds = new LinkedHashSet<>();
    private Optional<Original> original = Optional.empty();
    /** What stands in the file, as far as we have put it there. */
    private byte[] showing = {};

    /** What the file was, from the first fault until the last is gone. */
    private static final class Original {
        private final Snapshot was;
        private final byte[] content;
        private final Path backup;

        Original(Snapshot was, byte[] content, Path backup) {
            this.was = was;
            this.content = content;
            this.backup = backup;
        }
    }

    /** One fault that is in place. */
    static final class Hold {
        private final PlacedFile file;
        private final byte[] content;
        private final String digest;
        private final Write write;
        private final boolean wasRunning;
        private final UndoLedger.Entry entry;
        private final Optional<UndoLedger.Entry> restart;
        private boolean good;

        private Hold(
                PlacedFile file,
                byte[] content,
                Write write,
                boolean wasRunning,
                UndoLedger.Entry entry,
                Optional<UndoLedger.Entry> restart) {
            this.file = file;
            this.content = content;
            this.digest = Contents.digest(content);
            this.write = write;
            this.wasRunning = wasRunning;
            this.entry = entry;
            this.restart = restart;
        }

        /** Counts how often the component has tried to load the bad content. */
        long met(Mark before) {
            return file.watch().tried(before, digest, FileTime.fromMillis(0)).count();
        }
    }

    TamperedFile(Place real) {
        this.real = real;
    }

    /** Puts a fault's content in place and makes the component read it. If that fails, nothing is changed. */
    synchronized Hold put(FileFault fault, PlacedFile file, Backups backups, UndoLedger ledger) {
        boolean first = original.isEmpty();
        var was = original.orElseGet(() -> keep(backups));
        try {
            var bad = fault.bad(file.declared().format(), was.content);
            check(fault, was, bad);
            boolean wasRunning = file.watch().running().isPresent()
                    || holds.stream().anyMatch(hold -> hold.file.equals(file) && hold.wasRunning);
            // undone in reverse order: first the file, then the process that may have ended over it
            var restart = file.reader().writeRestart(ledger);
            var hold = new Hold(
                    file,
                    bad,
                    fault.touch().write(),
                    wasRunning,
                    ledger.write(
                            RestoreFile.NAME,
                            RestoreFile.words(was.was, was.backup, fault.touch().write(), file.reload())),
                    restart);
            original = Optional.of(was);
            holds.add(hold);
            try {
                show(hold, bad);
            } catch (IOException | RuntimeException e) {
                takeAway(hold);
                throw new BrownoutException(
                        "file " + real + " must be writable by " + fault.touch().write() + ", but was not: " + e
                                + "; nothing was changed; choose the other way to write, or give us the right to",
                        e);
            }
            return hold;
        } catch (RuntimeException e) {
            if (first && holds.isEmpty()) {
                original = Optional.empty();
                Backups.drop(was.backup);
            }
            throw e;
        }
    }

    private Original keep(Backups backups) {
        try {
            var seen = real.read();
            showing = seen.content();
            return new Original(Snapshot.of(real, seen), seen.content(), backups.keep(seen.content()));
        } catch (IOException e) {
            throw new BrownoutException("file " + real + " must tell its mode, owner and times, but did not: " + e, e);
        }
    }

    private void check(FileFault fault, Original was, byte[] bad) {
        if (Arrays.equals(bad, was.content)) {
            throw new BrownoutException(fault.kind() + " must change file " + real
                    + ", but makes the same of it; choose" + " other parameters");
        }
        if (bad.length > Contents.MOST_BYTES) {
            throw new BrownoutException("file " + real + " must have at most " + Contents.MOST_BYTES
                    + " bytes, but would have " + bad.length + "; choose a smaller factor, rows or bytes");
        }
        try {
            var free = real.room();
            // the original must fit in again beside it
            long needed = bad.length + (long) was.content.length;
            if (free.isPresent() && free.getAsLong() < needed) {
                throw new BrownoutException("disk of " + real + " must have " + needed + " bytes free, but has "
                        + free.getAsLong()
                        + "; free some, or choose a smaller fault");
            }
        } catch (IOException e) {
            throw new BrownoutException("disk of " + real + " must tell its free space, but did not: " + e, e);
        }
    }

    /** Puts a content in place and makes the component read it; a content that stands there already is left alone. */
    private void show(Hold hold, byte[] content) throws IOException {
        if (original.isPresent() && !Arrays.equals(content, showing)) {
            original.get().was.replace(content, hold.write);
            showing = content;
            hold.file.load(false);
        }
    }

    /** Turns a fault that is bad and good in turn over to the other content. */
    synchronized void turn(Hold hold) {
        if (!holds.contains(hold) || original.isEmpty()) {
            return;
        }
        try {
            show(hold, hold.good ? hold.content : original.get().content);
            hold.good = !hold.good;
        } catch (IOException e) {
            LOG.warn("file {} was left as it is for one turn: {}", real, e.toString());
        }
    }

    /** Gives up one fault: the one before shows again, or the file is restored. If that fails, the fault stays. */
    synchronized void takeAway(Hold hold) {
        if (!holds.contains(hold) || original.isEmpty()) {
            return;
        }
        var was = original.get();
        var others = new ArrayList<>(holds);
        others.remove(hold);
        try {
            if (others.isEmpty()) {
                RestoreFile.restore(was.was, was.backup, hold.write);
                hold.file.load(hold.wasRunning);
            } else {
                var last = others.get(others.size() - 1);
                show(last, last.good ? was.content : last.content);
            }
        } catch (IOException e) {
            throw new BrownoutException(
                    "file " + real + " must be restored, but could not be: " + e + "; its original is " + was.backup,
                    e);
        }
        holds.remove(hold);
        hold.entry.close();
        hold.restart.ifPresent(UndoLedger.Entry::close);
        if (holds.isEmpty()) {
            original = Optional.empty();
            Backups.drop(was.backup);
        }
    }

    synchronized void restoreAll() {
        new ArrayList<>(holds).forEach(this::takeAway);
    }
}
