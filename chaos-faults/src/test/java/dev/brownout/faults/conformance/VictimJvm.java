package dev.brownout.faults.conformance;

import static org.awaitility.Awaitility.await;

import dev.brownout.api.Component;
import dev.brownout.api.FaultPlane;
import dev.brownout.api.Vantage;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** A child JVM that runs as a component of the plane, with the agent in it: a real vantage. */
public final class VictimJvm implements AutoCloseable {
    private final Process process;
    private final FaultPlane plane;
    private final String component;

    private VictimJvm(Process process, FaultPlane plane, String component) {
        this.process = process;
        this.plane = plane;
        this.component = component;
    }

    /** Start it and wait for its vantage. */
    public static VictimJvm start(FaultPlane plane, Component component) throws IOException {
        var command = new ArrayList<String>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(List.of("-XX:TieredStopAtLevel=1", "-Xshare:auto", "-Xmx64m"));
        command.addAll(plane.jvmArguments(component));
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), Idle.class.getName()));
        var process = new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
        await().atMost(Duration.ofSeconds(20))
                .until(() -> plane.vantage(component.id()).isPresent());
        return new VictimJvm(process, plane, component.id());
    }

    public Vantage vantage() {
        return plane.vantage(component).orElseThrow();
    }

    @Override
    public void close() {
        process.destroy();
    }
}
