package dev.brownout.faults.file;

import dev.brownout.api.BrownoutException;
import dev.brownout.faults.file.Place.Attributes;
import dev.brownout.faults.file.Touch.Write;
import java.io.IOException;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * What a file was: everything about it that is put back, but its bytes. Extended attributes and access lists are kept only
 * where the file is written in place.
 *
 * @param place its real place, no link
 * @param digest SHA-256 of its bytes
 * @param attributes its mode as {@code stat(2)} tells it, owner, group and times
 */
record Snapshot(Place place, String digest, Attributes attributes) {

    static Snapshot of(Place place, Place.Seen seen) {
        return new Snapshot(place, Contents.digest(seen.content()), seen.attributes());
    }

    Map<String, String> words() {
        var words = new TreeMap<>(place.words());
        words.put("digest", digest);
        words.put("mode", Integer.toOctalString(attributes.mode()));
        words.put("uid", Integer.toString(attributes.uid()));
        words.put("gid", Integer.toString(attributes.gid()));
        words.put("modified", attributes.modified().toInstant().toString());
        words.put("accessed", attributes.accessed().toInstant().toString());
        return words;
    }

    static Snapshot of(Map<String, String> words) {
        try {
            return new Snapshot(
                    Place.of(words),
                    word(words, "digest"),
                    new Attributes(
                            Integer.parseInt(word(words, "mode"), 8),
                            Integer.parseInt(word(words, "uid")),
                            Integer.parseInt(word(words, "gid")),
                            FileTime.from(Instant.parse(word(words, "modified"))),
                            FileTime.from(Instant.parse(word(words, "accessed")))));
        } catch (NumberFormatException | java.time.DateTimeException e) {
            throw new BrownoutException("undo of a file must tell mode, owner and times, but told " + words, e);
        }
    }

    static String word(Map<String, String> words, String name) {
        return Optional.ofNullable(words.get(name))
                .orElseThrow(() -> new BrownoutException("undo of a file must tell " + name + ", but told " + words));
    }

    /** Puts other bytes into the file; its mode and owner stay, its times are now. If that fails, the file is as it was. */
    void replace(byte[] content, Write write) throws IOException {
        place.put(content, write, attributes, false);
    }

    /** Puts back the bytes, mode, owner and times, whether or not the file is still there. */
    void restore(byte[] content, Write write) throws IOException {
        try {
            place.put(content, place.exists() ? write : Write.RENAME, attributes, true);
        } catch (IOException e) {
            // no room for two: what is there now can be written over
            place.put(content, Write.IN_PLACE, attributes, true);
        }
    }

    /** Tells in what the file differs from what it was; empty when in nothing. */
    Optional<String> difference() throws IOException {
        Place.Seen seen;
        try {
            seen = place.read();
        } catch (BrownoutException e) {
            return Optional.of(place.exists() ? String.valueOf(e.getMessage()) : "it is gone");
        }
        var now = seen.attributes();
        if (now.mode() != attributes.mode()) {
            return Optional.of("its mode is " + Integer.toOctalString(now.mode()));
        }
        if (now.uid() != attributes.uid() || now.gid() != attributes.gid()) {
            return Optional.of("its owner is " + now.uid() + ":" + now.gid());
        }
        if (!same(now.modified().toInstant(), attributes.modified().toInstant())) {
            return Optional.of("it was modified at " + now.modified());
        }
        var is = Contents.digest(seen.content());
        return is.equals(digest) ? Optional.empty() : Optional.of("its SHA-256 is " + is);
    }

    /** Docker tells whole seconds of a container that does not run, and the programs of one that does tell all. */
    private static boolean same(Instant a, Instant b) {
        var wholeA = a.truncatedTo(ChronoUnit.SECONDS);
        var wholeB = b.truncatedTo(ChronoUnit.SECONDS);
        return a.equals(b) || (wholeA.equals(wholeB) && (a.equals(wholeA) || b.equals(wholeB)));
    }
}
