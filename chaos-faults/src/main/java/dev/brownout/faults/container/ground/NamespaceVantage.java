package dev.brownout.faults.container.ground;

import dev.brownout.agent.Bystander;
import dev.brownout.faults.container.ContainerPlane;
import dev.brownout.faults.container.Docker;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A container that shares a victim's network namespace and its resolver, and nothing else, and measures from there. It dies for the
 * network when the victim is started again: the victim then has a new namespace, and has to be given a new one of these. Thread safe.
 */
final class NamespaceVantage {
    private static final Logger LOG = LoggerFactory.getLogger(NamespaceVantage.class);
    /** Docker's own resolver, which hands on to the plane what it does not know (Docker Engine manual, "Networking overview"). */
    private static final String RESOLVER = "127.0.0.11:53";

    private final Docker docker;
    private final String run;
    private final String component;
    private final String container;
    private final String image;
    private final InetSocketAddress node;
    private final String token;
    private int started;

    NamespaceVantage(
            Docker docker,
            String run,
            String component,
            String container,
            String image,
            InetSocketAddress node,
            String token) {
        this.docker = docker;
        this.run = run;
        this.component = component;
        this.container = container;
        this.image = image;
        this.node = node;
        this.token = token;
    }

    /** What stands behind {@code docker} to start one. */
    private List<String> words(String name) {
        return List.of(
                "run",
                "--detach",
                "--rm",
                "--name",
                name,
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

    private String name() {
        return container + "-vantage-" + started;
    }

    /** Starts one where the victim's network is now, in place of the last. */
    synchronized void start() {
        if (started > 0) {
            var last = name();
            try {
                docker.quick("rm", "--force", last);
            } catch (IOException e) {
                LOG.warn("the vantage {} of a network that is gone could not be removed", last, e);
            }
        }
        started++;
        docker.must(
                "a vantage in the network namespace of " + component + " must start",
                words(name()).toArray(String[]::new));
    }
}
