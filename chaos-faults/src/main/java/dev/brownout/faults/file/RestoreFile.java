package dev.brownout.faults.file;

import dev.brownout.api.BrownoutException;
import dev.brownout.api.UndoAction;
import dev.brownout.faults.file.Touch.Write;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;

/**
 * {@code file.restore}: puts a file back byte for byte, with mode, owner and times, from the copy that was kept before it was
 * touched, proves it by its digest, and makes its component read it again.
 */
public final class RestoreFile implements UndoAction {
    static final String NAME = "file.restore";

    private static final String BACKUP = "backup";
    private static final String WRITE = "write";

    /** Make the action, for {@link java.util.ServiceLoader}. */
    public RestoreFile() {}

    @Override
    public String name() {
        return NAME;
    }

    static Map<String, String> words(Snapshot was, Path backup, Write write, Map<String, String> reload) {
        var words = new TreeMap<>(was.words());
        words.putAll(reload);
        words.put(BACKUP, backup.toString());
        words.put(WRITE, write.name());
        return words;
    }

    @Override
    public String undo(Map<String, String> arguments) {
        var was = Snapshot.of(arguments);
        var backup = Path.of(Snapshot.word(arguments, BACKUP));
        try {
            if (was.place().gone()) {
                Backups.drop(backup);
                return was.place() + " is gone with its container, there is nothing to restore";
            }
            // what was being written when we died
            was.place().sweep();
            if (was.difference().isEmpty()) {
                Backups.drop(backup);
                return was.place() + " is as it was, SHA-256 " + was.digest();
            }
            putBack(was, backup, Write.valueOf(Snapshot.word(arguments, WRITE)));
        } catch (IOException e) {
            throw new BrownoutException(byHand(was, backup, "could not be: " + e), e);
        }
        Reloads.run(arguments);
        Backups.drop(backup);
        return was.place() + " is as it was, SHA-256 " + was.digest() + ", and its component was told";
    }

    /** Puts back what was kept and sees that it is there. */
    static void restore(Snapshot was, Path backup, Write write) throws IOException {
        if (was.difference().isPresent()) {
            putBack(was, backup, write);
        }
    }

    private static void putBack(Snapshot was, Path backup, Write write) throws IOException {
        var original = Files.readAllBytes(backup);
        if (!Contents.digest(original).equals(was.digest())) {
            throw new BrownoutException(byHand(
                    was, backup, "the copy has another SHA-256: " + Contents.digest(original) + " and was not used"));
        }
        was.restore(original, write);
        var difference = was.difference();
        if (difference.isPresent()) {
            throw new BrownoutException(byHand(was, backup, "afterwards " + difference.get()));
        }
    }

    private static String byHand(Snapshot was, Path backup, String why) {
        var like = was.attributes();
        return "file " + was.place() + " must be restored, but " + why + "; do it by hand: "
                + was.place().byHand(backup) + ", mode " + Integer.toOctalString(like.mode() & 07777) + ", owner "
                + like.uid() + ":" + like.gid() + ", SHA-256 " + was.digest();
    }
}
