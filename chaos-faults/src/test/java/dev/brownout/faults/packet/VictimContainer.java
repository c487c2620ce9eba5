package dev.brownout.faults.packet;

import dev.brownout.api.Component;
import dev.brownout.api.ComponentContainer;
import dev.brownout.api.ContainerAbility;
import dev.brownout.api.Timings;
import dev.brownout.faults.LocalPlane;
import dev.brownout.faults.conformance.VictimJvm;
import dev.brownout.faults.container.Command;
import dev.brownout.faults.container.ContainerPlane;
import dev.brownout.faults.container.Docker;
import dev.brownout.faults.container.Nettools;
import dev.brownout.testing.Images;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/** A container that does nothing, in a network whose gateway the plane listens on: rules are put in its namespace. */
public final class VictimContainer implements AutoCloseable {
    public static final Component COMPONENT =
            new Component("client", Map.of(), Timings.NONE).withContainer(ContainerAbility.PACKETS);

    private final Docker docker = new Docker(Map.of());
    private final String run = UUID.randomUUID().toString();
    private final String name = "brownout-packet-" + run.substring(0, 8);
    private final String gateway;

    public VictimContainer() {
        must("network", "create", "--label", label(), name);
        gateway = must("network", "inspect", "--format", "{{(index .IPAM.Config 0).Gateway}}", name);
        must(
                "run",
                "--detach",
                "--init",
                "--name",
                name,
                "--label",
                label(),
                "--network",
                name,
                Images.REDIS,
                "sleep",
                "3600");
    }

    public String label() {
        return ContainerPlane.LABEL + "=" + run;
    }

    public String name() {
        return name;
    }

    public String gateway() {
        return gateway;
    }

    public Docker docker() {
        return docker;
    }

    public String must(String... words) {
        return docker.must("docker " + words[0] + " must work", words);
    }

    /** Open a plane where the container reaches it. */
    public LocalPlane plane(long seed) {
        var any = new InetSocketAddress(gateway, 0);
        return LocalPlane.open(seed, new LocalPlane.Places(any, any, any), List.of());
    }

    public void attach(LocalPlane plane) {
        plane.attach(COMPONENT, new ComponentContainer(name, Optional.empty()));
    }

    /** Start a container that serves, in the victim's network; returns its address. */
    public String serve(String image, String... more) {
        var words = new ArrayList<>(List.of("run", "--detach", "--label", label(), "--network", name));
        words.addAll(List.of(more));
        words.add(image);
        var id = must(words.toArray(String[]::new));
        return must("inspect", "--format", "{{(index .NetworkSettings.Networks \"" + name + "\").IPAddress}}", id);
    }

    /** What runs a program in the victim's network namespace, ready for an image. */
    public List<String> beside(String... more) {
        var words = new ArrayList<>(List.of(
                "docker", "run", "--rm", "--interactive", "--label", label(), "--network", "container:" + name));
        words.addAll(List.of(more));
        return words;
    }

    /** Start a JVM in the victim's network namespace. */
    public VictimJvm jvm(LocalPlane plane) {
        var agent = plane.jvmArguments(COMPONENT);
        var java = new ArrayList<>(beside());
        var paths = new ArrayList<String>();
        dev.brownout.faults.vantage.VictimJvm.places().forEach(path -> paths.add(path.toString()));
        agent.stream()
                .filter(a -> a.startsWith("-javaagent:"))
                .forEach(a -> paths.add(a.substring("-javaagent:".length(), a.indexOf('='))));
        paths.forEach(path -> java.addAll(List.of("--volume", path + ":" + path + ":ro")));
        java.addAll(List.of(Images.JRE, "java", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1"));
        return VictimJvm.start(plane, COMPONENT, java, agent);
    }

    /** Run something inside the victim; what comes of it is in its words. */
    public Command.Ended inside(String... command) {
        var words = new ArrayList<>(List.of("exec", name));
        words.addAll(List.of(command));
        try {
            return docker.command(words).run(Duration.ofSeconds(30));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** What stands in the filter table of the victim's namespace. */
    public String rules() {
        return must(Nettools.words(run, "container:" + name, false, "iptables -w -S", List.of())
                .toArray(String[]::new));
    }

    @Override
    public void close() {
        var left = must("ps", "--all", "--quiet", "--filter", "label=" + label());
        if (!left.isEmpty()) {
            var words = new ArrayList<>(List.of("rm", "--force", "--volumes"));
            left.lines().forEach(words::add);
            try {
                docker.command(words).run(Duration.ofSeconds(60));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
        must("network", "rm", name);
    }
}
