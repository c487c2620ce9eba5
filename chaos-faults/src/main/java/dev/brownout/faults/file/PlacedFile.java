package dev.brownout.faults.file;

import dev.brownout.api.BrownoutException;
import dev.brownout.api.Component;
import dev.brownout.api.ConfigFile;
import java.io.IOException;
import java.util.Map;

/**
 * A file where its component reads it.
 *
 * @param component who reads it
 * @param declared how the component declares it
 * @param place where; may be a symbolic link
 * @param reader who reads it
 * @param watch looks for signs that it was loaded
 * @param witness measures its faults
 */
record PlacedFile(
        Component component, ConfigFile declared, Place place, Reader reader, LoadWatch watch, FileWitness witness) {

    static PlacedFile of(Component component, ConfigFile declared, Place place, Reader reader) {
        var watch = new LoadWatch(declared.evidence(), reader);
        return new PlacedFile(
                component,
                declared,
                place,
                reader,
                watch,
                new FileWitness(place, declared.format(), read(place).content(), watch, reader));
    }

    /** Reads a file; links are followed. */
    static Place.Seen read(Place place) {
        try {
            return place.read();
        } catch (IOException e) {
            throw new BrownoutException("file " + place + " must be readable, but was not: " + e, e);
        }
    }

    Map<String, String> reload() {
        return reader.reload(declared.reload(), place);
    }

    /** Makes the component read the file; starts it if it has ended over a bad one and we may. */
    void load(boolean wasRunning) {
        if (wasRunning && reader.startable() && watch.running().isEmpty()) {
            reader.start();
        } else {
            Reloads.run(reload());
        }
    }
}
