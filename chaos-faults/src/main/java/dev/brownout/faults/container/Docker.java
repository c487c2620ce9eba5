package dev.brownout.faults.container;

import dev.brownout.api.BrownoutException;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The docker command line: what it talks to is what the user has set up, by DOCKER_HOST or a context. Immutable.
 *
 * <p>The command and not a client library: it is there wherever Docker is, needs no class of ours or of the user's, and knows
 * contexts, TLS and SSH.
 */
public final class Docker {
    private static final Duration QUICK = Duration.ofSeconds(10);
    /** API 1.41 is that of Docker 20.10, the oldest that Brownout is tried with. */
    private static final int OLDEST_API = 1_041;

    private static final Pattern WRONG_CLIENT = Pattern.compile("client version ([\\d.]+) is too (old|new)[^\\n]*");

    private final Map<String, String> environment;

    /**
     * Create it.
     *
     * @param environment what to add to this JVM's own environment, such as DOCKER_HOST; most often empty
     */
    public Docker(Map<String, String> environment) {
        this.environment = Map.copyOf(environment);
    }

    /**
     * Compose a command.
     *
     * @param words what stands behind {@code docker}
     * @return the command
     */
    public Command command(List<String> words) {
        var all = new ArrayList<String>();
        all.add("docker");
        all.addAll(words);
        return new Command(all, environment, Optional.empty(), "");
    }

    /**
     * Run a command that takes a moment.
     *
     * @param words what stands behind {@code docker}
     * @return what it said
     * @throws IOException if it could not be started or did not end within 10 s
     */
    public Command.Ended quick(String... words) throws IOException {
        return command(List.of(words)).run(QUICK);
    }

    /**
     * Run a command that has to succeed.
     *
     * @param what what it is to do, for the error: {@code container edge must start}
     * @param limit how long it may take
     * @param words what stands behind {@code docker}
     * @return what it said on standard output, without white space around it
     * @throws BrownoutException if it could not be run or did not succeed, with Docker's own words
     */
    public String must(String what, Duration limit, List<String> words) {
        try {
            var ended = command(words).run(limit);
            if (ended.ok()) {
                return ended.output().strip();
            }
            throw new BrownoutException(what + ", but: " + ended.errors().strip());
        } catch (IOException e) {
            throw new BrownoutException(what + ", but: " + e.getMessage() + "; see brownout doctor", e);
        }
    }

    /**
     * Run a command that takes a moment and has to succeed.
     *
     * @param what what it is to do, for the error
     * @param words what stands behind {@code docker}
     * @return what it said on standard output, without white space around it
     * @throws BrownoutException if it could not be run or did not succeed within 30 s, with Docker's own words
     */
    public String must(String what, String... words) {
        return must(what, Duration.ofSeconds(30), List.of(words));
    }

    /**
     * Tell what a container said last, for an error.
     *
     * @param container its id or name
     * @param lines how many lines of its log, over 0
     * @return both of its outputs; why they could not be read, where they could not
     */
    public String saidLast(String container, int lines) {
        try {
            var said = quick("logs", "--tail", Integer.toString(lines), container);
            return (said.output() + "\n" + said.errors()).strip();
        } catch (IOException e) {
            return "(its log could not be read: " + e.getMessage() + ")";
        }
    }

    /**
     * Tell whether an image is on this host, without looking for it anywhere else.
     *
     * @param image its name, with a tag or without
     * @return whether it is
     * @throws IOException if Docker could not be asked
     */
    public boolean hasImage(String image) throws IOException {
        return quick("image", "inspect", "--format", "{{.Id}}", image).ok();
    }

    /**
     * Find out what there is. Takes some 50 ms where Docker answers, at most about 20 s where it is silent.
     *
     * @return the state, with the next step where it cannot be used
     */
    public DockerState state() {
        if (find("docker", path()).isEmpty()) {
            return new DockerState(
                    DockerState.Kind.ABSENT,
                    "not installed",
                    "install it, on Debian and Ubuntu: apt-get install docker.io");
        }
        try {
            var endpoint = endpoint();
            var version = quick(
                    "version",
                    "--format",
                    "{{.Server.Version}} {{.Server.APIVersion}} {{.Server.Os}}/{{.Server.Arch}}");
            return version.ok() ? answers(version.output().strip(), endpoint) : refuses(version.errors(), endpoint);
        } catch (IOException e) {
            return new DockerState(
                    DockerState.Kind.SILENT,
                    "installed, but gives no answer: " + e.getMessage(),
                    "see what docker version says");
        }
    }

    private static DockerState answers(String version, String endpoint) {
        var words = version.split(" ", -1);
        var told = "version " + words[0] + " (API " + words[1] + ", " + words[2] + ")";
        if (number(words[1]) < OLDEST_API) {
            return new DockerState(
                    DockerState.Kind.TOO_OLD,
                    told + ", which is too old: API 1.41 or newer is needed",
                    "update to Docker 20.10 or newer");
        }
        if (!words[2].startsWith("linux/")) {
            return new DockerState(
                    DockerState.Kind.TOO_OLD,
                    told + ", which runs no Linux containers",
                    "switch Docker to Linux containers");
        }
        return remote(endpoint)
                ? new DockerState(
                        DockerState.Kind.REMOTE,
                        told + " on another machine, " + shown(endpoint)
                                + ": published ports are there, not on this machine's loopback",
                        "unset DOCKER_HOST, or docker context use default, to use the one here")
                : new DockerState(DockerState.Kind.READY, told, "");
    }

    private DockerState refuses(String errors, String endpoint) {
        var reason = errors.lines().filter(l -> !l.isBlank()).findFirst().orElse("no reason given");
        var client = WRONG_CLIENT.matcher(errors);
        if (client.find()) {
            return new DockerState(
                    DockerState.Kind.TOO_OLD,
                    "client and daemon do not fit: " + client.group(),
                    client.group(2).equals("old") ? "update the docker command" : "update the Docker daemon");
        }
        if (errors.contains("permission denied")) {
            return new DockerState(
                    DockerState.Kind.FORBIDDEN,
                    "installed, but this user may not use it (" + shown(endpoint) + ")",
                    "as root: usermod -aG docker USER, then log in again");
        }
        if (remote(endpoint)) {
            return new DockerState(
                    DockerState.Kind.SILENT,
                    "set to another machine, " + shown(endpoint) + ", which does not answer: " + reason,
                    "start it there, or unset DOCKER_HOST, or docker context use default");
        }
        if (find("dockerd", path()).isEmpty() && Files.isDirectory(Path.of("/proc"))) {
            return new DockerState(
                    DockerState.Kind.NOT_RUNNING,
                    "only the docker command is installed, no daemon answers at " + shown(endpoint),
                    "install the daemon, on Debian and Ubuntu: apt-get install docker.io");
        }
        return new DockerState(
                DockerState.Kind.NOT_RUNNING,
                "installed, but not running: no daemon answers at " + shown(endpoint),
                !Files.isDirectory(Path.of("/proc"))
                        ? "start Docker Desktop"
                        : Files.isDirectory(Path.of("/run/systemd/system"))
                                ? "as root: systemctl start docker"
                                : "as root: setsid dockerd >/var/log/dockerd.log 2>&1 </dev/null &");
    }

    /** Where the command would go: DOCKER_HOST, else the context that is in use. */
    private String endpoint() throws IOException {
        var host = environment.getOrDefault("DOCKER_HOST", System.getenv().getOrDefault("DOCKER_HOST", ""));
        if (!host.isEmpty()) {
            return host;
        }
        var context = quick("context", "inspect", "--format", "{{.Endpoints.docker.Host}}");
        return context.ok() ? context.output().strip() : "";
    }

    private static boolean remote(String endpoint) {
        return !endpoint.isEmpty() && !endpoint.startsWith("unix:") && !endpoint.startsWith("npipe:");
    }

    /** An address without a password that may stand in it. */
    private static String shown(String endpoint) {
        return endpoint.isEmpty() ? "its standard address" : endpoint.replaceFirst("//[^@/]*@", "//");
    }

    /** 1.9 is older than 1.41. */
    private static int number(String api) {
        var matcher = Pattern.compile("(\\d{1,5})\\.(\\d{1,3})").matcher(api);
        return matcher.matches() ? Integer.parseInt(matcher.group(1)) * 1_000 + Integer.parseInt(matcher.group(2)) : 0;
    }

    /**
     * Find a program on the path; daemons are also looked for where Debian keeps them.
     *
     * @param program its name
     * @return its file; empty if it is not there
     */
    public static Optional<Path> find(String program) {
        return find(program, System.getenv().getOrDefault("PATH", "") + File.pathSeparator + "/usr/sbin");
    }

    private String path() {
        return environment.getOrDefault(
                "PATH", System.getenv().getOrDefault("PATH", "") + File.pathSeparator + "/usr/sbin");
    }

    private static Optional<Path> find(String program, String path) {
        var places = List.of(path.split(File.pathSeparator, -1));
        return places.stream()
                .filter(p -> !p.isEmpty())
                .map(p -> Path.of(p, program))
                .filter(Files::isExecutable)
                .findFirst();
    }
}
