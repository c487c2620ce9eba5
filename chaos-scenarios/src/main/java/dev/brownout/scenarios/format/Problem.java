package dev.brownout.scenarios.format;

/**
 * One thing that is wrong with a file.
 *
 * @param file as the caller named it
 * @param at where in it
 * @param message the rule, the value and the next step
 */
public record Problem(String file, Location at, String message) {
    @Override
    public String toString() {
        return file + ":" + at.line() + ":" + at.column() + ": " + message;
    }
}
