package dev.brownout.faults.container.image;

/**
 * What goes on with an image.
 *
 * @param image its word
 * @param words what is done now
 */
public record Progress(String image, String words) {}
