package dev.brownout.faults.file;

import dev.brownout.api.BrownoutException;
import dev.brownout.api.Component;
import dev.brownout.api.ConfigFile;
import dev.brownout.api.ContainerAbility;
import dev.brownout.api.UndoLedger;
import dev.brownout.faults.container.ContainerPlane;
import dev.brownout.faults.process.LimitedInjection;
import dev.brownout.faults.process.ProcessPlane;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/**
 * The files of a stack's components, and what faults do to them. Of several faults of one file the last one shows; the file is
 * as it was when the last of them is gone. Thread safe.
 */
public final class FilePlane implements AutoCloseable {
    private static final long END_SECONDS = 20;

    private final ProcessPlane processes;
    private final ContainerPlane containers;
    private final Map<String, PlacedFile> files = new ConcurrentHashMap<>();
    private final Map<Place, TamperedFile> tampered = new ConcurrentHashMap<>();
    private final ScheduledExecutorService timer = Executors.newScheduledThreadPool(2, task -> {
        var thread = new Thread(task, "brownout-file");
        thread.setDaemon(true);
        return thread;
    });
    private volatile Backups backups = Backups.standard();

    private FilePlane(ProcessPlane processes, ContainerPlane containers) {
        this.processes = processes;
        this.containers = containers;
    }

    /**
     * Open a plane that knows no files yet. Originals are kept in the user's state directory until one says otherwise.
     *
     * @param processes whose processes read the files
     * @param containers in whose containers files are read; it stays open for as long as this plane
     * @return an open plane
     */
    public static FilePlane open(ProcessPlane processes, ContainerPlane containers) {
        return new FilePlane(processes, containers);
    }

    /**
     * Say where the originals of changed files are kept until they are restored.
     *
     * @param directory a place that outlives a restart of the machine, such as that of the undo ledger; made when needed
     */
    public void keepBackupsIn(Path directory) {
        backups = new Backups(directory);
    }

    /**
     * Take a component's file under its hand. Its process, if it has one, is attached before.
     *
     * @param component who reads it
     * @param file its id
     * @param path where; may be a symbolic link
     * @throws BrownoutException if the component declares no such file, or it is no regular file that can be read
     */
    public void place(Component component, String file, Path path) {
        place(component, file, new HostPlace(path.toAbsolutePath()));
    }

    /**
     * Take a file inside a component's container under its hand. Its container is attached before.
     *
     * @param component who reads it; declares {@link ContainerAbility#FILES}
     * @param file its id
     * @param path where inside the container, absolute; may be a symbolic link
     * @throws BrownoutException if the component declares no such file or no such ability, no container of it is attached, or it is
     *     no regular file that can be read
     */
    public void placeInside(Component component, String file, String path) {
        if (!component.container().contains(ContainerAbility.FILES)) {
            throw new BrownoutException("component " + component.id() + " must declare ContainerAbility.FILES to have a"
                    + " file placed inside its container, but declares " + component.container()
                    + "; declare it with Component.withContainer");
        }
        if (!path.startsWith("/")) {
            throw new BrownoutException("path of a file inside a container must be absolute, but was \"" + path + "\"");
        }
        place(
                component,
                file,
                new ContainerPlace(
                        containers.docker(),
                        containers.container(component.id()).id(),
                        path));
    }

    private void place(Component component, String file, Place place) {
        var declared = component
                .file(file)
                .orElseThrow(() -> new BrownoutException("file of component " + component.id() + " must be one of "
                        + component.files().stream().map(ConfigFile::id).toList() + ", but was \"" + file
                        + "\"; declare it with Component.withFiles"));
        files.put(key(component.id(), declared.id()), PlacedFile.of(component, declared, place, reader(component)));
    }

    /** A process of this host is nearer than the container that it may run in. */
    private Reader reader(Component component) {
        var process = processes.find(component.id());
        return process.isEmpty()
                ? containers
                        .find(component.id())
                        .<Reader>map(found -> new ContainerReader(containers.docker(), component, found))
                        .orElseGet(() -> new ProcessReader(component, process))
                : new ProcessReader(component, process);
    }

    private static String key(String component, String file) {
        return component + "/" + file;
    }

    /** Finds a file; an empty id stands for the component's only one. */
    PlacedFile file(Component component, String file) {
        var id = component.file(file).map(ConfigFile::id).orElse(file);
        return Optional.ofNullable(files.get(key(component.id(), id)))
                .orElseThrow(() -> new BrownoutException("file " + key(component.id(), id)
                        + " must be placed on the plane, but those placed are " + new TreeSet<>(files.keySet())
                        + "; call FaultPlane.place when it is there"));
    }

    /** Puts a fault's content in place of a file's. */
    LimitedInjection inject(FileFault fault, Component component, UndoLedger ledger) {
        var file = file(component, fault.touch().file());
        var target = tampered(file);
        var before = file.watch().mark();
        var hold = target.put(fault, file, backups, ledger);
        var injection = new LimitedInjection(component.id(), () -> hold.met(before), () -> target.takeAway(hold))
                .endAfter(fault.touch().life(), timer);
        if (!fault.goodFor().isZero()) {
            long period = fault.goodFor().toMillis();
            var unused = timer.scheduleAtFixedRate(
                    () -> {
                        injection.sample();
                        target.turn(hold);
                    },
                    period,
                    period,
                    TimeUnit.MILLISECONDS);
        }
        return injection;
    }

    private TamperedFile tampered(PlacedFile file) {
        try {
            return tampered.computeIfAbsent(file.place().real(), TamperedFile::new);
        } catch (IOException e) {
            throw new BrownoutException(
                    "file " + file.place() + " must be there when a fault is done to it, but: " + e + "; put it back",
                    e);
        }
    }

    /** Restores every file. Idempotent. */
    @Override
    public void close() {
        timer.shutdownNow();
        try {
            if (!timer.awaitTermination(END_SECONDS, TimeUnit.SECONDS)) {
                throw new BrownoutException(
                        "faults that end with their life must end within " + END_SECONDS + " s, but did not");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        tampered.values().forEach(TamperedFile::restoreAll);
    }
}
