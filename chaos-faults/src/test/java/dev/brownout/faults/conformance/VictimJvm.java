package dev.brownout.faults.conformance;

import dev.brownout.api.Component;
import dev.brownout.api.FaultPlane;
import dev.brownout.api.Vantage;
import dev.brownout.faults.vantage.Jdk;
import java.util.ArrayList;
import java.util.List;

/** A child JVM that runs as a component of the plane, with the agent in it: a real vantage, and real look-ups. */
public final class VictimJvm implements AutoCloseable {
    private final dev.brownout.faults.vantage.VictimJvm jvm;
    private final FaultPlane plane;
    private final String component;

    private VictimJvm(dev.brownout.faults.vantage.VictimJvm jvm, FaultPlane plane, String component) {
        this.jvm = jvm;
        this.plane = plane;
        this.component = component;
    }

    /** Start it and wait for its vantage. */
    public static VictimJvm start(FaultPlane plane, Component component, List<String> more) {
        var arguments = new ArrayList<>(plane.jvmArguments(component));
        arguments.addAll(more);
        return start(
                plane, component, List.of(Jdk.own().home().resolve("bin/java").toString()), arguments);
    }

    /** Start it by a command of one's own that ends in {@code java}, and wait for its vantage. */
    public static VictimJvm start(FaultPlane plane, Component component, List<String> java, List<String> arguments) {
        var jvm = dev.brownout.faults.vantage.VictimJvm.start(java, arguments);
        dev.brownout.faults.vantage.VictimJvm.await(() -> plane.vantage(component.id()));
        return new VictimJvm(jvm, plane, component.id());
    }

    public Vantage vantage() {
        return plane.vantage(component).orElseThrow();
    }

    /** Have the JVM's own code do something, such as {@code lookup NAME}, and tell what came of it. */
    public String ask(String line) {
        return jvm.ask(line);
    }

    @Override
    public void close() {
        jvm.close();
    }
}
