package dev.brownout.faults.container;

import dev.brownout.api.ContainerAbility;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * What the host of containers can do, found out by trying it: once, when it is first asked. Takes about half a second where Docker
 * answers. Thread safe.
 *
 * <p>Packet filters and queues are tried in a network namespace of a container's own that has no network: nobody else's packets are
 * touched.
 */
public final class ContainerHost {
    private static final Duration LIMIT = Duration.ofSeconds(20);
    private static final List<String> IMAGES = List.of(Nettools.IMAGE, "brownout/jre");

    /** Each line of what it says is: what was tried, whether it works (0), and the last words about it. */
    private static final String TRIAL = """
            try() {
              what=$1; shift
              said=$("$@" 2>&1); code=$?
              echo "$what $code $(tr '\\n' ' ' <<<"$said")"
            }
            try filter iptables -w -A OUTPUT -p tcp --syn -j DROP
            try reject iptables -w -A OUTPUT -p tcp -j REJECT --reject-with tcp-reset
            try comment iptables -w -A OUTPUT -m comment --comment brownout -j DROP
            try statistic iptables -w -A OUTPUT -m statistic --mode random --probability 0.5 -j DROP
            try hashlimit iptables -w -A OUTPUT -m hashlimit --hashlimit-above 1000b/s --hashlimit-burst 1000b --hashlimit-name brownout -j DROP
            try netem tc qdisc add dev lo root netem delay 1ms
            tc qdisc del dev lo root 2>/dev/null
            try tbf tc qdisc add dev lo root tbf rate 1mbit burst 32kbit latency 400ms
            """;

    private final Docker docker;
    private Optional<Findings> findings = Optional.empty();

    /**
     * Ask about the host that a docker command drives.
     *
     * @param docker the command
     */
    public ContainerHost(Docker docker) {
        this.docker = docker;
    }

    /**
     * What came of a trial.
     *
     * @param what what was tried
     * @param works whether it works
     * @param words what was said, by the kernel most often; empty where it works
     */
    public record Trial(String what, boolean works, String words) {}

    /**
     * What was found out.
     *
     * @param docker what there is of Docker; where that is not usable nothing else is known
     * @param cgroups the version of control groups, and who drives them; empty where it is not known
     * @param kernel the kernel's release; empty where it is not known
     * @param missing images that faults of containers need and that are not there
     * @param trials what a helper with NET_ADMIN can do, in the order in which it was tried
     */
    public record Findings(
            DockerState docker, String cgroups, String kernel, List<String> missing, List<Trial> trials) {
        /** Copy the lists. */
        public Findings {
            missing = List.copyOf(missing);
            trials = List.copyOf(trials);
        }

        /**
         * Find what came of a trial.
         *
         * @param what {@code filter}, {@code reject}, {@code comment}, {@code statistic}, {@code hashlimit}, {@code netem} or {@code
         *     tbf}
         * @return what came of it; where it could not be tried, the reason
         */
        public Trial trial(String what) {
            return trials.stream()
                    .filter(t -> t.what().equals(what))
                    .findFirst()
                    .or(() -> trials.stream()
                            .filter(t -> t.what().equals("helper"))
                            .findFirst())
                    .orElseGet(() -> new Trial(what, false, "not tried: Docker is " + docker.words()));
        }

        /**
         * List what packet faults need and do not have.
         *
         * @return trials that failed; empty where packet faults can be done
         */
        public List<Trial> packetFaultsLack() {
            return Stream.of("filter", "reject", "comment", "statistic", "hashlimit")
                    .map(this::trial)
                    .filter(t -> !t.works())
                    .distinct()
                    .toList();
        }

        /**
         * Tell what a stack may declare of its containers here.
         *
         * @return the abilities; none where Docker is not usable
         */
        public Set<ContainerAbility> abilities() {
            var can = EnumSet.noneOf(ContainerAbility.class);
            if (docker.usable()) {
                can.addAll(Set.of(
                        ContainerAbility.LIFECYCLE,
                        ContainerAbility.RESOURCES,
                        ContainerAbility.NETWORKS,
                        ContainerAbility.FILES));
                if (packetFaultsLack().isEmpty()) {
                    can.add(ContainerAbility.PACKETS);
                }
                if (trial("netem").works()) {
                    can.add(ContainerAbility.NETEM);
                }
            }
            return Collections.unmodifiableSet(can);
        }
    }

    /**
     * Find out what the host can do.
     *
     * @return the same every time
     */
    public synchronized Findings findings() {
        var found = findings.orElseGet(this::look);
        findings = Optional.of(found);
        return found;
    }

    /**
     * Tell what a stack may declare of its containers here.
     *
     * @return the abilities; none where Docker is not usable
     */
    public Set<ContainerAbility> abilities() {
        return findings().abilities();
    }

    private Findings look() {
        var state = docker.state();
        if (!state.usable()) {
            return new Findings(state, "", "", List.of(), List.of());
        }
        var missing = IMAGES.stream().filter(image -> !present(image)).toList();
        return new Findings(
                state,
                info("version {{.CgroupVersion}}, driven by {{.CgroupDriver}}"),
                info("{{.KernelVersion}}"),
                missing,
                trials());
    }

    private boolean present(String image) {
        try {
            return docker.hasImage(image);
        } catch (IOException e) {
            return false;
        }
    }

    private String info(String format) {
        try {
            var said = docker.quick("info", "--format", format);
            return said.ok() ? said.output().strip() : "";
        } catch (IOException e) {
            return "";
        }
    }

    private List<Trial> trials() {
        try {
            var said = docker.command(Nettools.words("doctor", "none", false, TRIAL, List.of()))
                    .run(LIMIT);
            var trials = new ArrayList<Trial>();
            said.output()
                    .lines()
                    .map(line -> line.split(" ", 3))
                    .filter(w -> w.length == 3)
                    .forEach(w -> {
                        boolean works = w[1].equals("0");
                        trials.add(new Trial(w[0], works, works ? "" : w[2].strip()));
                    });
            return trials.isEmpty() ? List.of(failed(said.errors())) : trials;
        } catch (IOException e) {
            return List.of(failed(String.valueOf(e.getMessage())));
        }
    }

    private static Trial failed(String said) {
        return new Trial("helper", false, Nettools.why("a helper with NET_ADMIN must run", said));
    }
}
