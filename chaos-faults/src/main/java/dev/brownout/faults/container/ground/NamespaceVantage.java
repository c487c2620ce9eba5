package dev.brownout.faults.container.ground;

import dev.brownout.agent.Bystander;
import dev.brownout.faults.container.ContainerPlane;
import dev.brownout.faults.container.Docker;
import java.net.InetSocketAddress;
import java.util.List;

/**
 * A container that shares a victim's network namespace and its resolver, and nothing else, and measures from there. It dies for the
 * network when the victim is started again: the victim then has a new namespace, and a new one of these is needed.
 */
final class NamespaceVantage {
    /** Docker's own resolver, which hands on to the plane what it does not know (Docker Engine manual, "Networking overview"). */
    private static final String RESOLVER = "127.0.0.11:53";

    private NamespaceVantage() {}

    /** What stands behind {@code docker} to start one. */
    static List<String> words(
            String run, String component, String container, String image, InetSocketAddress node, String token) {
        return List.of(
                "run",
                "--detach",
                "--rm",
                "--name",
                container + "-vantage",
                "--label",
                ContainerPlane.LABEL + "=" + run,
                "--network",
                "container:" + container,
                "--cap-drop",
                "ALL",
                "--security-opt",
                "no-new-privileges",
                image,
                "java",
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-Xmx48m",
                "-javaagent:" + NodeImage.AGENT + "=component=" + component + ",dns=" + RESOLVER + ",vantage="
                        + node.getAddress().getHostAddress() + ":" + node.getPort() + ",token=" + token,
                Bystander.class.getName());
    }

    /** Starts one. */
    static void start(
            Docker docker,
            String run,
            String component,
            String container,
            String image,
            InetSocketAddress node,
            String token) {
        docker.must(
                "a vantage in the network namespace of " + component + " must start",
                words(run, component, container, image, node, token).toArray(String[]::new));
    }
}
