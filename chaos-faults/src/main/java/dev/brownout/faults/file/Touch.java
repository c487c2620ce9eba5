package dev.brownout.faults.file;

import dev.brownout.api.Arguments;
import dev.brownout.api.InvalidFaultException;
import dev.brownout.api.Parameter;
import java.time.Duration;

/**
 * Which file a fault is done to, and how.
 *
 * @param file the id that the component declares; empty for its only one
 * @param write how the content is put in place
 * @param life after what time it is undone even if nobody takes it away
 */
public record Touch(String file, Write write, Duration life) {
    static final Parameter FILE = Parameter.text(
            "file", "", "the id of the file as its component declares it; may be left out where it declares only one");
    static final Parameter WRITE = Parameter.text(
            "write",
            "rename",
            "rename: a whole new file takes the place of the old one at once; in-place: the file itself is written over,"
                    + " which a reader may see happen");
    static final Parameter LIFE = Parameter.duration(
            "life", "1h", "100ms", "24h", "after what time it is undone even if nobody takes it away");

    /** How a content is put in place. A closed set. */
    public enum Write {
        /** A new file is renamed over the old one: readers see the old content or the new one. */
        RENAME,
        /** The file is cut to nothing and written: hard links, watches and bind mounts of the file see it too. */
        IN_PLACE
    }

    static Touch of(Arguments arguments) {
        var write = switch (arguments.text("write")) {
            case "rename" -> Write.RENAME;
            case "in-place" -> Write.IN_PLACE;
            default ->
                throw new InvalidFaultException(
                        "write", "write must be rename or in-place, but was \"" + arguments.text("write") + "\"");
        };
        return new Touch(arguments.text("file"), write, arguments.duration("life"));
    }
}
