package dev.brownout.faults.packet;

import dev.brownout.api.BrownoutException;
import dev.brownout.api.UndoAction;
import dev.brownout.faults.container.Docker;
import dev.brownout.faults.container.Nettools;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** {@code packet.clear}: removes one chain of ours from a container's network namespace, and sees that it is gone. */
public final class PacketClear implements UndoAction {
    static final String NAME = "packet.clear";

    private static final String CONTAINER = "container";
    private static final String CHAIN = "chain";
    private static final Duration LIMIT = Duration.ofSeconds(20);

    private final Docker docker;

    /** Make the action, for {@link java.util.ServiceLoader}. */
    public PacketClear() {
        this(new Docker(Map.of()));
    }

    PacketClear(Docker docker) {
        this.docker = docker;
    }

    @Override
    public String name() {
        return NAME;
    }

    static Map<String, String> words(String container, Chain chain) {
        return Map.of(CONTAINER, container, CHAIN, chain.name());
    }

    @Override
    public String undo(Map<String, String> arguments) {
        var container = arguments.getOrDefault(CONTAINER, "");
        var chain = arguments.getOrDefault(CHAIN, "");
        if (container.isBlank() || container.startsWith("-") || !chain.matches(Chain.PATTERN)) {
            throw new BrownoutException("undo of packet rules must tell container and chain (" + Chain.PATTERN
                    + "), but told " + arguments);
        }
        return clear(container, chain);
    }

    /** Removes a chain; returns what was found. */
    String clear(String container, String chain) {
        var what = "packet rules " + chain + " of container " + container + " must be removed";
        try {
            var ended = docker.command(
                            Nettools.words("undo", "container:" + container, false, Scripts.CLEAR, List.of(chain)))
                    .run(LIMIT);
            if (ended.ok()) {
                return "iptables -S shows no chain " + chain + " in container " + container
                        + (ended.output().contains("CLEARED") ? " any more" : ": it was gone already");
            }
            if (Nettools.gone(ended.errors())) {
                return "container " + container + " does not run, so chain " + chain + " is gone with its namespace";
            }
            throw Nettools.failure(what, ended.errors());
        } catch (IOException e) {
            throw Nettools.failure(what, String.valueOf(e.getMessage()));
        }
    }
}
