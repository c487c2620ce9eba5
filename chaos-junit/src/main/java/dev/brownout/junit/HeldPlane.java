package dev.brownout.junit;

import dev.brownout.api.Component;
import dev.brownout.api.ComponentContainer;
import dev.brownout.api.ComponentProcess;
import dev.brownout.api.FaultKind;
import dev.brownout.api.FaultPlane;
import dev.brownout.api.Link;
import dev.brownout.api.Name;
import dev.brownout.api.Traffic;
import dev.brownout.api.Vantage;
import dev.brownout.faults.LocalPlane;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * Planes that somebody else goes on using: they decide by a run's seed while it plays, and a run that ends closes nothing of
 * them. Thread safe.
 */
final class HeldPlane implements FaultPlane {
    private final FaultPlane plane;
    private final Optional<Long> before;

    /**
     * Take planes over for a run.
     *
     * @param plane the planes, with no fault in place
     * @param seed all decisions follow from it meanwhile
     */
    HeldPlane(FaultPlane plane, long seed) {
        this.plane = plane;
        this.before = plane instanceof LocalPlane local ? Optional.of(local.decideBy(seed)) : Optional.empty();
    }

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
    public void attach(Component component, ComponentContainer container) {
        plane.attach(component, container);
    }

    @Override
    public Optional<Vantage> beside(String component) {
        return plane.beside(component);
    }

    @Override
    public FaultKind<?> doing(FaultKind<?> kind) {
        return plane.doing(kind);
    }

    @Override
    public void place(Component component, String file, Path path) {
        plane.place(component, file, path);
    }

    @Override
    public void placeInside(Component component, String file, String path) {
        plane.placeInside(component, file, path);
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
        // the rest is its owner's
        if (plane instanceof LocalPlane local) {
            before.ifPresent(local::decideBy);
        }
    }
}
