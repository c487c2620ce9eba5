package dev.brownout.api;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * Where faults take hold: every link and every name of a stack goes through it, faulted or not. A stack asks it where to
 * connect and how to resolve while it starts; injectors and witnesses work on its parts. Thread safe.
 */
public interface FaultPlane extends AutoCloseable {

    /**
     * Open the place that a link's victim connects to.
     *
     * @param link the link
     * @return a loopback address that is the same for as long as the plane is open
     * @throws BrownoutException if no port could be had
     */
    InetSocketAddress open(Link link);

    /**
     * Tell where a link's traffic goes on to. May be called before or after {@link #open}, and again when a component has
     * moved.
     *
     * @param link the link
     * @param address where the real component listens
     */
    void connect(Link link, InetSocketAddress address);

    /**
     * Publish a name's healthy addresses.
     *
     * @param name the name
     * @param addresses its addresses, at least one
     */
    void publish(Name name, List<InetAddress> addresses);

    /**
     * Tell where the plane's DNS server listens, on UDP and TCP.
     *
     * @return a loopback address
     */
    InetSocketAddress dns();

    /**
     * Give the arguments that make a component's JVM resolve through the plane and be a vantage.
     *
     * @param component the component
     * @return arguments for its {@code java} command line, before the main class
     */
    List<String> jvmArguments(Component component);

    /**
     * Tell which process a component is, so that process faults can take hold of it. Told once a component, when it runs; the
     * handle follows it over restarts.
     *
     * @param component a component that declares {@link Component#process()}
     * @param process its process
     */
    default void attach(Component component, ComponentProcess process) {
        // a plane without process faults has no use for it
    }

    /**
     * Tell which container a component is, so that faults of containers can take hold of it. Told once a component, when it runs.
     *
     * @param component a component that declares {@link Component#container()}
     * @param container its container
     */
    default void attach(Component component, ComponentContainer container) {
        // a plane without faults of containers has no use for it
    }

    /**
     * Tell where a component's file lies, so that file faults can take hold of it. Told once a file, when it is there.
     *
     * @param component a component that declares the file
     * @param file the file's id
     * @param path where the component reads it; may be a symbolic link
     * @throws BrownoutException if the component declares no such file, or it cannot be read
     */
    default void place(Component component, String file, Path path) {
        // a plane without file faults has no use for it
    }

    /**
     * Tell where a component's file lies inside its container, so that file faults can take hold of it. Told once a file, when it
     * is there and the container is attached.
     *
     * @param component a component that declares the file, and {@link ContainerAbility#FILES}
     * @param file the file's id
     * @param path where the component reads it inside its container, absolute; may be a symbolic link
     * @throws BrownoutException if the component declares no such file or ability, or it cannot be read
     */
    default void placeInside(Component component, String file, String path) {
        // a plane without file faults has no use for it
    }

    /**
     * Find the vantage inside a component.
     *
     * @param component the component's id
     * @return the vantage; empty while nothing of the plane runs inside that component
     */
    Optional<Vantage> vantage(String component);

    /**
     * Find a vantage beside a component: in its network, but alive when the component itself is not.
     *
     * @param component the component's id
     * @return the vantage; empty where neighbours of the stack itself have to look
     */
    default Optional<Vantage> beside(String component) {
        return Optional.empty();
    }

    /**
     * Tell how this plane has faults of a kind done. What works on a plane calls this first.
     *
     * @param kind the kind as it is registered
     * @return the kind itself, or one of the same description that has them done elsewhere
     */
    default FaultKind<?> doing(FaultKind<?> kind) {
        return kind;
    }

    /**
     * Count what each link's target was seen to get. Cheap: may be asked several times a second.
     *
     * @return one entry for each open link, in order of their ids; empty for a plane that does not count
     */
    default List<Traffic> traffic() {
        return List.of();
    }

    /**
     * Give one part of the plane to an injector or a witness that works on it.
     *
     * @param <P> the part's type
     * @param type the part's interface
     * @return the part
     * @throws BrownoutException if this plane has no such part
     */
    <P> P part(Class<P> type);

    /** Close every listener and connection. Idempotent. */
    @Override
    void close();
}
