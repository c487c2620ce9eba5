package dev.brownout.faults.container.image;

import java.util.List;
import java.util.Optional;

/**
 * What became of an image.
 *
 * @param name the image's word
 * @param made whether it was made now; false if it was up to date, or could not be made
 * @param millis how long that took, without waiting for its base
 * @param tags the names that were given to it now
 * @param notes what somebody should know, such as names that belong to others
 * @param problem why it could not be made
 */
public record ImageResult(
        String name, boolean made, long millis, List<String> tags, List<String> notes, Optional<String> problem) {
    /** Copy the lists. */
    public ImageResult {
        tags = List.copyOf(tags);
        notes = List.copyOf(notes);
    }

    static ImageResult failed(String name, long millis, String problem) {
        return new ImageResult(name, false, millis, List.of(), List.of(), Optional.of(problem));
    }
}
