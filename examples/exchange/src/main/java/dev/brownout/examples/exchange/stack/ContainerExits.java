package dev.brownout.examples.exchange.stack;

import dev.brownout.api.RunningStack.Exit;
import dev.brownout.faults.container.Docker;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/** Looks every second whether a container has ended that nobody asked to end. Thread safe. */
final class ContainerExits implements UnexpectedExits, AutoCloseable {
    private static final Duration LOOKS = Duration.ofSeconds(1);

    private final Docker docker;
    private final Map<String, String> containers;
    private final Predicate<String> free;
    private final List<Consumer<Supplier<Exit>>> listeners = new CopyOnWriteArrayList<>();
    private final Set<String> told = new HashSet<>();
    private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor(task -> {
        var thread = new Thread(task, "brownout-exits");
        thread.setDaemon(true);
        return thread;
    });

    /**
     * @param containers component to its container
     * @param free whether no fault holds a component just now
     */
    ContainerExits(Docker docker, Map<String, String> containers, Predicate<String> free) {
        this.docker = docker;
        this.containers = Map.copyOf(containers);
        this.free = free;
        var unused =
                timer.scheduleWithFixedDelay(this::look, LOOKS.toMillis(), LOOKS.toMillis(), TimeUnit.MILLISECONDS);
    }

    @Override
    public void tell(Consumer<Supplier<Exit>> listener) {
        listeners.add(listener);
    }

    private void look() {
        var words = new ArrayList<>(List.of("inspect", "--format", "{{.Name}} {{.State.Status}} {{.State.ExitCode}}"));
        words.addAll(containers.values());
        // asked before and after: a fault that begins or ends meanwhile explains the end
        var alone = containers.keySet().stream().filter(free).collect(Collectors.toSet());
        try {
            var states = docker.command(words).run(Duration.ofSeconds(10)).output();
            containers.forEach((component, container) -> states.lines()
                    .map(line -> line.split(" ", -1))
                    .filter(line -> line.length == 3 && line[0].equals("/" + container) && ended(line[1]))
                    .filter(line -> alone.contains(component) && free.test(component))
                    .forEach(line -> exited(component, container, "exit code " + line[2])));
        } catch (IOException e) {
            // Docker is busy or gone: the next look tells
        }
    }

    private static boolean ended(String status) {
        return status.equals("exited") || status.equals("dead");
    }

    private void exited(String component, String container, String how) {
        if (!listeners.isEmpty() && told.add(component)) {
            listeners.forEach(listener -> listener.accept(
                    () -> new Exit(component, how + "; its log ends:\n" + docker.saidLast(container, 5))));
        }
    }

    @Override
    public void close() {
        timer.shutdownNow();
    }
}
