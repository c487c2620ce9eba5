package dev.brownout.scenarios.format;

/**
 * A place in a file.
 *
 * @param line from 1
 * @param column from 1
 */
public record Location(int line, int column) {}
