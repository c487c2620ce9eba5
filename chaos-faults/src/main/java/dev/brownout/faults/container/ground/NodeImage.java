package dev.brownout.faults.container.ground;

import dev.brownout.agent.Agent;
import dev.brownout.api.BrownoutException;
import dev.brownout.api.FaultPlane;
import dev.brownout.faults.container.Docker;
import dev.brownout.faults.container.image.ClassPathImage;
import dev.brownout.faults.node.NodeMain;
import dev.brownout.faults.vantage.AgentJar;
import java.io.File;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.stream.Stream;

/**
 * The image of chaos nodes and of vantages: a Java run-time and our own jars, those that run here. It is made once for each
 * content of theirs.
 */
final class NodeImage {
    /** Where the agent lies in it. */
    static final String AGENT = "/brownout/chaos-agent.jar";

    private static final String NAME = "brownout/node";

    private NodeImage() {}

    /** Makes it unless it is there; returns its name. */
    static String ensure(Docker docker) {
        try (var agent = AgentJar.locate()) {
            return ClassPathImage.of(NAME, classPath())
                    .with(agent.path(), AGENT)
                    .rehearsed(NodeMain.class.getName(), "rehearse")
                    .ensure(docker);
        }
    }

    /**
     * Published, our jar brings its libraries along under names of its own, and a few more are needed. Run from classes, the libraries
     * lie on the class path by themselves, among much else.
     */
    private static List<Path> classPath() {
        var ours = home(NodeMain.class);
        if (!Files.isDirectory(ours)) {
            var jars = new LinkedHashSet<Path>();
            Stream.of(
                            NodeMain.class,
                            FaultPlane.class,
                            Agent.class,
                            org.slf4j.LoggerFactory.class,
                            com.sun.jna.Native.class)
                    .map(NodeImage::home)
                    .forEach(jars::add);
            return new ArrayList<>(jars);
        }
        return Arrays.stream(System.getProperty("java.class.path", "").split(File.pathSeparator, -1))
                .map(Path::of)
                .filter(Files::exists)
                .filter(path -> !path.endsWith("test-classes"))
                .filter(path -> Files.isDirectory(path) || library(path.toString()))
                .toList();
    }

    private static boolean library(String path) {
        return Stream.of(
                        "netty",
                        "jackson",
                        "dnsjava",
                        "caffeine",
                        "toxiproxy",
                        "gson",
                        "zjsonpatch",
                        "collections4",
                        "bcprov",
                        "snakeyaml",
                        "slf4j-api",
                        "jna",
                        "jspecify",
                        "chaos-")
                .anyMatch(new File(path).getName()::contains);
    }

    private static Path home(Class<?> type) {
        try {
            return Path.of(
                    type.getProtectionDomain().getCodeSource().getLocation().toURI());
        } catch (URISyntaxException e) {
            throw new BrownoutException("the jar of " + type.getName() + " must be readable, but: " + e, e);
        }
    }
}
