package dev.brownout.faults.process;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.CodeSource;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Starts processes through a small process of its own that outlives us, so that none of them is ever left behind.
 *
 * <pre>{@code
 * try (Supervisor supervisor = Supervisor.start(logs)) {
 *     SupervisedProcess gateway = supervisor.spawn(ProcessSpec.of("gateway", command, directory, logs.resolve("gateway.log")));
 *     int port = gateway.awaitReady(Duration.ofSeconds(10));
 *     …
 * }
 * }</pre>
 *
 * <p>What is ended when:
 * <ul>
 *   <li>{@link #close()}, our own end, also by {@code kill -9}, or SIGTERM to the supervisor: every process and its
 *       descendants, also stopped ones; SIGKILL for whoever is left after 1 s.
 *   <li>{@code kill -9} of the supervisor while we live: we kill every process and its descendants ourselves.
 *   <li>{@code kill -9} of both at once: on Linux with {@code setpriv} (util-linux 2.33 or newer) the kernel kills every
 *       process that was spawned, but not its descendants. Elsewhere nobody is left to end them.
 *   <li>Ctrl-C at the terminal: reaches neither the supervisor nor its children where {@code setsid} (util-linux) exists;
 *       elsewhere both ignore SIGINT.
 *   <li>A process that ends by itself leaves its own descendants alone until its supervisor ends or it is stopped.
 * </ul>
 * Tried on Linux; macOS lacks the lines above that name Linux or util-linux. Windows is not supported.
 *
 * <p>Thread-safe.
 */
public final class Supervisor implements AutoCloseable {

    private static final Duration ANSWER = Duration.ofSeconds(15);
    private static final Duration END = Duration.ofSeconds(10);

    /** Options by which a JVM would load agents or open ports that are meant for us, not for the supervisor. */
    private static final List<String> JVM_OPTIONS = List.of("JAVA_TOOL_OPTIONS", "JDK_JAVA_OPTIONS", "_JAVA_OPTIONS");

    /** What is known of a child from before it runs. */
    record Watch(
            CompletableFuture<Exit> exit,
            AtomicBoolean askedToEnd,
            long outputStart,
            Signal stopSignal,
            CompletableFuture<ProcessHandle> handle) {}

    private final String token;
    private final Process process;
    private final Output log;
    private final DataOutputStream out;
    private final AtomicLong numbers = new AtomicLong();
    private final Map<Long, CompletableFuture<Long>> answers = new ConcurrentHashMap<>();
    private final Map<Long, Watch> watches = new ConcurrentHashMap<>();
    private final CompletableFuture<Exit> exit = new CompletableFuture<>();
    private final AtomicBoolean closing = new AtomicBoolean();

    private Supervisor(String token, Process process, Output log) {
        this.token = token;
        this.process = process;
        this.log = log;
        this.out = new DataOutputStream(new BufferedOutputStream(process.getOutputStream()));
        Thread reader = new Thread(this::read, "brownout-supervisor-replies");
        reader.setDaemon(true);
        reader.start();
    }

    /**
     * Starts a supervisor. It takes about 0.2 s to be up; this does not wait for it.
     *
     * @param logDirectory where the supervisor writes its own few words, {@code supervisor.log}; created if absent
     * @throws SupervisorException if it cannot be started
     */
    public static Supervisor start(Path logDirectory) {
        try {
            Files.createDirectories(logDirectory);
            Path log = logDirectory.resolve("supervisor.log").toAbsolutePath();
            String token = UUID.randomUUID().toString();
            List<String> command = new ArrayList<>(Helpers.ownSession());
            if (command.isEmpty()) {
                // a signal that is ignored stays ignored across exec, and the JVM leaves it so
                command.addAll(List.of("/bin/sh", "-c", "trap '' INT HUP; exec \"$0\" \"$@\""));
            }
            command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
            command.addAll(List.of("-Xshare:auto", "-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "-Xms8m", "-Xmx32m"));
            command.addAll(List.of("-Xss512k", "-XX:-UsePerfData", "-cp", classPath()));
            command.addAll(List.of(SupervisorMain.class.getName(), token));
            ProcessBuilder builder = new ProcessBuilder(command).redirectError(Redirect.appendTo(log.toFile()));
            builder.environment().keySet().removeAll(JVM_OPTIONS);
            long start = size(log);
            return new Supervisor(token, builder.start(), new Output(log, start));
        } catch (IOException | URISyntaxException e) {
            throw new SupervisorException("the supervisor must start, but did not: " + e.getMessage(), e);
        }
    }

    private static String classPath() throws URISyntaxException {
        CodeSource source = SupervisorMain.class.getProtectionDomain().getCodeSource();
        if (source == null) {
            throw new SupervisorException(
                    "the supervisor's classes must lie in a jar or a directory, but lie in neither");
        }
        return Path.of(source.getLocation().toURI()).toString();
    }

    /**
     * Starts a process and returns when it runs. Its environment is ours, with the variables of {@code spec}.
     *
     * @throws SupervisorException if it cannot be started, or the supervisor is gone
     */
    public SupervisedProcess spawn(ProcessSpec spec) {
        long number = numbers.incrementAndGet();
        Map<String, String> environment = new HashMap<>(System.getenv());
        environment.putAll(spec.environment());
        List<String> variables = new ArrayList<>();
        environment.forEach((name, value) -> variables.addAll(List.of(name, value)));
        try {
            Watch watch = new Watch(
                    new CompletableFuture<>(),
                    new AtomicBoolean(),
                    size(spec.output()),
                    spec.stopSignal(),
                    new CompletableFuture<>());
            watches.put(number, watch);
            long pid = ask(Wire.Request.SPAWN, number, "start " + spec.name(), ANSWER, body -> {
                Wire.writeStrings(body, spec.command());
                Wire.writeStrings(body, variables);
                Wire.writeString(body, spec.directory().toString());
                Wire.writeString(body, spec.output().toString());
                Wire.writeString(body, spec.stopSignal().name());
            });
            return new SupervisedProcess(this, spec, number, pid, watch);
        } catch (IOException e) {
            throw new SupervisorException("process '" + spec.name() + "' must start, but did not: " + e, e);
        }
    }

    /** Returns the supervisor's own process id. */
    public long pid() {
        return process.pid();
    }

    /** Returns whether the supervisor runs and takes requests. */
    public boolean running() {
        return !closing.get() && !exit.isDone();
    }

    /**
     * Returns the supervisor's own end; {@link Exit#requested()} tells whether it was {@link #close() closed}. If not, its
     * children are ended by then. Actions hung on it must not block.
     */
    public CompletionStage<Exit> onExit() {
        return exit.minimalCompletionStage();
    }

    /**
     * Ends every process and its descendants, then the supervisor, and returns when all are gone; idempotent. Takes as
     * long as they need to end, at most about 4 s.
     *
     * @throws SupervisorException if the supervisor does not end
     */
    @Override
    public void close() {
        if (closing.compareAndSet(false, true)) {
            watches.values().stream()
                    .filter(watch -> !watch.exit().isDone())
                    .forEach(watch -> watch.askedToEnd().set(true));
            try {
                process.getOutputStream().close();
            } catch (IOException e) {
                // it is gone already; the reading thread sees to the rest
            }
        }
        try {
            exit.get(END.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            process.destroyForcibly();
            throw new SupervisorException(
                    "the supervisor must end within " + END + ", but did not and was killed; it says:\n" + log.tail(),
                    e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new SupervisorException("interrupted while the supervisor ended; it goes on ending by itself", e);
        } catch (ExecutionException e) {
            throw new IllegalStateException(e);
        }
    }

    void signal(long child, Signal signal, boolean tree) {
        ask(Wire.Request.SIGNAL, numbers.incrementAndGet(), "signal " + signal, ANSWER, body -> {
            body.writeLong(child);
            Wire.writeString(body, signal.name());
            body.writeBoolean(tree);
        });
    }

    void stop(long child, Duration grace) {
        if (grace.isNegative()) {
            throw new IllegalArgumentException("grace must be 0 or more, but was " + grace);
        }
        if (!running()) {
            // everything is ended or about to be
            close();
            return;
        }
        ask(Wire.Request.STOP, numbers.incrementAndGet(), "stop", grace.plus(ANSWER), body -> {
            body.writeLong(child);
            body.writeLong(grace.toMillis());
        });
    }

    private long ask(Wire.Request request, long number, String what, Duration deadline, Wire.Body body) {
        CompletableFuture<Long> answer = new CompletableFuture<>();
        answers.put(number, answer);
        try {
            if (!running()) {
                throw new SupervisorException("cannot " + what + ": the supervisor has ended; it said:\n" + log.tail());
            }
            synchronized (out) {
                Wire.write(out, request, number, body);
            }
            return answer.get(deadline.toMillis(), TimeUnit.MILLISECONDS);
        } catch (ExecutionException e) {
            throw new SupervisorException("cannot " + what + ": " + why(e), e);
        } catch (IOException e) {
            throw new SupervisorException("cannot " + what + ": the supervisor has ended; it said:\n" + log.tail(), e);
        } catch (TimeoutException e) {
            throw new SupervisorException("cannot " + what + ": no answer from the supervisor within " + deadline, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new SupervisorException("cannot " + what + ": interrupted", e);
        } finally {
            answers.remove(number);
        }
    }

    private static String why(ExecutionException e) {
        Throwable cause = e.getCause();
        return cause == null ? e.toString() : String.valueOf(cause.getMessage());
    }

    private void read() {
        try (DataInputStream in = new DataInputStream(new BufferedInputStream(process.getInputStream()))) {
            while (true) {
                Wire.Reply reply = Wire.readReply(in);
                long number = in.readLong();
                Optional<CompletableFuture<Long>> answer = Optional.ofNullable(answers.get(number));
                switch (reply) {
                    case SPAWNED -> {
                        long pid = in.readLong();
                        Watch watch = watches.get(number);
                        if (watch != null) {
                            ProcessHandle.of(pid).ifPresent(watch.handle()::complete);
                        }
                        answer.ifPresent(waiting -> waiting.complete(pid));
                    }
                    case DONE -> answer.ifPresent(waiting -> waiting.complete(0L));
                    case FAILED -> {
                        IOException why = new IOException(Wire.readString(in));
                        watches.remove(number);
                        answer.ifPresent(waiting -> waiting.completeExceptionally(why));
                    }
                    case EXITED -> ended(number, OptionalInt.of(in.readInt()), Instant.ofEpochMilli(in.readLong()));
                }
            }
        } catch (IOException e) {
            lost();
        }
    }

    private void ended(long number, OptionalInt code, Instant at) {
        Watch watch = watches.get(number);
        if (watch != null) {
            watch.exit().complete(new Exit(code, watch.askedToEnd().get(), at));
        }
    }

    /** The supervisor is gone. If it did not do its last duty, we do. */
    private void lost() {
        OptionalInt code = OptionalInt.empty();
        try {
            if (process.waitFor(END.toMillis(), TimeUnit.MILLISECONDS)) {
                code = OptionalInt.of(process.exitValue());
            }
            List<Family> families = new ArrayList<>();
            watches.forEach((number, watch) -> {
                ProcessHandle handle = watch.handle().getNow(process.toHandle());
                families.add(new Family(handle, token + "/" + number, watch.stopSignal()));
            });
            Family.end(families, Duration.ZERO);
        } catch (IOException e) {
            watches.values()
                    .forEach(watch -> watch.handle().getNow(process.toHandle()).destroyForcibly());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        Instant now = Instant.now();
        watches.keySet().forEach(number -> ended(number, OptionalInt.empty(), now));
        IOException gone = new IOException("the supervisor has ended; it said:\n" + log.tail());
        answers.values().forEach(answer -> answer.completeExceptionally(gone));
        exit.complete(new Exit(code, closing.get(), now));
    }

    private static long size(Path file) throws IOException {
        return Files.exists(file) ? Files.size(file) : 0;
    }
}
