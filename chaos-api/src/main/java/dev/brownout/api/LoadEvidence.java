package dev.brownout.api;

import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/**
 * By what a component shows that it tried to load a file, whether or not it liked what it read. That the file was opened
 * (its access time) is not among them: many things open files.
 *
 * @param kind what is looked at
 * @param place a regular expression for {@link Kind#LOG_LINE}, an absolute path for {@link Kind#STATUS}, otherwise empty
 * @param pointer where in the answer the digest stands (RFC 6901), for {@link Kind#STATUS}; otherwise empty
 */
public record LoadEvidence(Kind kind, String place, String pointer) {

    /** What is looked at. A closed set. */
    public enum Kind {
        /** A new line of the component's log. */
        LOG_LINE,
        /** An HTTP status page in JSON that tells the SHA-256 of what it read last. */
        STATUS,
        /** Its process: it ends over the file, or starts with it. */
        EXIT
    }

    /** Check the expression or the path. */
    public LoadEvidence {
        try {
            boolean fits = switch (kind) {
                case LOG_LINE -> !Pattern.compile(place).pattern().isEmpty();
                case STATUS -> place.startsWith("/") && pointer.startsWith("/");
                case EXIT -> place.isEmpty();
            };
            Rules.require(fits, "evidence of kind %s must be told where to look, but was told \"%s\"", kind, place);
        } catch (PatternSyntaxException e) {
            throw new BrownoutException("log line must be a regular expression, but was \"" + place + "\": " + e, e);
        }
    }

    /**
     * Look for a new line in the component's log.
     *
     * @param regex found anywhere in the line; it should match whether the load went well or not
     * @return the evidence
     */
    public static LoadEvidence logLine(String regex) {
        return new LoadEvidence(Kind.LOG_LINE, regex, "");
    }

    /**
     * Ask a status page, in JSON, at the address where the component serves.
     *
     * @param path an absolute path
     * @param pointer where the SHA-256 of the bytes that it read last stands, in lower-case hex
     * @return the evidence
     */
    public static LoadEvidence status(String path, String pointer) {
        return new LoadEvidence(Kind.STATUS, path, pointer);
    }

    /**
     * Look at the process: one that has ended since the file was changed, or another than before, has read it.
     *
     * @return the evidence
     */
    public static LoadEvidence exit() {
        return new LoadEvidence(Kind.EXIT, "", "");
    }
}
