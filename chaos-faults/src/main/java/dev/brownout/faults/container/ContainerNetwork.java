package dev.brownout.faults.container;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import tools.jackson.databind.JsonNode;

/**
 * How a container is on a network, with all that {@code docker network connect} needs to put it there again.
 *
 * @param id the network's id
 * @param name its name
 * @param aliases what the container is called there, beside its id
 * @param ip the IPv4 address that somebody has fixed; empty where Docker chose it
 * @param ip6 the IPv6 address that somebody has fixed; empty where Docker chose it, or there is none
 * @param options the network driver's options
 * @param address the IPv4 address that it has now; empty while it does not run
 */
record ContainerNetwork(
        String id,
        String name,
        Set<String> aliases,
        String ip,
        String ip6,
        Map<String, String> options,
        String address) {
    ContainerNetwork {
        aliases = Collections.unmodifiableSet(new TreeSet<>(aliases));
        options = Collections.unmodifiableMap(new TreeMap<>(options));
    }

    /** Reads it as inspect shows it; {@code own} is the container's short id, which Docker adds to the aliases itself. */
    static ContainerNetwork parse(String name, JsonNode seen, String own) {
        var aliases = new TreeSet<String>();
        seen.path("Aliases").forEach(a -> aliases.add(a.asString("")));
        aliases.remove(own);
        var options = new TreeMap<String, String>();
        seen.path("DriverOpts").forEachEntry((key, value) -> options.put(key, value.asString("")));
        return new ContainerNetwork(
                seen.path("NetworkID").asString(""),
                name,
                aliases,
                seen.path("IPAMConfig").path("IPv4Address").asString(""),
                seen.path("IPAMConfig").path("IPv6Address").asString(""),
                options,
                seen.path("IPAddress").asString(""));
    }

    /** Whether the other is the same network. Docker shows no id while a container does not run that was put on it meanwhile. */
    boolean isThat(ContainerNetwork now) {
        return now.id.isEmpty() ? name.equals(now.name) : id.equals(now.id);
    }

    /** Whether the container is on it as it was: by the same names, and at the same address where that is fixed. */
    boolean isSame(ContainerNetwork now) {
        return isThat(now)
                && aliases.equals(now.aliases)
                && ip.equals(now.ip)
                && ip6.equals(now.ip6)
                && options.equals(now.options)
                && (ip.isEmpty() || now.address.isEmpty() || ip.equals(now.address));
    }

    /** What stands behind {@code docker} to put the container back on it. */
    List<String> connect(String container) {
        var words = new ArrayList<>(List.of("network", "connect"));
        aliases.forEach(alias -> words.addAll(List.of("--alias", alias)));
        if (!ip.isEmpty()) {
            words.addAll(List.of("--ip", ip));
        }
        if (!ip6.isEmpty()) {
            words.addAll(List.of("--ip6", ip6));
        }
        options.forEach((key, value) -> words.addAll(List.of("--driver-opt", key + "=" + value)));
        words.addAll(List.of(id, container));
        return words;
    }
}
