package dev.brownout.faults.container;

import dev.brownout.api.BrownoutException;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.awaitility.Awaitility;

/** A container that a test has started, and that goes with it. */
public final class TestContainer implements AutoCloseable {
    /** What drives it. */
    public static final Docker DOCKER = new Docker(Map.of());

    private final String id;

    private TestContainer(String id) {
        this.id = id;
    }

    /** Start one on the default network. */
    public static TestContainer start(String image, List<String> options, String... command) {
        var words = new ArrayList<>(List.of("run", "-d", "--label", ContainerPlane.LABEL + "=test"));
        words.addAll(options);
        words.add(image);
        words.addAll(List.of(command));
        return new TestContainer(DOCKER.must("container of " + image + " must start", words.toArray(String[]::new)));
    }

    /** Find one that another process has started. */
    public static TestContainer found(String id) {
        return new TestContainer(id);
    }

    /** Its id. */
    public String id() {
        return id;
    }

    /** Run a program inside it as root, which has to succeed. */
    public String inside(String... command) {
        var words = new ArrayList<>(List.of("exec", "-u", "0", id));
        words.addAll(List.of(command));
        return DOCKER.must("a program must run inside", words.toArray(String[]::new));
    }

    /** Run a command with its id at the end. */
    public String docker(String... command) {
        var words = new ArrayList<>(List.of(command));
        words.add(id);
        return DOCKER.must("docker must do it", words.toArray(String[]::new));
    }

    /** Where it serves now. */
    public InetSocketAddress at(int port) {
        var address = docker("container", "inspect", "--format", "{{.NetworkSettings.IPAddress}}");
        return new InetSocketAddress(address, port);
    }

    /** Wait until a program inside succeeds. */
    public TestContainer until(String... command) {
        Awaitility.await().atMost(Duration.ofSeconds(60)).until(() -> {
            try {
                inside(command);
                return true;
            } catch (BrownoutException e) {
                return false;
            }
        });
        return this;
    }

    /** Remove it. */
    @Override
    public void close() {
        docker("rm", "-fv");
    }
}
