package dev.brownout.faults.file;

import dev.brownout.api.BrownoutException;
import dev.brownout.api.Component;
import dev.brownout.api.ComponentProcess;
import dev.brownout.api.ConfigFile;
import dev.brownout.api.ProcessControl;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/**
 * A file where its component reads it.
 *
 * @param component who reads it
 * @param declared how the component declares it
 * @param path where; may be a symbolic link
 * @param process who reads it; empty where it is not known
 * @param watch looks for signs that it was loaded
 * @param witness measures its faults
 */
record PlacedFile(
        Component component,
        ConfigFile declared,
        Path path,
        Optional<ComponentProcess> process,
        LoadWatch watch,
        FileWitness witness) {

    static PlacedFile of(Component component, ConfigFile declared, Path path, Optional<ComponentProcess> process) {
        var absolute = path.toAbsolutePath();
        var watch = new LoadWatch(declared.evidence(), process);
        return new PlacedFile(
                component,
                declared,
                absolute,
                process,
                watch,
                new FileWitness(absolute, declared.format(), read(absolute), watch, process.isPresent()));
    }

    /** Reads a file; links are followed. */
    static byte[] read(Path path) {
        try {
            if (!Files.exists(path)) {
                throw new BrownoutException("file " + path + " must be there, but is not");
            }
            if (!Files.isRegularFile(path)) {
                throw new BrownoutException("file " + path + " must be a regular file or a link to one, but is not");
            }
            if (Files.size(path) > Contents.MOST_BYTES) {
                throw new BrownoutException("file " + path + " must have at most " + Contents.MOST_BYTES
                        + " bytes to be faulted, but has " + Files.size(path));
            }
            return Files.readAllBytes(path);
        } catch (IOException e) {
            throw new BrownoutException("file " + path + " must be readable, but was not: " + e, e);
        }
    }

    Map<String, String> reload() {
        return Reloads.words(declared.reload(), path, process);
    }

    /** Makes the component read the file; starts it if it has ended over a bad one and we may. */
    void load(boolean wasRunning) {
        if (wasRunning
                && component.process() == ProcessControl.RESTART
                && watch.running().isEmpty()) {
            process.ifPresent(ComponentProcess::start);
        } else {
            Reloads.run(reload());
        }
    }
}
