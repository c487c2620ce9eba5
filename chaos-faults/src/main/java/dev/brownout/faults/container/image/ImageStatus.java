package dev.brownout.faults.container.image;

import java.util.List;

/**
 * What Docker has of an image.
 *
 * @param name the image's word
 * @param summary what is in it
 * @param state how it stands
 * @param tags every name it has; empty if it is not there
 * @param bytes its size, that of its base included; 0 if it is not there
 */
public record ImageStatus(String name, String summary, State state, List<String> tags, long bytes) {
    /** How an image stands. */
    public enum State {
        /** Made of what would be taken now. */
        PRESENT,
        /** Made of something else: a recipe, the JDK or apt's sources have changed since. */
        OUTDATED,
        /** Not there. */
        ABSENT
    }

    /** Copy the list. */
    public ImageStatus {
        tags = List.copyOf(tags);
    }
}
