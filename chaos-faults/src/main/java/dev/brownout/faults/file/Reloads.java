package dev.brownout.faults.file;

import dev.brownout.api.ComponentProcess;
import dev.brownout.api.Reload;
import dev.brownout.faults.container.Command;
import dev.brownout.faults.container.Docker;
import dev.brownout.faults.process.ProcessId;
import dev.brownout.faults.process.Signal;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.databind.json.JsonMapper;

/**
 * Makes a component read a file again, from words that another process can read, too. Whether it did is the witness's to say:
 * what it answers is only logged.
 */
final class Reloads {
    private static final Logger LOG = LoggerFactory.getLogger(Reloads.class);
    private static final JsonMapper JSON = new JsonMapper();
    private static final Duration DEADLINE = Duration.ofSeconds(10);
    private static final HttpClient HTTP =
            HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(2)).build();

    private Reloads() {}

    /** Says how, with the process and address of now filled in. */
    static Map<String, String> words(Reload reload, Path file, Optional<ComponentProcess> process) {
        var id = process.stream()
                .flatMapToLong(p -> p.pid().stream())
                .mapToObj(ProcessId::of)
                .flatMap(Optional::stream)
                .findFirst();
        var pid = id.map(p -> Long.toString(p.pid())).orElse("");
        List<String> words = switch (reload.way()) {
            case WATCH -> List.of();
            case SIGNAL -> List.of(reload.words().get(0));
            case COMMAND ->
                reload.words().stream()
                        .map(word -> word.replace("{pid}", pid).replace("{file}", file.toString()))
                        .toList();
            case HTTP ->
                process.flatMap(ComponentProcess::served)
                        .map(served -> List.of(
                                reload.words().get(0),
                                "http://" + served.address().getAddress().getHostAddress() + ":"
                                        + served.address().getPort()
                                        + reload.words().get(1)))
                        .orElse(List.of());
        };
        var all = new TreeMap<String, String>();
        all.put("reload", reload.way().name());
        all.put("reload-words", JSON.writeValueAsString(words));
        all.put("reload-process", id.map(ProcessId::toString).orElse(""));
        return all;
    }

    /** Says how for a container, with the path of now filled in; it is found by its name and asked for its address when it is done. */
    static Map<String, String> words(Reload reload, Place place, String container, OptionalInt port, boolean start) {
        List<String> words = switch (reload.way()) {
            case WATCH -> List.of();
            case SIGNAL -> List.of(reload.words().get(0));
            case COMMAND ->
                reload.words().stream()
                        .map(word -> word.replace("{pid}", "1").replace("{file}", place.path()))
                        .toList();
            case HTTP -> reload.words();
        };
        var all = new TreeMap<String, String>();
        all.put("reload", reload.way().name());
        all.put("reload-words", JSON.writeValueAsString(words));
        all.put("reload-container", container);
        all.put("reload-port", port.isPresent() ? Integer.toString(port.getAsInt()) : "");
        all.put("reload-start", Boolean.toString(start));
        return all;
    }

    /** Does it in a container; one that ran before the fault and does not now is started, and reads the file by that. */
    private static void inContainer(Map<String, String> words, Reload.Way way, List<String> list)
            throws IOException, InterruptedException {
        var docker = new Docker(Map.of());
        var container = Snapshot.word(words, "reload-container");
        if (ContainerReader.life(docker, container).isEmpty()) {
            if (Boolean.parseBoolean(Snapshot.word(words, "reload-start"))) {
                docker.must("container " + container + " must start again", "start", container);
            }
            return;
        }
        switch (way) {
            case WATCH -> LOG.debug("left to the component's own watch");
            case SIGNAL -> told(docker.quick("kill", "--signal", list.get(0), container), way);
            case COMMAND -> {
                var all = new ArrayList<>(List.of("exec", container));
                all.addAll(list);
                told(docker.command(all).run(DEADLINE), way);
            }
            case HTTP -> {
                var port = ContainerReader.port(words.getOrDefault("reload-port", ""));
                var address = port.isPresent()
                        ? ContainerReader.address(docker, container, port.getAsInt())
                        : Optional.<InetSocketAddress>empty();
                if (address.isPresent()) {
                    call(
                            list.get(0),
                            "http://" + address.get().getAddress().getHostAddress() + ":"
                                    + address.get().getPort() + list.get(1));
                }
            }
        }
    }

    private static void told(Command.Ended ended, Reload.Way way) {
        if (!ended.ok()) {
            LOG.info("reload by {} was answered by {}", way, ended.errors().strip());
        }
    }

    /** Does it. */
    static void run(Map<String, String> words) {
        var way = Reload.Way.valueOf(Snapshot.word(words, "reload"));
        var list = Arrays.asList(JSON.readValue(Snapshot.word(words, "reload-words"), String[].class));
        var process = words.getOrDefault("reload-process", "");
        try {
            if (words.containsKey("reload-container")) {
                inContainer(words, way, list);
                return;
            }
            switch (way) {
                case WATCH -> LOG.debug("left to the component's own watch");
                case SIGNAL -> {
                    if (!process.isEmpty()) {
                        boolean sent = ProcessId.parse(process).signal(Signal.valueOf(list.get(0)));
                        LOG.debug("{} to {}: {}", list, process, sent ? "sent" : "it is gone");
                    }
                }
                case COMMAND -> command(list);
                case HTTP -> {
                    if (!list.isEmpty()) {
                        call(list.get(0), list.get(1));
                    }
                }
            }
        } catch (IOException e) {
            LOG.info("reload by {} was answered by {}", way, e.toString());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static void command(List<String> command) throws IOException, InterruptedException {
        var started = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .redirectInput(ProcessBuilder.Redirect.from(Path.of("/dev/null").toFile()))
                .start();
        try {
            if (started.waitFor(DEADLINE.toMillis(), TimeUnit.MILLISECONDS)) {
                LOG.debug("{} ended with {}", command, started.exitValue());
            } else {
                LOG.info("{} did not end within {} and was killed", command, DEADLINE);
            }
        } finally {
            started.destroyForcibly();
        }
    }

    private static void call(String method, String address) throws IOException, InterruptedException {
        var request = HttpRequest.newBuilder(URI.create(address))
                .method(method, HttpRequest.BodyPublishers.noBody())
                .timeout(DEADLINE)
                .build();
        var answer = HTTP.send(request, BodyHandlers.discarding());
        LOG.debug("{} {} was answered by {}", method, address, answer.statusCode());
    }
}
