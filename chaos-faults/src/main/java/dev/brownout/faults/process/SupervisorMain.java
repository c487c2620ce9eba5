package dev.brownout.faults.process;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.EOFException;
import java.io.File;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * The supervisor process. It starts children on request and ends them all when its standard input ends or it gets SIGTERM.
 * Plain JDK only: it runs with nothing but this module on its class path.
 *
 * <p>The main thread does all the starting and never ends before the process does: Linux's death signal watches the thread
 * that started a child, not its process.
 */
final class SupervisorMain {

    private static final Duration GRACE = Duration.ofSeconds(1);
    private static final Duration REPORT = Duration.ofMillis(500);
    private static final int INTERNAL_ERROR = 70;

    /** A child that was started, what asks it to end, and whether its end has been reported. */
    private record Child(Process process, Signal stopSignal, CompletableFuture<Void> reported) {}

    private final String token;
    private final DataInputStream in;
    private final DataOutputStream out;
    private final List<String> prefix = new ArrayList<>();
    private final Map<Long, Child> children = new ConcurrentHashMap<>();
    private final Object starting = new Object();
    private boolean ending;

    private SupervisorMain(String token, DataInputStream in, DataOutputStream out) throws IOException {
        this.token = token;
        this.in = in;
        this.out = out;
        prefix.addAll(Helpers.ownSession());
        prefix.addAll(Helpers.endWithParent());
    }

    /** Runs until the standard input ends; {@code args} holds the token that marks this supervisor's children. */
    public static void main(String[] args) throws IOException {
        DataOutputStream replies =
                new DataOutputStream(new BufferedOutputStream(new FileOutputStream(FileDescriptor.out)));
        System.setOut(System.err);
        SupervisorMain supervisor =
                new SupervisorMain(args[0], new DataInputStream(new BufferedInputStream(System.in)), replies);
        Runtime.getRuntime().addShutdownHook(new Thread(supervisor::endAll, "brownout-supervisor-end"));
        int code = 0;
        try {
            supervisor.serve();
        } catch (EOFException e) {
            // our parent is gone, or done with us
        } catch (IOException e) {
            e.printStackTrace();
            code = INTERNAL_ERROR;
        }
        System.exit(code);
    }

    private void serve() throws IOException {
        while (true) {
            Wire.Request request = Wire.readRequest(in);
            long number = in.readLong();
            switch (request) {
                case SPAWN -> spawn(number);
                case SIGNAL -> signal(number);
                case STOP -> stop(number);
            }
        }
    }

    private void spawn(long number) throws IOException {
        final List<String> command = Wire.readStrings(in);
        final List<String> variables = Wire.readStrings(in);
        final File directory = new File(Wire.readString(in));
        final File output = new File(Wire.readString(in));
        final Signal stopSignal = Signal.valueOf(Wire.readString(in));
        Child child;
        try {
            Map<String, String> environment = new HashMap<>();
            for (int i = 0; i + 1 < variables.size(); i += 2) {
                environment.put(variables.get(i), variables.get(i + 1));
            }
            List<String> whole = new ArrayList<>(prefix);
            whole.add(program(command.get(0), directory, environment.getOrDefault("PATH", "")));
            whole.addAll(command.subList(1, command.size()));
            ProcessBuilder builder = new ProcessBuilder(whole)
                    .directory(directory)
                    .redirectErrorStream(true)
                    .redirectInput(Helpers.NOTHING)
                    .redirectOutput(Redirect.appendTo(output));
            builder.environment().clear();
            builder.environment().putAll(environment);
            builder.environment().put(Family.MARK, mark(number));
            synchronized (starting) {
                if (ending) {
                    throw new IOException("the supervisor is ending");
                }
                child = new Child(builder.start(), stopSignal, new CompletableFuture<>());
                children.put(number, child);
            }
        } catch (IOException e) {
            fail(number, e);
            return;
        }
        long pid = child.process().pid();
        reply(Wire.Reply.SPAWNED, number, body -> body.writeLong(pid));
        CompletableFuture<Void> unused = child.process().onExit().thenAccept(ended -> {
            long at = System.currentTimeMillis();
            reply(Wire.Reply.EXITED, number, body -> {
                body.writeInt(ended.exitValue());
                body.writeLong(at);
            });
            child.reported().complete(null);
        });
    }

    /** Finds the program first: behind our prefix, a missing one would look like a child that ended by itself. */
    private static String program(String word, File directory, String searchPath) throws IOException {
        if (word.contains("/")) {
            if (runnable(directory.toPath().resolve(word))) {
                return word;
            }
            throw new IOException("program must be an executable file, but was " + word);
        }
        for (String place : searchPath.split(File.pathSeparator, -1)) {
            if (!place.isEmpty() && runnable(Path.of(place, word))) {
                return place + "/" + word;
            }
        }
        throw new IOException("program must be on the PATH, but " + word + " is not in " + searchPath);
    }

    private static boolean runnable(Path file) {
        return Files.isRegularFile(file) && Files.isExecutable(file);
    }

    private void signal(long number) throws IOException {
        long to = in.readLong();
        Signal signal = Signal.valueOf(Wire.readString(in));
        boolean wholeFamily = in.readBoolean();
        Child child = children.get(to);
        if (child == null) {
            fail(number, new IOException("there is no child " + to));
            return;
        }
        try {
            if (wholeFamily) {
                family(to, child).signal(signal);
            } else if (child.process().isAlive()) {
                Helpers.kill(signal, List.of(child.process().pid()));
            }
            reply(Wire.Reply.DONE, number, body -> {});
        } catch (IOException e) {
            fail(number, e);
        }
    }

    private void stop(long number) throws IOException {
        long to = in.readLong();
        Duration grace = Duration.ofMillis(in.readLong());
        Child child = children.get(to);
        if (child == null) {
            fail(number, new IOException("there is no child " + to));
            return;
        }
        Thread stopping = new Thread(
                () -> {
                    try {
                        if (!Family.end(List.of(family(to, child)), grace)) {
                            throw new IOException("pid " + child.process().pid() + " or a descendant cannot be ended");
                        }
                        reply(Wire.Reply.DONE, number, body -> {});
                    } catch (IOException e) {
                        fail(number, e);
                    }
                },
                "brownout-supervisor-stop-" + to);
        stopping.setDaemon(true);
        stopping.start();
    }

    private void endAll() {
        synchronized (starting) {
            ending = true;
        }
        List<Family> families = new ArrayList<>();
        children.forEach((number, child) -> families.add(family(number, child)));
        try {
            if (!Family.end(families, GRACE)) {
                System.err.println("not every child could be ended: " + children);
            }
            CompletableFuture.allOf(
                            children.values().stream().map(Child::reported).toArray(CompletableFuture[]::new))
                    .get(REPORT.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException | ExecutionException | InterruptedException e) {
            System.err.println("not every end could be reported: " + e);
        } catch (IOException e) {
            e.printStackTrace();
            children.values().forEach(child -> child.process().destroyForcibly());
        }
    }

    private Family family(long number, Child child) {
        return new Family(child.process().toHandle(), mark(number), child.stopSignal());
    }

    private String mark(long number) {
        return token + "/" + number;
    }

    private void fail(long number, IOException why) {
        reply(Wire.Reply.FAILED, number, body -> Wire.writeString(body, String.valueOf(why.getMessage())));
    }

    private void reply(Wire.Reply kind, long number, Wire.Body body) {
        try {
            synchronized (out) {
                Wire.write(out, kind, number, body);
            }
        } catch (IOException e) {
            // nobody listens any more; the end of the standard input will say so
        }
    }
}
