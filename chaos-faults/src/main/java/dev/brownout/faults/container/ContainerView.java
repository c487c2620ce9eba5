package dev.brownout.faults.container;

import dev.brownout.api.BrownoutException;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * A container as Docker shows it at one moment.
 *
 * @param id its full id, which no other container ever has
 * @param name its name
 * @param state what it does
 * @param exitCode what it ended with, where it has
 * @param startedAt when it was started last, as Docker writes it
 * @param removes whether Docker removes it when it ends
 * @param ours whether a stack of Brownout's own has made it, and removes it in the end
 * @param mode its network mode
 * @param links whether it has links of the old kind to other containers
 * @param limits what it may use
 * @param networks the networks that it is on
 */
record ContainerView(
        String id,
        String name,
        State state,
        int exitCode,
        String startedAt,
        boolean removes,
        boolean ours,
        String mode,
        boolean links,
        ContainerLimits limits,
        List<ContainerNetwork> networks) {

    /** What a container does. A closed set. */
    enum State {
        RUNS,
        PAUSED,
        DOWN
    }

    /** One field a line: very long lines and very long output are cut ({@link Command}). */
    static final String FORMAT = """
            {"id":{{json .Id}},"name":{{json .Name}},
            "running":{{json .State.Running}},"paused":{{json .State.Paused}},"restarting":{{json .State.Restarting}},
            "exit":{{json .State.ExitCode}},"started":{{json .State.StartedAt}},
            "run":{{json (index .Config.Labels "dev.brownout.run")}},
            "component":{{json (index .Config.Labels "dev.brownout.component")}},
            "removes":{{json .HostConfig.AutoRemove}},"mode":{{json .HostConfig.NetworkMode}},
            "links":{{json .HostConfig.Links}},
            "memory":{{json .HostConfig.Memory}},"memorySwap":{{json .HostConfig.MemorySwap}},
            "nanoCpus":{{json .HostConfig.NanoCpus}},"cpuQuota":{{json .HostConfig.CpuQuota}},
            "cpuPeriod":{{json .HostConfig.CpuPeriod}},"pids":{{json .HostConfig.PidsLimit}},
            "networks":[{{range $name, $network := .NetworkSettings.Networks}}{"name":{{json $name}},"as":
            {{json $network}}},
            {{end}}null]}""";

    private static final JsonMapper JSON = new JsonMapper();
    private static final int SHORT = 12;

    ContainerView {
        networks = List.copyOf(networks);
    }

    static ContainerView parse(String text) {
        JsonNode seen;
        try {
            seen = JSON.readTree(text);
        } catch (JacksonException e) {
            throw new BrownoutException("docker inspect must answer in JSON, but said: " + text, e);
        }
        var id = seen.path("id").asString("");
        var networks = new ArrayList<ContainerNetwork>();
        boolean links = seen.path("links").size() > 0;
        for (var network : seen.path("networks")) {
            if (network.isObject()) {
                var as = network.path("as");
                links |= as.path("Links").size() > 0;
                networks.add(ContainerNetwork.parse(
                        network.path("name").asString(""), as, id.substring(0, Math.min(SHORT, id.length()))));
            }
        }
        return new ContainerView(
                id,
                seen.path("name").asString("").replaceFirst("^/", ""),
                state(seen),
                seen.path("exit").asInt(0),
                seen.path("started").asString(""),
                seen.path("removes").asBoolean(false),
                !seen.path("run").asString("").isEmpty()
                        && !seen.path("component").asString("").isEmpty(),
                seen.path("mode").asString(""),
                links,
                new ContainerLimits(
                        seen.path("memory").asLong(0),
                        seen.path("memorySwap").asLong(0),
                        seen.path("nanoCpus").asLong(0),
                        seen.path("cpuQuota").asLong(0),
                        seen.path("cpuPeriod").asLong(0),
                        seen.path("pids").asLong(0)),
                networks);
    }

    private static State state(JsonNode seen) {
        if (seen.path("paused").asBoolean(false)) {
            return State.PAUSED;
        }
        return seen.path("running").asBoolean(false) && !seen.path("restarting").asBoolean(false)
                ? State.RUNS
                : State.DOWN;
    }

    /** Where it is reached, on each of its networks; empty while it does not run, or has the network of another. */
    List<String> addresses() {
        return networks.stream()
                .map(ContainerNetwork::address)
                .filter(address -> !address.isEmpty())
                .toList();
    }
}
