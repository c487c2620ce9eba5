package dev.brownout.examples.exchange.stack;

import dev.brownout.api.Capability;
import dev.brownout.api.Component;
import dev.brownout.api.ConfigFile;
import dev.brownout.api.ContainerAbility;
import dev.brownout.api.Link;
import dev.brownout.api.LoadEvidence;
import dev.brownout.api.Name;
import dev.brownout.api.Protocol;
import dev.brownout.api.Reload;
import dev.brownout.api.Resolution;
import dev.brownout.api.Stack;
import dev.brownout.api.Timings;
import dev.brownout.faults.container.ground.ContainerGround;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** What the exchange in containers is made of: the same as in processes, and sessions in Redis. */
final class ContainerLayout {
    /** Where log-ins are kept. */
    static final String SESSIONS = "sessions";

    static final String LOGIN = "login";

    /** Nobody logs in as often as they trade. */
    private static final int LOGINS_PER_SECOND = 5;

    static final int WEB = 8080;

    /** Where the exchange's own edge has its features. */
    static final String FEATURES_PLACE = "/exchange/data/bot-features.json";

    /** Where nginx has them. */
    static final String MAP_PLACE = "/etc/nginx/bot-features.map";

    private static final ConfigFile MAP = ConfigFile.of(
            Layout.FEATURES,
            ConfigFile.Format.TEXT,
            Reload.signal("HUP"),
            LoadEvidence.logLine("signal 1 \\(SIGHUP\\) received"));

    /** Component to the port that it serves on inside its container. */
    static final Map<String, Integer> PORTS = Map.of(
            Layout.EDGE,
            WEB,
            Layout.GATEWAYS.get(0),
            WEB,
            Layout.GATEWAYS.get(1),
            WEB,
            Layout.ENGINE,
            WEB,
            Layout.LEDGER,
            5432,
            SESSIONS,
            6379);

    private ContainerLayout() {}

    static Stack stack(String name, ContainerOptions options, Map<String, String> given) {
        var inProcesses = Layout.stack("", options.exchange(), Map.of());
        var components = new ArrayList<>(inProcesses.components().stream()
                .map(ContainerLayout::contained)
                .map(c -> options.nginx() && c.id().equals(Layout.EDGE) ? c.withFiles(MAP) : c)
                .toList());
        var ledger = inProcesses.component(Layout.LEDGER);
        var labels = new TreeMap<>(ledger.labels());
        labels.put("role", SESSIONS);
        components.add(contained(new Component(SESSIONS, labels, Timings.NONE)));
        var links = new ArrayList<>(inProcesses.links());
        for (var gateway : Layout.GATEWAYS) {
            links.add(Link.between(
                    inProcesses.component(gateway), components.get(components.size() - 1), Protocol.REDIS));
        }
        var capabilities = new ArrayList<>(inProcesses.capabilities());
        capabilities.add(new Capability(
                LOGIN,
                "a user with the right key gets a session",
                Duration.ofMillis(800),
                Layout.DEADLINE,
                LOGINS_PER_SECOND));
        return new Stack(
                name + ":" + options.exchange().variant(),
                "Reference exchange in containers, " + options.exchange().variant(),
                given,
                components,
                links,
                inProcesses.names().stream().map(ContainerLayout::resolved).toList(),
                List.copyOf(capabilities));
    }

    private static Component contained(Component component) {
        return new Component(component.id(), component.labels(), component.timings())
                .withFiles(component.files().toArray(ConfigFile[]::new))
                .withContainer(ContainerGround.ABILITIES.toArray(ContainerAbility[]::new));
    }

    private static Name resolved(Name name) {
        return new Name(
                name.id(),
                name.labels(),
                name.resolvers().keySet().stream().collect(Collectors.toMap(c -> c, c -> Resolution.DOCKER_DNS)));
    }

    /** The edge's files, and where each lies inside its container. */
    static Map<String, String> files(ContainerOptions options) {
        return Map.of(Layout.FEATURES, options.nginx() ? MAP_PLACE : FEATURES_PLACE);
    }
}
