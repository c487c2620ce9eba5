package dev.brownout.junit;

import dev.brownout.api.Component;
import dev.brownout.api.ComponentProcess;
import dev.brownout.api.FaultPlane;
import dev.brownout.api.Link;
import dev.brownout.api.Name;
import dev.brownout.api.Traffic;
import dev.brownout.api.Vantage;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** Planes that somebody else goes on using: a run that ends closes nothing of them. */
record HeldPlane(FaultPlane plane) implements FaultPlane {
    @Override
    public InetSocketAddress open(Link link) {
        return plane.open(link);
    }

    @Override
    public void connect(Link link, InetSocketAddress address) {
        plane.connect(link, address);
    }

    @Override
    public void publish(Name name, List<InetAddress> addresses) {
        plane.publish(name, addresses);
    }

    @Override
    public InetSocketAddress dns() {
        return plane.dns();
    }

    @Override
    public List<String> jvmArguments(Component component) {
        return plane.jvmArguments(component);
    }

    @Override
    public void attach(Component component, ComponentProcess process) {
        plane.attach(component, process);
    }

    @Override
    public void place(Component component, String file, Path path) {
        plane.place(component, file, path);
    }

    @Override
    public Optional<Vantage> vantage(String component) {
        return plane.vantage(component);
    }

    @Override
    public List<Traffic> traffic() {
        return plane.traffic();
    }

    @Override
    public <P> P part(Class<P> type) {
        return plane.part(type);
    }

    @Override
    public void close() {
        // its owner does
    }
}
