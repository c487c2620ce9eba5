package dev.brownout.faults.process;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Looks at processes by their id, as somebody from outside would. */
final class Pids {

    private Pids() {}

    /** Returns the state letter of proc(5), or X if there is no such process; a zombie counts as gone. */
    static char state(long pid) {
        try {
            String stat = Files.readString(Path.of("/proc/" + pid + "/stat"));
            char state = stat.charAt(stat.lastIndexOf(')') + 2);
            return state == 'Z' ? 'X' : state;
        } catch (IOException e) {
            return 'X';
        }
    }

    static boolean runs(long pid) {
        return state(pid) != 'X';
    }

    /** Returns how many descriptors the process holds. */
    static long descriptors(long pid) throws IOException {
        try (var open = Files.list(Path.of("/proc/" + pid + "/fd"))) {
            return open.count();
        }
    }
}
