package dev.brownout.faults.file;

import dev.brownout.api.Component;
import dev.brownout.api.ComponentContainer;
import dev.brownout.api.ContainerAbility;
import dev.brownout.api.Reload;
import dev.brownout.api.UndoLedger;
import dev.brownout.faults.container.Docker;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.attribute.FileTime;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.TimeUnit;

/**
 * A container in which a file is read. Its log is what Docker keeps of its standard output and error, by the times that Docker
 * gave to the lines; a daemon on another machine needs a clock that agrees with ours.
 *
 * @param docker what drives it
 * @param component whose it is
 * @param container the container
 */
record ContainerReader(Docker docker, Component component, ComponentContainer container) implements Reader {
    private static final Duration LIMIT = Duration.ofSeconds(20);
    private static final int MOST_LOG = 8 << 20;

    @Override
    public boolean known() {
        return true;
    }

    @Override
    public Optional<String> life() {
        return life(docker, container.id());
    }

    static Optional<String> life(Docker docker, String container) {
        return inspect(docker, container, "{{.State.Running}} {{.Id}} {{.State.StartedAt}}")
                .filter(line -> line.startsWith("true "))
                .map(line -> line.substring("true ".length()));
    }

    private static Optional<String> inspect(Docker docker, String container, String format) {
        try {
            var seen = docker.quick("container", "inspect", "--format", format, container);
            return seen.ok() ? Optional.of(seen.output().strip()) : Optional.empty();
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    @Override
    public long logEnd() {
        var now = Instant.now();
        return TimeUnit.SECONDS.toNanos(now.getEpochSecond()) + now.getNano();
    }

    @Override
    public List<String> logged(long end, FileTime changed) throws IOException {
        var since = Instant.ofEpochSecond(0, end);
        // a line that stood there before the change cannot speak of it
        var earliest = changed.toInstant().minus(BETWEEN);
        var from = earliest.isAfter(since) ? earliest : since;
        var lines = new ArrayList<String>();
        var said = docker.command(List.of("logs", "--timestamps", "--since", from.toString(), container.id()))
                .carry(new byte[0], MOST_LOG, LIMIT);
        for (var stream : List.of(new String(said.output(), StandardCharsets.UTF_8), said.errors())) {
            stream.lines()
                    .map(line -> line.split(" ", 2))
                    .filter(parts -> parts.length == 2 && after(parts[0], from))
                    .forEach(parts -> lines.add(parts[1]));
        }
        return lines;
    }

    private static boolean after(String time, Instant from) {
        try {
            return !Instant.parse(time).isBefore(from);
        } catch (DateTimeException e) {
            return false;
        }
    }

    @Override
    public Optional<InetSocketAddress> serves() {
        return container.served().flatMap(served -> address(docker, container.id(), served.port()));
    }

    static Optional<InetSocketAddress> address(Docker docker, String container, int port) {
        return inspect(docker, container, "{{range .NetworkSettings.Networks}}{{.IPAddress}} {{end}}")
                .flatMap(all -> Arrays.stream(all.split(" ", -1))
                        .filter(address -> address.matches("[0-9.]+"))
                        .findFirst())
                .map(address -> new InetSocketAddress(literal(address), port));
    }

    private static InetAddress literal(String address) {
        try {
            return InetAddress.getByName(address);
        } catch (java.net.UnknownHostException e) {
            throw new IllegalStateException("Docker must tell an address, but told " + address, e);
        }
    }

    /** Its component reads the very file: where it is inside, by programs inside, and a mount as the host has it. */
    @Override
    public Place sees(Place place, Optional<String> life) {
        return place;
    }

    @Override
    public Map<String, String> reload(Reload reload, Place place) {
        var port = container.served().stream()
                .mapToInt(ComponentContainer.Served::port)
                .findFirst();
        return Reloads.words(reload, place, container.id(), port, startable() && life().isPresent());
    }

    @Override
    public boolean startable() {
        return component.container().contains(ContainerAbility.LIFECYCLE);
    }

    @Override
    public void start() {
        docker.must("container " + container.id() + " must start again", "start", container.id());
    }

    /** The way is among the words of {@link #reload}: the same container need not be found again. */
    @Override
    public Optional<UndoLedger.Entry> writeRestart(UndoLedger ledger) {
        return Optional.empty();
    }

    static OptionalInt port(String word) {
        return word.isEmpty() ? OptionalInt.empty() : OptionalInt.of(Integer.parseInt(word));
    }
}
