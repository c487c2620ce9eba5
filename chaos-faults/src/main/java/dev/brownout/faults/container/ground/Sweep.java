package dev.brownout.faults.container.ground;

import dev.brownout.api.BrownoutException;
import dev.brownout.api.UndoAction;
import dev.brownout.faults.container.ContainerPlane;
import dev.brownout.faults.container.Docker;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * {@code container.sweep}: removes every container and network that one run has made, known by its label and by nothing else,
 * and sees that none is left.
 */
public final class Sweep implements UndoAction {
    static final String NAME = "container.sweep";

    private static final String RUN = "run";
    private static final Duration LIMIT = Duration.ofSeconds(60);
    /** A container that is being removed by somebody else keeps its network for a moment. */
    private static final int TRIES = 3;

    private final Docker docker;

    /** Make the action, for {@link java.util.ServiceLoader}. */
    public Sweep() {
        this(new Docker(Map.of()));
    }

    Sweep(Docker docker) {
        this.docker = docker;
    }

    @Override
    public String name() {
        return NAME;
    }

    static Map<String, String> words(String run) {
        return Map.of(RUN, run);
    }

    @Override
    public String undo(Map<String, String> arguments) {
        var run = arguments.getOrDefault(RUN, "");
        if (!run.matches("[0-9a-f-]{8,}")) {
            throw new BrownoutException("undo of containers must tell the run that made them, but told " + arguments);
        }
        int removed = sweep(run);
        return removed == 0
                ? "nothing was left of what run " + run + " made with Docker"
                : removed + " containers and networks of run " + run + " are removed, and none is left";
    }

    /** Removes them; returns how many there were. */
    int sweep(String run) {
        int removed = 0;
        for (int i = 0; i < TRIES; i++) {
            var containers = list("ps", "--all", run);
            var networks = list("network", "ls", run);
            if (containers.isEmpty() && networks.isEmpty()) {
                return removed;
            }
            removed += remove(List.of("rm", "--force", "--volumes"), containers)
                    + remove(List.of("network", "rm"), networks);
        }
        var left = new ArrayList<>(list("ps", "--all", run));
        left.addAll(list("network", "ls", run));
        if (!left.isEmpty()) {
            throw new BrownoutException("containers and networks of run " + run + " must be removed, but are left: "
                    + left + "; by hand: docker rm --force --volumes, docker network rm");
        }
        return removed;
    }

    private List<String> list(String... words) {
        var all = new ArrayList<>(List.of(words).subList(0, words.length - 1));
        all.addAll(List.of("--quiet", "--filter", "label=" + ContainerPlane.LABEL + "=" + words[words.length - 1]));
        return docker.must("containers and networks of a run must be listed", LIMIT, all)
                .lines()
                .toList();
    }

    private int remove(List<String> command, List<String> ids) {
        if (ids.isEmpty()) {
            return 0;
        }
        var words = new ArrayList<>(command);
        words.addAll(ids);
        try {
            // what could not be removed is listed again
            docker.command(words).run(LIMIT);
        } catch (IOException e) {
            throw new BrownoutException("containers must be removed within " + LIMIT + ", but: " + e.getMessage(), e);
        }
        return ids.size();
    }
}
