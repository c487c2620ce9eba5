package dev.brownout.faults.file;

import dev.brownout.api.Component;
import dev.brownout.api.ComponentProcess;
import dev.brownout.api.ProcessControl;
import dev.brownout.api.Reload;
import dev.brownout.api.UndoLedger;
import dev.brownout.faults.process.ProcessId;
import dev.brownout.faults.process.ProcessPlane;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A process of this host that reads a file.
 *
 * @param component whose it is
 * @param process the process; empty where it is not known
 */
record ProcessReader(Component component, Optional<ComponentProcess> process) implements Reader {
    private static final int MOST_LOG = 8 << 20;

    @Override
    public boolean known() {
        return process.isPresent();
    }

    @Override
    public Optional<String> life() {
        return id().map(ProcessId::toString);
    }

    private Optional<ProcessId> id() {
        return process.stream()
                .flatMapToLong(p -> p.pid().stream())
                .mapToObj(ProcessId::of)
                .flatMap(Optional::stream)
                .findFirst();
    }

    @Override
    public long logEnd() {
        return process.flatMap(ComponentProcess::log).map(ProcessReader::size).orElse(0L);
    }

    private static long size(Path log) {
        try {
            return Files.size(log);
        } catch (IOException e) {
            return 0;
        }
    }

    @Override
    public List<String> logged(long end, FileTime changed) throws IOException {
        var log = process.flatMap(ComponentProcess::log);
        if (log.isEmpty()) {
            return List.of();
        }
        try (var in = new RandomAccessFile(log.get().toFile(), "r")) {
            // a line that stood there before the change cannot speak of it
            var logged = Files.getLastModifiedTime(log.get()).toInstant();
            if (logged.isBefore(changed.toInstant().minus(BETWEEN))) {
                return List.of();
            }
            // a log that has shrunk was begun anew
            long from = in.length() < end ? 0 : end;
            var bytes = new byte[(int) Math.min(MOST_LOG, in.length() - from)];
            in.seek(Math.max(from, in.length() - bytes.length));
            in.readFully(bytes);
            return new String(bytes, StandardCharsets.UTF_8).lines().toList();
        }
    }

    @Override
    public Optional<InetSocketAddress> serves() {
        return process.flatMap(ComponentProcess::served).map(ComponentProcess.Served::address);
    }

    /** The path in the process's own file system, which may be another than ours; proc(5). */
    @Override
    public Place sees(Place place, Optional<String> life) {
        return life.map(ProcessId::parse)
                .map(id -> Path.of("/proc", Long.toString(id.pid()), "root", place.path()))
                .filter(path -> place instanceof HostPlace && Files.isReadable(path))
                .<Place>map(HostPlace::new)
                .orElse(place);
    }

    @Override
    public Map<String, String> reload(Reload reload, Place place) {
        return Reloads.words(reload, Path.of(place.path()), process);
    }

    @Override
    public boolean startable() {
        return component.process() == ProcessControl.RESTART && known();
    }

    @Override
    public void start() {
        process.ifPresent(ComponentProcess::start);
    }

    @Override
    public Optional<UndoLedger.Entry> writeRestart(UndoLedger ledger) {
        return process.flatMap(known -> ProcessPlane.writeRestart(known, ledger));
    }
}
