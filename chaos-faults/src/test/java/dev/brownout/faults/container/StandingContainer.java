package dev.brownout.faults.container;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;

/**
 * A container that stands on two networks of its own, with aliases, an address that is fixed on one of them, limits and a small
 * file system in memory at /data; and everything of it that a fault could change. Removed when closed.
 */
public final class StandingContainer implements AutoCloseable {
    private static final Docker DOCKER = new Docker(Map.of());
    private static final int SUBNET_TRIES = 60;

    private final String run = UUID.randomUUID().toString();
    private final String name;
    private final boolean bare;

    private StandingContainer(String component, boolean bare) {
        name = "brownout-test-" + run.substring(0, 8) + "-" + component;
        this.bare = bare;
    }

    /** Start one of an image whose file system at /data may be empty. */
    public static StandingContainer start(String component, String image, String... command) {
        return start(component, image, false, List.of(), command);
    }

    /**
     * Start one.
     *
     * @param bare whether it has no limits
     * @param more what else stands behind docker run
     */
    public static StandingContainer start(
            String component, String image, boolean bare, List<String> more, String... command) {
        var container = new StandingContainer(component, bare);
        try {
            container.run(component, image, more, command);
        } catch (RuntimeException e) {
            container.close();
            throw e;
        }
        return container;
    }

    private void run(String component, String image, List<String> more, String... command) {
        var ip = fixedNetwork();
        docker("network", "create", "--label", label(), name + "-dynamic");
        var words = new ArrayList<>(List.of(
                "create",
                "--name",
                name,
                "--label",
                label(),
                "--network",
                name + "-fixed",
                "--ip",
                ip,
                "--network-alias",
                component,
                "--network-alias",
                component + ".exchange.test",
                "--tmpfs",
                "/data:size=2m"));
        if (!bare) {
            words.addAll(List.of("--memory", "128m", "--memory-swap", "192m", "--pids-limit", "200", "--cpus", "1.5"));
        }
        words.addAll(more);
        words.add(image);
        words.addAll(List.of(command));
        docker(words.toArray(String[]::new));
        docker("network", "connect", "--alias", component + "-inside", name + "-dynamic", name);
        docker("start", name);
    }

    String label() {
        return ContainerPlane.LABEL + "=" + run;
    }

    /** Makes a network in addresses that nobody has, for an address can be fixed only where the range was; gives that address. */
    private String fixedNetwork() {
        for (int i = 0; ; i++) {
            int number = (run.hashCode() & 0xfff) + i * 97;
            var prefix = "10." + (232 + number / 256 % 8) + "." + number % 256 + ".";
            try {
                docker("network", "create", "--label", label(), "--subnet", prefix + "0/28", name + "-fixed");
                return prefix + "9";
            } catch (dev.brownout.api.BrownoutException e) {
                if (i == SUBNET_TRIES) {
                    throw e;
                }
            }
        }
    }

    static String docker(String... words) {
        return DOCKER.must("docker " + String.join(" ", words) + " must succeed in a test", words);
    }

    public String name() {
        return name;
    }

    String network(String which) {
        return name + "-" + which;
    }

    ContainerView view() {
        return LiveContainer.find(DOCKER, name).find().orElseThrow();
    }

    /** Everything that a fault could change: equal before and after, or something was not undone. */
    public Map<String, String> look() {
        var view = view();
        var seen = new TreeMap<String, String>();
        seen.put("id", view.id());
        seen.put("state", view.state().toString());
        seen.put("limits", view.limits().words().toString());
        view.networks().forEach(network -> seen.put("network " + network.name(), network.toString()));
        view.networks().stream().filter(n -> !n.ip().isEmpty()).forEach(n -> seen.put("address", n.address()));
        if (view.state() == ContainerView.State.RUNS) {
            seen.put(
                    "kernel's limits",
                    docker(
                            "exec",
                            name,
                            "sh",
                            "-c",
                            "cd /sys/fs/cgroup; for f in memory/memory.limit_in_bytes memory/memory.memsw.limit_in_bytes"
                                    + " cpu/cpu.cfs_quota_us cpu/cpu.cfs_period_us pids/pids.max memory.max"
                                    + " memory.swap.max cpu.max pids.max; do [ ! -r $f ] || echo $f $(cat $f); done"));
            seen.put("/data", docker("exec", name, "sh", "-c", "ls -A /data | grep brownout || true"));
            // how many: Docker numbers them on when a running container is put back on a network
            seen.put("interfaces", docker("exec", name, "sh", "-c", "ls /sys/class/net | wc -l"));
        }
        return seen;
    }

    @Override
    public void close() {
        for (var command : List.of(List.of("rm", "--force", "--volumes"), List.of("network", "rm"))) {
            var list = command.get(0).equals("rm") ? new String[] {"ps", "--all"} : new String[] {"network", "ls"};
            var words = new ArrayList<>(List.of(list));
            words.addAll(List.of("--quiet", "--filter", "label=" + label()));
            var ids = docker(words.toArray(String[]::new)).lines().toList();
            if (!ids.isEmpty()) {
                var remove = new ArrayList<>(command);
                remove.addAll(ids);
                docker(remove.toArray(String[]::new));
            }
        }
    }
}
