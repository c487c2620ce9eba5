package dev.brownout.scenarios.format;

import dev.brownout.api.BrownoutException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** The kinds of file that there are, as messages call them. */
enum FileKind {
    SCENARIO("scenario", "brownout", "see \"brownout list\" for the library"),
    STACK("stack", "brownout-stack", "name one that does; docs/guides/stack-file.md tells how to write one");

    /** What it is called. */
    final String noun;

    /** The key with which it begins; its value is the version of the format. */
    final String key;

    private final String whenAbsent;

    FileKind(String noun, String key, String whenAbsent) {
        this.noun = noun;
        this.key = key;
        this.whenAbsent = whenAbsent;
    }

    /**
     * Read a file.
     *
     * @throws BrownoutException if it is not there, is a directory, is too large or cannot be read
     */
    byte[] bytes(Path file) {
        if (Files.isDirectory(file)) {
            throw new BrownoutException(
                    "a " + noun + " must be a file, but " + file + " is a directory; name a file in it");
        }
        if (!Files.exists(file)) {
            throw new BrownoutException(noun + " file " + file + " does not exist; " + whenAbsent);
        }
        try (var in = Files.newInputStream(file)) {
            // one byte more than allowed is enough to know, however large the file is
            byte[] bytes = in.readNBytes(YamlTree.MAX_BYTES + 1);
            if (bytes.length > YamlTree.MAX_BYTES) {
                throw invalid(List.of(new Problem(file.toString(), new Location(1, 1), tooLarge(Files.size(file)))));
            }
            return bytes;
        } catch (IOException e) {
            throw new UncheckedIOException(noun + " file " + file + " cannot be read: " + e, e);
        }
    }

    /** Refuse a file of another kind as what it is: complaints of each of its keys would help nobody. */
    void refuseOthers(Node.Mapping tree, Problems problems) {
        for (var other : values()) {
            var found = tree.entries().get(other.key);
            if (found != null && !tree.entries().containsKey(key)) {
                problems.add(
                        found.keyAt(),
                        "a " + noun + " must begin with \"" + key + ": 1\", but this is a " + other.noun
                                + "; name a file that is one");
                problems.raise();
            }
        }
    }

    InvalidFileException invalid(List<Problem> problems) {
        return this == SCENARIO ? new InvalidScenarioException(problems) : new InvalidFileException(problems);
    }

    String tooLarge(long size) {
        return "a " + noun + " file must have at most " + YamlTree.MAX_BYTES + " bytes, but has " + size
                + "; keep data out of the " + noun;
    }
}
