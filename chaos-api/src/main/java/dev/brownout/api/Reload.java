package dev.brownout.api;

import java.util.List;

/**
 * What makes a component read a file again.
 *
 * @param way how
 * @param words what that way needs to know: a signal's name; program and arguments; an HTTP method and path. Empty for
 *     {@link Way#WATCH}
 */
public record Reload(Way way, List<String> words) {

    /** How a component is made to read again. A closed set. */
    public enum Way {
        /** It looks by itself. */
        WATCH,
        /** Its process is sent a signal. */
        SIGNAL,
        /** A command is run. */
        COMMAND,
        /** An HTTP request is sent to where it serves. */
        HTTP
    }

    /** Check that the words fit the way. */
    public Reload {
        words = List.copyOf(words);
        boolean fits = switch (way) {
            case WATCH -> words.isEmpty();
            case SIGNAL -> words.size() == 1 && words.get(0).matches("HUP|INT|TERM|QUIT");
            case COMMAND -> !words.isEmpty();
            case HTTP -> words.size() == 2 && words.get(1).startsWith("/");
        };
        Rules.require(
                fits,
                "reload by %s must be told a signal (HUP, INT, TERM, QUIT), a command, or an HTTP method and path, but was"
                        + " told %s",
                way,
                words);
    }

    /**
     * Leave it to the component's own watch.
     *
     * @return the way
     */
    public static Reload watch() {
        return new Reload(Way.WATCH, List.of());
    }

    /**
     * Send the process a signal.
     *
     * @param name {@code HUP} for most servers
     * @return the way
     */
    public static Reload signal(String name) {
        return new Reload(Way.SIGNAL, List.of(name));
    }

    /**
     * Run a command; its exit code is not asked, since many fail when the file is bad.
     *
     * @param command program and arguments; {@code {pid}} stands for the component's process id, {@code {file}} for the
     *     file's path
     * @return the way
     */
    public static Reload command(String... command) {
        return new Reload(Way.COMMAND, List.of(command));
    }

    /**
     * Send a request to where the component serves; the answer is not asked, since many fail when the file is bad.
     *
     * @param method {@code POST} for most
     * @param path an absolute path
     * @return the way
     */
    public static Reload http(String method, String path) {
        return new Reload(Way.HTTP, List.of(method, path));
    }
}
