package dev.brownout.benchmarks;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** The programs that we are compared with, and where they are. */
final class Peers {
    private Peers() {}

    /** Find a program; Debian keeps servers in {@code /usr/sbin}, which is not on everybody's path. */
    static String path(String program) throws IOException {
        var places =
                new ArrayList<>(List.of(System.getenv().getOrDefault("PATH", "").split(File.pathSeparator, -1)));
        places.add("/usr/sbin");
        for (var place : places) {
            var file = Path.of(place, program);
            if (Files.isExecutable(file)) {
                return file.toString();
            }
        }
        throw new IOException(program + " must be installed, but was not found");
    }

    /** Read the first line of what a program says of itself, on either output. */
    static String version(String program, String argument) throws IOException {
        var process = new ProcessBuilder(path(program), argument)
                .redirectErrorStream(true)
                .start();
        try (var out = process.inputReader()) {
            return String.valueOf(out.readLine());
        }
    }

    static void pause() {
        try {
            TimeUnit.MILLISECONDS.sleep(50);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
