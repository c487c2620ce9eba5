package dev.brownout.faults.process;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The processes that run right now. From {@code /proc} on Linux, see proc(5); elsewhere from {@link ProcessHandle}, without
 * sessions and marks. Zombies do not run: they only wait to be counted by their parent.
 */
final class ProcessTable {

    private static final Path PROC = Path.of("/proc");
    private static final boolean LINUX = Files.exists(PROC.resolve("self/stat"));

    private ProcessTable() {}

    /**
     * One process.
     *
     * @param started when, in a unit of the platform's own: together with the pid it tells a process from a later one
     */
    record Entry(long pid, long parent, long session, long started) {

        boolean same(Entry other) {
            return pid == other.pid && started == other.started;
        }
    }

    /** Returns every process that can be seen; those that end meanwhile may be missing. */
    static List<Entry> snapshot() throws IOException {
        List<Entry> entries = new ArrayList<>();
        if (!LINUX) {
            ProcessHandle.allProcesses()
                    .forEach(handle -> entries.add(new Entry(
                            handle.pid(),
                            handle.parent().map(ProcessHandle::pid).orElse(0L),
                            0,
                            handle.info()
                                    .startInstant()
                                    .map(at -> at.toEpochMilli())
                                    .orElse(0L))));
            return entries;
        }
        try (DirectoryStream<Path> directories = Files.newDirectoryStream(PROC, "[0-9]*")) {
            for (Path directory : directories) {
                try {
                    parse(Files.readString(directory.resolve("stat"), StandardCharsets.ISO_8859_1))
                            .ifPresent(entries::add);
                } catch (IOException e) {
                    // it has ended since the directory was listed
                }
            }
        }
        return entries;
    }

    /** Finds one process; empty if none of that id runs. */
    static Optional<Entry> find(long pid) {
        if (!LINUX) {
            return ProcessHandle.of(pid)
                    .filter(ProcessHandle::isAlive)
                    .map(handle -> new Entry(
                            pid,
                            handle.parent().map(ProcessHandle::pid).orElse(0L),
                            0,
                            handle.info()
                                    .startInstant()
                                    .map(at -> at.toEpochMilli())
                                    .orElse(0L)));
        }
        return stat(pid).flatMap(ProcessTable::parse);
    }

    /** Returns the state letter of a process (proc(5): R, S, D, T …); empty if none of that id runs or nobody tells. */
    static Optional<Character> state(long pid) {
        return LINUX ? stat(pid).map(stat -> stat.charAt(stat.lastIndexOf(')') + 2)) : Optional.empty();
    }

    private static Optional<String> stat(long pid) {
        try {
            return Optional.of(
                    Files.readString(PROC.resolve(Long.toString(pid)).resolve("stat"), StandardCharsets.ISO_8859_1));
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    /** Reads a line of {@code /proc/<pid>/stat}; empty for a zombie. The name in brackets may hold anything. */
    static Optional<Entry> parse(String stat) {
        long pid = Long.parseLong(stat.substring(0, stat.indexOf(' ')));
        String[] field = stat.substring(stat.lastIndexOf(')') + 2).split(" ", -1);
        char state = field[0].charAt(0);
        if (state == 'Z' || state == 'X' || state == 'x') {
            return Optional.empty();
        }
        return Optional.of(
                new Entry(pid, Long.parseLong(field[1]), Long.parseLong(field[3]), Long.parseLong(field[19])));
    }

    /** Returns the value of the variable {@code name} that {@code entry} was started with; empty if none can be seen. */
    static Optional<String> variable(Entry entry, String name) {
        if (!LINUX) {
            return Optional.empty();
        }
        try {
            String all = Files.readString(
                    PROC.resolve(Long.toString(entry.pid())).resolve("environ"), StandardCharsets.ISO_8859_1);
            int at = all.startsWith(name + "=") ? 0 : all.indexOf("\0" + name + "=") + 1;
            if (at == 0 && !all.startsWith(name + "=")) {
                return Optional.empty();
            }
            int from = at + name.length() + 1;
            int end = all.indexOf('\0', from);
            return Optional.of(end < 0 ? all.substring(from) : all.substring(from, end));
        } catch (IOException e) {
            return Optional.empty();
        }
    }
}
