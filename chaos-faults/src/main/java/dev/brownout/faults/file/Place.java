package dev.brownout.faults.file;

import dev.brownout.faults.file.Touch.Write;
import java.io.IOException;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/** Where a file lies: in the file system of this host, or inside a container. Equal where it is the same path. Thread safe. */
interface Place {

    /** Everything about a file but its bytes. */
    record Attributes(int mode, int uid, int gid, FileTime modified, FileTime accessed) {}

    /** What was read at one time. No record, as its bytes would be compared by identity. */
    final class Seen {
        private final byte[] content;
        private final Attributes attributes;
        private final Optional<FileTime> changed;

        Seen(byte[] content, Attributes attributes, Optional<FileTime> changed) {
            this.content = content;
            this.attributes = attributes;
            this.changed = changed;
        }

        /** Returns its bytes. */
        byte[] content() {
            return content;
        }

        /** Returns them as they were before it was read. */
        Attributes attributes() {
            return attributes;
        }

        /** Returns when its bytes or attributes were changed last; empty where nobody can tell. */
        Optional<FileTime> changed() {
            return changed;
        }
    }

    /** Returns the file's path, as its component knows it. */
    String path();

    /**
     * Read it; links are followed.
     *
     * @throws dev.brownout.api.BrownoutException if it is not there, no regular file or too large
     * @throws IOException if it could not be read
     */
    Seen read() throws IOException;

    /** Returns the place with all links resolved. */
    Place real() throws IOException;

    /** Returns whether something is there. */
    boolean exists();

    /** Returns how many bytes its disk has room for; empty where nobody can tell. */
    OptionalLong room() throws IOException;

    /**
     * Put a content there, with mode and owner.
     *
     * @param write the way; a file that is not there takes a rename
     * @param like the mode and owner, and the times
     * @param back whether it gets those times, too, and in place its mode and owner again
     */
    void put(byte[] content, Write write, Attributes like, boolean back) throws IOException;

    /** Removes what was being written when the writer died. */
    void sweep() throws IOException;

    /** Returns whether all around it is gone for good, so that there is nothing to restore. */
    boolean gone();

    /** Says by hand how to put a copy there. */
    String byHand(Path copy);

    /** Says where it is, for {@link #of}. */
    Map<String, String> words();

    /** Finds it again from {@link #words}. */
    static Place of(Map<String, String> words) {
        var path = Snapshot.word(words, "file");
        return Optional.ofNullable(words.get("container"))
                .<Place>map(container -> ContainerPlace.of(container, path))
                .orElseGet(() -> new HostPlace(Path.of(path)));
    }
}
