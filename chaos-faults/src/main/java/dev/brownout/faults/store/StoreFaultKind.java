package dev.brownout.faults.store;

import dev.brownout.api.BrownoutException;
import dev.brownout.api.Component;
import dev.brownout.api.ComponentContainer;
import dev.brownout.api.ContainerAbility;
import dev.brownout.api.Fault;
import dev.brownout.api.FaultDescription;
import dev.brownout.api.FaultKind;
import dev.brownout.api.Injection;
import dev.brownout.api.InjectionContext;
import dev.brownout.api.Measurement;
import dev.brownout.api.Parameter;
import dev.brownout.api.Stack;
import dev.brownout.api.Target;
import dev.brownout.api.TargetKind;
import dev.brownout.api.Vantage;
import dev.brownout.api.Vantage.TcpOutcome;
import dev.brownout.faults.container.Docker;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** What the kinds of faults of a store have in common: everything but their parameters and what is done and asked. */
abstract class StoreFaultKind<F extends StoreFault> implements FaultKind<F> {
    static final Parameter LIFE = Parameter.duration(
            "life", "1h", "100ms", "24h", "after what time it is undone even if nobody takes it away");

    private static final Duration DEADLINE = Duration.ofSeconds(1);
    private static final int SSL_REQUEST = 80877103;

    /** What takes a whole component away hides what its store does. */
    private static final List<String> WHOLE = List.of("container.", "process.", "zone.", "region.");

    /** A kind of store, and how it is greeted. */
    enum Store {
        POSTGRES(5432),
        REDIS(6379);

        private final int port;

        Store(int port) {
            this.port = port;
        }

        /** SSLRequest is answered with one byte (PostgreSQL manual, "Message Formats"). */
        private byte[] greeting() {
            return switch (this) {
                case POSTGRES ->
                    ByteBuffer.allocate(8).putInt(8).putInt(SSL_REQUEST).array();
                case REDIS -> "PING\r\n".getBytes(StandardCharsets.US_ASCII);
            };
        }
    }

    private final FaultDescription description;
    private final Store store;

    StoreFaultKind(FaultDescription description, Store store) {
        this.description = description;
        this.store = store;
    }

    /** Begin the description of a fault of a store. */
    static FaultDescription describe(String name, String summary, Parameter... own) {
        var all = Arrays.copyOf(own, own.length + 1);
        all[own.length] = LIFE;
        return FaultDescription.of(name, TargetKind.COMPONENT, summary).withParameters(all);
    }

    @Override
    public final FaultDescription description() {
        return description;
    }

    @Override
    public Optional<String> refusal(F fault, Target target, Stack stack) {
        var component = (Component) target;
        return component.container().contains(ContainerAbility.FILES)
                ? Optional.empty()
                : Optional.of(name() + " cannot be done to " + component.id()
                        + ", because it needs the server's own client inside its container, and its stack declares container "
                        + component.container()
                        + " for it; declare ContainerAbility.FILES and attach its container to the"
                        + " plane (FaultPlane.attach)");
    }

    @Override
    public boolean conflictsWith(F fault, Fault other) {
        var mine = name().substring(0, name().indexOf('.') + 1);
        return other.kind().startsWith(mine) || WHOLE.stream().anyMatch(other.kind()::startsWith);
    }

    @Override
    public Injection inject(F fault, Target target, InjectionContext context) {
        var plane = context.plane().part(StorePlane.class);
        var inside = plane.inside(target.id());
        look(fault, inside, port(plane, target.id()), plane, target.id());
        return plane.change(
                fault,
                target.id(),
                () -> change(fault, inside, port(plane, target.id())),
                context.ledger(),
                fault.life());
    }

    /** Let the witness see once more what is there before the fault, if that is what it goes by. */
    void look(F fault, Inside inside, int port, StorePlane plane, String component) {
        // most see the fault without having seen health
    }

    /** Say what is to be changed. */
    abstract Change change(F fault, Inside inside, int port);

    private int port(StorePlane plane, String component) {
        return plane.containers()
                .container(component)
                .served()
                .map(ComponentContainer.Served::port)
                .orElse(store.port);
    }

    @Override
    public Measurement measure(F fault, Target target, Vantage vantage, InjectionContext context) {
        var plane = context.plane().part(StorePlane.class);
        var inside = plane.inside(target.id());
        int port = port(plane, target.id());
        var wire = wire(inside, port, vantage);
        var reading = "from a neighbour: " + wire + "; ";
        if (!wire.equals(TcpOutcome.ANSWERED.name())) {
            return Measurement.undecided(reading + "a server that does not answer shows nothing of this fault");
        }
        try {
            var seen = measure(fault, inside, port, plane, target.id());
            return new Measurement(seen.symptom(), seen.healthy(), reading + seen.reading());
        } catch (BrownoutException e) {
            return Measurement.undecided(reading + e.getMessage());
        }
    }

    /** Ask the server in a new session, as any client would. */
    abstract Measurement measure(F fault, Inside inside, int port, StorePlane plane, String component);

    private String wire(Inside inside, int port, Vantage vantage) {
        return address(inside.docker(), inside.container(), port)
                .map(to -> vantage.connect(to, store.greeting(), DEADLINE)
                        .outcome()
                        .name())
                .orElse("it has no address");
    }

    private static Optional<InetSocketAddress> address(Docker docker, String container, int port) {
        try {
            var seen = docker.quick(
                    "container",
                    "inspect",
                    "--format",
                    "{{range .NetworkSettings.Networks}}{{.IPAddress}} {{end}}",
                    container);
            var literal = Arrays.stream(seen.output().strip().split(" ", -1))
                    .filter(word -> word.matches("[0-9.]+"))
                    .findFirst();
            return literal.isPresent()
                    ? Optional.of(new InetSocketAddress(InetAddress.getByName(literal.get()), port))
                    : Optional.empty();
        } catch (IOException e) {
            return Optional.empty();
        }
    }
}
