package dev.brownout.api;

import java.util.List;

/**
 * A file that a component reads while it runs, as its stack declares it. Where it lies is told to the plane when the stack
 * starts ({@link FaultPlane#place}).
 *
 * @param id unique in its component: lower-case letters, digits and hyphens
 * @param format how it is written
 * @param reload what makes the component read it again
 * @param evidence by what the component shows that it tried to; one of them is enough. With none, no fault of the file could
 *     ever be proven
 */
public record ConfigFile(String id, Format format, Reload reload, List<LoadEvidence> evidence) {

    /** How a file is written. A closed set. */
    public enum Format {
        /** JSON (RFC 8259). */
        JSON,
        /** YAML, one document. */
        YAML,
        /** Comma-separated values with a header line (RFC 4180). */
        CSV,
        /** Java properties: {@code key=value} lines. */
        PROPERTIES,
        /** Lines; those that are blank or begin with {@code #} are no rows. */
        TEXT
    }

    /** Check the id and copy the list. */
    public ConfigFile {
        Rules.id("file id", id);
        evidence = List.copyOf(evidence);
    }

    /**
     * Declare a file.
     *
     * @param id unique in its component
     * @param format how it is written
     * @param reload what makes the component read it again
     * @param evidence by what the component shows that it tried to
     * @return the declaration
     */
    public static ConfigFile of(String id, Format format, Reload reload, LoadEvidence... evidence) {
        return new ConfigFile(id, format, reload, List.of(evidence));
    }
}
