package dev.brownout.faults.process;

import java.io.File;
import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Small programs that do what the JDK cannot: any signal, a session of its own, a death signal. */
final class Helpers {

    static final File NOTHING = new File("/dev/null");

    private static final int SECONDS = 5;

    private Helpers() {}

    /**
     * Sends {@code signal} to each of {@code pids}; those that are gone, or not ours, are passed over.
     *
     * @return whether every one of them got it
     */
    static boolean kill(Signal signal, Collection<Long> pids) throws IOException {
        if (pids.isEmpty()) {
            return true;
        }
        // the shell's own kill: any POSIX system has it, while /bin/kill may be missing from a slim image
        List<String> command = new ArrayList<>(List.of("/bin/sh", "-c", "kill -s \"$0\" \"$@\"", signal.name()));
        pids.forEach(pid -> command.add(Long.toString(pid)));
        return run(command);
    }

    /** Starts {@code command} so that it goes on when we are gone, in a session of its own where there is {@code setsid}. */
    static void detach(List<String> command, Path directory) throws IOException {
        List<String> words = new ArrayList<>(ownSession());
        words.addAll(command);
        new ProcessBuilder(words)
                .directory(directory.toFile())
                .redirectInput(NOTHING)
                .redirectOutput(Redirect.DISCARD)
                .redirectError(Redirect.DISCARD)
                .start();
    }

    /** The words that give a command a session of its own, so that Ctrl-C at a terminal passes it by; may be empty. */
    static List<String> ownSession() throws IOException {
        return works(List.of("setsid", "true")) ? List.of("setsid") : List.of();
    }

    /** The words that have Linux kill a command when the thread that started it ends, prctl(2); may be empty. */
    static List<String> endWithParent() throws IOException {
        List<String> words = List.of("setpriv", "--pdeathsig", "KILL");
        List<String> trial = new ArrayList<>(words);
        trial.add("true");
        return works(trial) ? words : List.of();
    }

    private static boolean works(List<String> command) {
        try {
            return run(command);
        } catch (IOException e) {
            return false;
        }
    }

    private static boolean run(List<String> command) throws IOException {
        Process process = new ProcessBuilder(command)
                .redirectInput(NOTHING)
                .redirectOutput(Redirect.DISCARD)
                .redirectError(Redirect.DISCARD)
                .start();
        try {
            if (!process.waitFor(SECONDS, TimeUnit.SECONDS)) {
                throw new IOException(command.get(0) + " must end within " + SECONDS + " s, but did not");
            }
            return process.exitValue() == 0;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted while " + command.get(0) + " ran", e);
        } finally {
            process.destroyForcibly();
        }
    }
}
