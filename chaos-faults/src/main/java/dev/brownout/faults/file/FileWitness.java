package dev.brownout.faults.file;

import dev.brownout.api.BrownoutException;
import dev.brownout.api.ConfigFile.Format;
import dev.brownout.api.Measurement;
import dev.brownout.faults.file.LoadWatch.Mark;
import java.io.IOException;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * Reads a file as its component does, and listens for the component's own word that it tried to load what stands there. It
 * remembers the content of when all was healthy; what faults there are it does not know. Thread safe.
 */
final class FileWitness {
    private static final Duration SLACK = Duration.ofMillis(500);
    private static final int SHOWN = 12;

    private final Place place;
    private final Format format;
    private final LoadWatch watch;
    private final Reader reader;
    private byte[] good;
    private Mark healthy;
    private Optional<Mark> bad = Optional.empty();
    private String lastDigest;
    private FileTime lastLook = FileTime.from(Instant.now());
    private FileTime lastOther = lastLook;

    FileWitness(Place place, Format format, byte[] good, LoadWatch watch, Reader reader) {
        this.place = place;
        this.format = format;
        this.watch = watch;
        this.reader = reader;
        this.good = good;
        this.healthy = watch.mark();
        this.lastDigest = Contents.digest(good);
    }

    synchronized Measurement measure(FileFault fault) {
        // in this order: what is logged after the mark is logged after what was read before it
        var mark = watch.mark();
        Place.Seen seen;
        try {
            seen = reader.sees(place, mark.life()).read();
        } catch (IOException | BrownoutException e) {
            return Measurement.undecided(place + " cannot be read as the component does: " + e.getMessage());
        }
        var now = seen.content();
        var digest = Contents.digest(now);
        var changed = seen.changed().orElse(different(digest));
        var reading = now.length + " bytes, SHA-256 " + digest.substring(0, SHOWN) + "…; ";
        if (reader.known() && mark.life().isEmpty() && digest.equals(Contents.digest(good))) {
            return Measurement.undecided(reading + "as it was, but its component does not run");
        }
        return digest.equals(Contents.digest(good))
                ? good(fault, mark, digest, changed, reading)
                : other(fault, mark, now, digest, changed, reading);
    }

    /** When it was still another content: what nobody tells of a change, those who look at it know themselves. */
    private FileTime different(String digest) {
        if (!digest.equals(lastDigest)) {
            lastOther = lastLook;
            lastDigest = digest;
        }
        lastLook = FileTime.from(Instant.now());
        return lastOther;
    }

    private Measurement good(FileFault fault, Mark mark, String digest, FileTime changed, String reading) {
        if (bad.isPresent()) {
            var signs = watch.tried(bad.get(), digest, changed);
            if (signs.count() == 0) {
                return Measurement.undecided(reading + "as it was, but " + signs.words() + " again");
            }
            if (changed.toInstant().plus(fault.goodFor()).plus(SLACK).isAfter(Instant.now())
                    && !fault.goodFor().isZero()) {
                return Measurement.undecided(
                        reading + "as it was, but not yet for as long as it is good between two faults");
            }
            bad = Optional.empty();
            healthy = mark;
            return new Measurement(false, reading + "as it was; " + signs.words());
        }
        healthy = mark;
        return new Measurement(false, reading + "as it was");
    }

    private Measurement other(FileFault fault, Mark mark, byte[] now, String digest, FileTime changed, String reading) {
        if (!shows(fault, now)) {
            if (bad.isEmpty()) {
                // somebody has rolled out another file: from now on, this one is what it was
                good = now;
                healthy = mark;
                return Measurement.undecided(
                        reading + "another content than before, and not as " + fault.kind() + " makes it");
            }
            return Measurement.undecided(reading + "neither as it was nor as " + fault.kind() + " makes it");
        }
        var signs = watch.tried(healthy, digest, changed);
        if (signs.count() == 0) {
            return Measurement.undecided(reading + "as " + fault.kind() + " makes it, but " + signs.words());
        }
        bad = Optional.of(mark);
        return new Measurement(true, reading + "as " + fault.kind() + " makes it; " + signs.words());
    }

    private boolean shows(FileFault fault, byte[] now) {
        try {
            return fault.shows(format, good, now);
        } catch (BrownoutException e) {
            return false;
        }
    }
}
