package dev.brownout.faults.container;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * A program that is run to its end, with what it said. It is ended with this JVM, and when the calling thread is interrupted.
 *
 * @param words the program and its arguments
 * @param environment what to add to this JVM's own environment
 * @param directory where it runs; empty for this JVM's own
 * @param input what it reads from standard input
 */
public record Command(List<String> words, Map<String, String> environment, Optional<Path> directory, String input) {
    private static final int LINES = 400;
    private static final int LONGEST = 4_000;

    /** Copy the lists. */
    public Command {
        words = List.copyOf(words);
        environment = Map.copyOf(environment);
    }

    /**
     * Name a program.
     *
     * @param words the program and its arguments
     * @return the command, which reads nothing and runs in this JVM's directory
     */
    public static Command of(String... words) {
        return new Command(List.of(words), Map.of(), Optional.empty(), "");
    }

    /**
     * What a program said.
     *
     * @param code its exit code
     * @param output the last lines of standard output
     * @param errors the last lines of standard error
     */
    public record Ended(int code, String output, String errors) {
        /**
         * Tell whether it ended well.
         *
         * @return true for exit code 0
         */
        public boolean ok() {
            return code == 0;
        }
    }

    /**
     * Run it to its end.
     *
     * @param timeout how long it may take; it is killed then
     * @return what it said; of very long output the last 400 lines
     * @throws IOException if it could not be started, did not end in time, or the calling thread was interrupted
     */
    public Ended run(Duration timeout) throws IOException {
        var builder = new ProcessBuilder(words);
        builder.environment().putAll(environment);
        directory.ifPresent(d -> builder.directory(d.toFile()));
        var process = builder.start();
        var hook = new Thread(process::destroy);
        Runtime.getRuntime().addShutdownHook(hook);
        try {
            var output = new Tail(process.getInputStream());
            var errors = new Tail(process.getErrorStream());
            feed(process);
            if (!process.waitFor(timeout.toMillis(), TimeUnit.MILLISECONDS)) {
                throw new IOException(words.get(0) + " must end within " + timeout.toSeconds() + " s, but did not");
            }
            return new Ended(process.exitValue(), output.text(), errors.text());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted while " + words.get(0) + " ran", e);
        } finally {
            process.descendants().forEach(ProcessHandle::destroy);
            process.destroy();
            forget(hook);
        }
    }

    /** What a program that carries bytes said. No record, as its bytes would be compared by identity. */
    public static final class Carried {
        private final int code;
        private final byte[] output;
        private final String errors;

        private Carried(int code, byte[] output, String errors) {
            this.code = code;
            this.output = output;
            this.errors = errors;
        }

        /**
         * Tell how it ended.
         *
         * @return its exit code
         */
        public int code() {
            return code;
        }

        /**
         * Tell what it said.
         *
         * @return all of standard output, byte for byte; not a copy
         */
        public byte[] output() {
            return output;
        }

        /**
         * Tell what it complained of.
         *
         * @return the last lines of standard error
         */
        public String errors() {
            return errors;
        }
    }

    /**
     * Run it to its end with bytes in and bytes out, unlike {@link #run}, which is for text.
     *
     * @param bytes what it reads from standard input, in place of {@link #input}
     * @param most how many bytes of output are wanted at most
     * @param timeout how long it may take; it is killed then
     * @return what it said
     * @throws IOException if it could not be started, did not end in time, said more than {@code most}, or the calling thread was
     *     interrupted
     */
    public Carried carry(byte[] bytes, int most, Duration timeout) throws IOException {
        var builder = new ProcessBuilder(words);
        builder.environment().putAll(environment);
        directory.ifPresent(d -> builder.directory(d.toFile()));
        var process = builder.start();
        var hook = new Thread(process::destroy);
        Runtime.getRuntime().addShutdownHook(hook);
        try {
            var errors = new Tail(process.getErrorStream());
            // beside us: who does not read must not keep us from ending it
            var feeder = new Thread(() -> feed(process, bytes), "brownout-input");
            feeder.setDaemon(true);
            feeder.start();
            var output = new ByteArrayOutputStream();
            var reader = new Thread(() -> drain(process, most, output), "brownout-output");
            reader.setDaemon(true);
            reader.start();
            if (!process.waitFor(timeout.toMillis(), TimeUnit.MILLISECONDS)) {
                throw new IOException(words.get(0) + " must end within " + timeout.toSeconds() + " s, but did not");
            }
            reader.join(timeout.toMillis());
            if (output.size() > most) {
                throw new IOException(words.get(0) + " must say at most " + most + " bytes, but said more");
            }
            return new Carried(process.exitValue(), output.toByteArray(), errors.text());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted while " + words.get(0) + " ran", e);
        } finally {
            process.descendants().forEach(ProcessHandle::destroy);
            process.destroy();
            forget(hook);
        }
    }

    private static void drain(Process process, int most, ByteArrayOutputStream into) {
        try (var in = process.getInputStream()) {
            into.writeBytes(in.readNBytes(most + 1));
            in.skipNBytes(Long.MAX_VALUE);
        } catch (IOException e) {
            // it has ended
        }
    }

    private void feed(Process process) {
        feed(process, input.getBytes(StandardCharsets.UTF_8));
    }

    private static void feed(Process process, byte[] bytes) {
        try (OutputStream stdin = process.getOutputStream()) {
            new ByteArrayInputStream(bytes).transferTo(stdin);
        } catch (IOException e) {
            // it does not read: what it thinks of that is in its exit code
        }
    }

    private static void forget(Thread hook) {
        try {
            Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException e) {
            // this JVM is ending, and the hook is what has ended the program
        }
    }

    /** The last lines of a stream, read by a thread of its own, so that the program never waits for us. */
    private static final class Tail {
        private final ArrayDeque<String> lines = new ArrayDeque<>();
        private final Thread reader;

        Tail(InputStream stream) {
            reader = new Thread(() -> read(stream), "brownout-output");
            reader.setDaemon(true);
            reader.start();
        }

        private void read(InputStream stream) {
            var line = new ByteArrayOutputStream();
            try (var in = stream) {
                var block = new byte[8192];
                for (int n = in.read(block); n >= 0; n = in.read(block)) {
                    for (int i = 0; i < n; i++) {
                        if (block[i] == '\n') {
                            add(line);
                        } else if (line.size() < LONGEST) {
                            line.write(block[i]);
                        }
                    }
                }
            } catch (IOException e) {
                // it has ended
            }
            if (line.size() > 0) {
                add(line);
            }
        }

        private synchronized void add(ByteArrayOutputStream line) {
            lines.add(line.toString(StandardCharsets.UTF_8));
            line.reset();
            if (lines.size() > LINES) {
                lines.remove();
            }
        }

        String text() throws InterruptedException {
            reader.join(1_000); // a grandchild may hold the stream open
            synchronized (this) {
                return String.join("\n", lines);
            }
        }
    }
}
