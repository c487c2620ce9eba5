package dev.brownout.faults.store;

import dev.brownout.api.BrownoutException;
import dev.brownout.faults.container.Command.Carried;
import dev.brownout.faults.container.Docker;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/**
 * Runs a server's own client inside its container.
 *
 * @param docker what drives it
 * @param container the container's id or name
 */
record Inside(Docker docker, String container) {
    /** What a script ends with where the client is missing. */
    static final int ABSENT = 97;

    private static final Duration LIMIT = Duration.ofSeconds(30);
    private static final int MOST = 4 << 20;
    private static final Map<Integer, String> NO_SHELL = Map.of(126, "it has no shell", 127, "it has no shell");

    /** What is known of a container. */
    enum State {
        RUNS,
        STANDS,
        GONE
    }

    /** Finds a container that an undo ledger names. */
    static Inside of(String container) {
        return new Inside(new Docker(Map.of()), container);
    }

    /**
     * What a client said.
     *
     * @param ok whether it ended well
     * @param output on standard output, without white space around it
     * @param errors on standard error, likewise
     */
    record Answer(boolean ok, String output, String errors) {
        String words() {
            return errors.isEmpty() ? output : errors;
        }
    }

    State state() {
        try {
            var seen = docker.quick("container", "inspect", "--format", "{{.State.Running}}", container);
            if (!seen.ok() && seen.errors().contains("No such container")) {
                return State.GONE;
            }
            return seen.output().strip().equals("true") ? State.RUNS : State.STANDS;
        } catch (IOException e) {
            return State.STANDS;
        }
    }

    List<String> words(Map<String, String> environment, String script, String... arguments) {
        var words = new ArrayList<>(List.of("exec", "-i", "-e", "LC_ALL=C"));
        environment.forEach((name, value) -> words.addAll(List.of("-e", name + "=" + value)));
        words.addAll(List.of(container, "sh", "-c", script, "sh"));
        words.addAll(Arrays.asList(arguments));
        return words;
    }

    /**
     * Run a script that calls a client.
     *
     * @param client the client's name, for the error where it is missing
     * @throws BrownoutException if it could not be run at all
     */
    Answer run(String client, Map<String, String> environment, String input, String script, String... arguments) {
        try {
            var ended = docker.command(words(environment, script, arguments))
                    .carry(input.getBytes(StandardCharsets.UTF_8), MOST, LIMIT);
            refuse(client, ended);
            return new Answer(
                    ended.code() == 0,
                    new String(ended.output(), StandardCharsets.UTF_8).strip(),
                    ended.errors().strip());
        } catch (IOException e) {
            throw new BrownoutException(client + " must answer in container " + container + ", but: " + e, e);
        }
    }

    private void refuse(String client, Carried ended) {
        var errors = ended.errors().strip();
        if (ended.code() == ABSENT) {
            throw new BrownoutException("container " + container + " must have " + client
                    + " inside to do this fault, but has none; take an image that has the server's own client");
        }
        if (NO_SHELL.containsKey(ended.code()) || errors.contains("OCI runtime exec failed")) {
            throw new BrownoutException("container " + container + " must have sh and " + client
                    + " inside to do this fault, but " + NO_SHELL.getOrDefault(ended.code(), errors)
                    + "; take an image that has them");
        }
        if (errors.startsWith("Error response from daemon") || errors.startsWith("Error: No such container")) {
            throw new BrownoutException(
                    "container " + container + " must run, but: " + errors + "; start it: docker start " + container);
        }
    }
}
