package dev.brownout.faults.container.ground;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Where a component's container belongs, so that it meets its targets through the chaos node. Immutable.
 *
 * @param name what the container is called, unique on its host
 * @param component the component's id, which is its host name
 * @param network the one network that it is in
 * @param address its address there
 * @param resolver the chaos node's DNS server, which it is given as its own
 * @param hosts names of its targets and the address that each leads to, for its hosts file
 * @param labels by which the container is known as ours
 */
public record Placement(
        String name,
        String component,
        String network,
        String address,
        String resolver,
        Map<String, String> hosts,
        Map<String, String> labels) {

    /** Copy the maps. */
    public Placement {
        hosts = java.util.Collections.unmodifiableMap(new LinkedHashMap<>(hosts));
        labels = Map.copyOf(labels);
    }

    /**
     * Say it in words of the docker command.
     *
     * @return arguments of {@code docker create} and {@code docker run}, which stand before the image
     */
    public List<String> words() {
        var words = new ArrayList<>(List.of(
                "--name", name, "--hostname", component, "--network", network, "--ip", address, "--dns", resolver));
        labels.forEach((label, value) -> words.addAll(List.of("--label", label + "=" + value)));
        hosts.forEach((host, leads) -> words.addAll(List.of("--add-host", host + ":" + leads)));
        return words;
    }
}
